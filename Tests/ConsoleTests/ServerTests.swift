// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Foundation
import Logging
import ServiceLifecycle
import Testing
import Vocabulary

@testable import Console

@Suite("Server")
struct ServerTests {
    @Test("a port that is in use is named, with what to do, also to those who wait for the address")
    func portInUse() async throws {
        try await withConsole { console in
            var configuration = ConsoleConfiguration()
            configuration.port = console.port
            let server = ConsoleServer(
                configuration: configuration,
                control: console.appliance,
                access: console.access,
                events: console.recorder,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            let failure = await #expect(throws: ConsoleError.self) { try await server.run() }
            #expect(failure?.code == "port_in_use")
            #expect(failure?.message.contains("port \(console.port) on 127.0.0.1") == true)
            #expect(failure?.message.contains("--port") == true)
            let told = await #expect(throws: ConsoleError.self) { _ = try await server.address() }
            #expect(told?.code == "port_in_use")
        }
    }

    @Test("who waits for the address can be cancelled")
    func cancelledWait() async throws {
        let port = BoundPort()
        let waiter = Task { try await port.wait() }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        port.settle(.success(7))
        #expect(try await port.wait() == 7)
    }

    @Test("several requests can use one connection, refused ones among them")
    func keptAlive() async throws {
        try await withConsole { console in
            let connection = try RawConnection(port: console.port)
            let lines = try console.headers(nil).joined(separator: "\r\n")
            for (path, wanted) in [
                ("/health", "{\"status\":\"ok\"}"), ("/v1/status", "token_required"), ("/health", "ok"),
            ] {
                connection.send("GET \(path) HTTP/1.1\r\n\(lines)\r\n\r\n")
                #expect(await connection.read(until: wanted) != nil)
            }
        }
    }

    @Test("a head that is too large or does not end is not kept")
    func largeHead() async throws {
        try await withConsole(ConsoleConfiguration(port: 0, patience: .milliseconds(200))) { console in
            let reply = try? await console.request(
                "GET",
                "/health",
                headers: console.headers(nil) + ["X: " + String(repeating: "x", count: 40_000)]
            )
            #expect(reply?.status != 200)
            let quiet = try RawConnection(port: console.port)
            quiet.send("GET /health HTTP/1.1\r\nHost: ")
            #expect(await quiet.readToEnd().isEmpty)
        }
    }
}
