// SPDX-License-Identifier: Apache-2.0
public import Console
internal import Foundation
internal import Logging
internal import ServiceLifecycle

/// A real server on a port of its own, with an appliance in memory behind it and tokens in a folder of its own.
public struct TestConsole: Sendable {
    /// The appliance.
    public let appliance: MemoryAppliance
    /// What the server wrote into the audit log.
    public let recorder: EventRecorder
    /// Its tokens and sessions.
    public let access: ConsoleAccess
    /// Where the tokens are.
    public let tokenFolder: String
    /// Its port.
    public let port: Int
    let group: ServiceGroup

    /// Its address, `http://127.0.0.1:…`.
    public var address: String { "http://127.0.0.1:\(port)" }

    /// A token, as its file has it now.
    public func token(_ principal: Principal) throws -> String {
        try String(contentsOfFile: tokenFolder + "/" + principal.rawValue, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Puts another token into a file.
    public func rotate(_ principal: Principal, to token: String) throws {
        try token.write(toFile: tokenFolder + "/" + principal.rawValue, atomically: false, encoding: .utf8)
    }

    /// Asks the server to end when what it has begun is done.
    public func shutDown() async { await group.triggerGracefulShutdown() }
}

/// Runs a server, then stops it and removes its folder.
public func withConsole(
    _ configuration: ConsoleConfiguration = ConsoleConfiguration(port: 0),
    _ body: @escaping @Sendable (TestConsole) async throws -> Void
) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/console-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let appliance = MemoryAppliance()
    let recorder = EventRecorder()
    let access = try ConsoleAccess(folder: folder + "/tokens")
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let server = ConsoleServer(
        configuration: configuration,
        control: appliance,
        access: access,
        events: recorder,
        logger: logger
    )
    let group = ServiceGroup(services: [server], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        let address = try await server.address()
        let port = Int(address.split(separator: ":").last ?? "") ?? 0
        let console = TestConsole(
            appliance: appliance,
            recorder: recorder,
            access: access,
            tokenFolder: folder + "/tokens",
            port: port,
            group: group
        )
        do {
            try await body(console)
        } catch {
            await group.triggerGracefulShutdown()
            try? await tasks.waitForAll()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
}
