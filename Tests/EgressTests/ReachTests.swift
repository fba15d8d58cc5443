// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import WebAddresses

@testable import Egress

@Suite("Where a name may lead")
struct ReachTests {
    private func error(
        asking address: String,
        leadingTo ip: String,
        isHosted: Bool
    ) async throws -> EgressError? {
        let address = try WebAddress(address)
        let origin = address.origin
        let client = try EgressClient(
            allowing: isHosted ? [] : [origin],
            hosted: isHosted ? [origin] : [],
            names: ["\(origin.host):\(origin.port):\(ip)"]
        )
        let limits = TransferLimits(connecting: .milliseconds(300), answering: .milliseconds(300))
        return await #expect(throws: EgressError.self) {
            try await client.send(OutboundRequest(.get, address, limits: limits))
        }
    }

    @Test(
        "a hosted name that leads into this machine, its network or a cloud's metadata is not connected to",
        arguments: [
            "127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "169.254.1.1", "0.0.0.0", "[::1]",
            "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "100.64.0.1",
        ]
    )
    func rebinding(ip: String) async throws {
        let error = try await error(asking: "https://models.example/v1", leadingTo: ip, isHosted: true)
        #expect(error?.reason == .addressNotAllowed)
        #expect(error?.message.contains("not a public one") == true)
    }

    @Test("a name of this machine that leads elsewhere is not connected to", arguments: ["192.0.2.1", "10.0.0.1"])
    func localName(ip: String) async throws {
        let error = try await error(asking: "http://models.localhost:8080/v1", leadingTo: ip, isHosted: false)
        #expect(error?.reason == .addressNotAllowed)
        #expect(error?.message.contains("not on this machine") == true)
    }

    @Test(
        "only https addresses of public hosts can be hosted ones",
        arguments: [
            "http://models.example", "https://127.0.0.1", "https://localhost", "https://192.168.1.1", "https://box.lan",
            "https://169.254.169.254",
        ]
    )
    func hosted(origin: String) throws {
        let error = #expect(throws: EgressError.self) {
            _ = try EgressClient(allowing: [], hosted: [WebOrigin(origin)])
        }
        #expect(error?.reason == .hostNotAllowed)
    }

    @Test("a certificate that nobody trusts ends the request before anything of it is sent")
    func certificate() async throws {
        let folder = NSTemporaryDirectory() + "/understudy-tls-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try openssl([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=IP:127.0.0.1", "-keyout", folder + "/key", "-out", folder + "/certificate",
        ])
        made.waitUntilExit()
        let server = try openssl([
            "s_server", "-accept", "127.0.0.1:0", "-key", folder + "/key", "-cert", folder + "/certificate",
        ])
        defer { server.terminate() }
        let port = try #require(Self.port(toldBy: server))
        let address = try WebAddress("https://127.0.0.1:\(port)/")
        let client = try EgressClient(allowing: [address.origin])
        let error = await #expect(throws: EgressError.self) {
            try await client.send(OutboundRequest(.get, address, headers: [.init("Authorization", "Bearer k")]))
        }
        #expect(error?.reason == .certificateUntrusted)
    }

    @Test("no way to print a request shows what its headers hold")
    func masked() throws {
        let request = OutboundRequest(
            .get,
            try WebAddress("http://127.0.0.1/"),
            headers: [.init("Authorization", "Bearer s3cr3t")]
        )
        var dumped = ""
        dump(request, to: &dumped)
        for text in ["\(request)", String(reflecting: request), dumped] { #expect(!text.contains("s3cr3t"), "\(text)") }
        #expect("\(request.headers[0])" == "Authorization: ••••••")
    }

    private func openssl(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardOutput = Pipe()
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Reads the port out of the line `ACCEPT 127.0.0.1:40123`.
    private static func port(toldBy server: Process) -> Int? {
        guard let output = (server.standardOutput as? Pipe)?.fileHandleForReading else { return nil }
        var text = ""
        while !text.contains("\n") || !text.contains("ACCEPT") {
            let data = output.availableData
            guard !data.isEmpty else { return nil }
            text += String(decoding: data, as: UTF8.self)
        }
        let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }
        return line?.split(separator: ":").last.flatMap { Int($0) }
    }
}
