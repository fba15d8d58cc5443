// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Synchronization
public import Vocabulary

/// Stops every external write at once, in running skills as well, until it is turned off again.
///
/// It is a file of the home, so that it stays on across a restart.
public final class KillSwitch: Sendable {
    private let path: String
    private let state: Mutex<Bool>

    /// Takes the switch as the home has it.
    public init(home: String) {
        path = home + "/kill-switch"
        state = Mutex(FileManager.default.fileExists(atPath: path))
    }

    /// Whether it is on.
    public var isOn: Bool { state.withLock { $0 } }

    /// Turns it on or off; on counts at once, whether or not it could be written.
    ///
    /// - Throws: ``OversightError`` with `file_unusable` when it would not last across a restart.
    public func set(_ on: Bool, by principal: String, events: any EventSink) async throws {
        if on { state.withLock { $0 = true } }
        try await events.record(
            Event(
                .killSwitchChanged,
                source: .operator,
                outcome: .succeeded,
                correlationID: .new(),
                extra: ["on": .bool(on), "principal": .string(principal)]
            )
        )
        do {
            if on {
                try PrivateFile.write(Array("on\n".utf8), to: path)
            } else if FileManager.default.fileExists(atPath: path) {
                try FileManager.default.removeItem(atPath: path)
            }
        } catch {
            throw OversightError(.fileUnusable, "\(path) could not be changed, so the kill switch will not last.")
        }
        if !on { state.withLock { $0 = false } }
    }
}
