// SPDX-License-Identifier: Apache-2.0
import CDP
import Console
import Testing
import Vocabulary

@testable import understudy

extension RemoteAppliance {
    /// A client of the appliance that serves a home.
    static func serving(_ home: String) async throws -> RemoteAppliance {
        guard case .served(let address, _) = try await Home.reach(home) else { throw CommandError.homeEmpty }
        return try RemoteAppliance(address: address, home: home)
    }

    /// The first event of a name in the log; waits until there is one.
    func event(_ name: EventName, deadline: Deadline = .after(.seconds(60))) async throws -> JSONValue {
        try await withDeadline(deadline, waitingFor: "the event \(name.rawValue)") {
            for try await line in eventStream(after: 0, of: nil) {
                let event = try JSONText.parse(line.json)
                if event["event"]?.string == name.rawValue { return event }
            }
            throw CancellationError()
        }
    }

    /// The events of a name in the log, the oldest first.
    func events(_ name: EventName) async throws -> [JSONValue] {
        try await auditLines(after: 0, limit: 1_000).map { try JSONText.parse($0.line) }
            .filter { $0["event"]?.string == name.rawValue }
    }

    /// Drives the tab of a recording over a connection of its own, as any other program on this machine could.
    func drive(
        _ recording: RecordingSummary,
        _ body: @escaping @Sendable (CDPConnection, TabID) async throws -> Void
    ) async throws {
        let tab = try #require(recording.tab)
        let endpoint = try await #require(status().browser.cdp)
        try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { try await body($0, tab) }
    }
}
