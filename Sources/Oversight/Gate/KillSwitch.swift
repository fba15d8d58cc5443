// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Synchronization
public import Vocabulary

/// Stops every external write at once, in running skills as well, until it is turned off again.
///
/// It is a file of the home, so that it stays on across a restart.
public final class KillSwitch: Sendable {
    private struct State {
        var isOn: Bool
        /// How often it was turned on; a permit from before the last time is void.
        var turn = 0
    }

    private let path: String
    private let state: Mutex<State>

    /// Takes the switch as the home has it.
    public init(home: String) {
        path = home + "/kill-switch"
        state = Mutex(State(isOn: FileManager.default.fileExists(atPath: path)))
    }

    /// Whether it is on.
    public var isOn: Bool { state.withLock { $0.isOn } }

    var turn: Int { state.withLock { $0.turn } }

    /// Turns it on or off.
    ///
    /// On counts at once, whether or not it could be written down. Off counts when it is in the audit log, and not at
    /// all when somebody turned the switch on meanwhile.
    ///
    /// - Throws: ``OversightError`` with `file_unusable` when it would not last across a restart, or the log's error.
    public func set(_ on: Bool, by principal: String, events: any EventSink) async throws {
        let event = Event(
            .killSwitchChanged,
            source: .operator,
            outcome: .succeeded,
            correlationID: .new(),
            extra: ["on": .bool(on), "principal": .string(principal)]
        )
        if on {
            let written = Result { try turnOn() }
            try await events.record(event)
            try written.get()
        } else {
            let turn = turn
            try await events.record(event)
            try turnOff(ifStill: turn)
        }
    }

    private func turnOn() throws {
        try state.withLock { state in
            state.isOn = true
            state.turn += 1
            do { try PrivateFile.write(Array("on\n".utf8), to: path) } catch { throw unusable }
        }
    }

    private func turnOff(ifStill turn: Int) throws {
        try state.withLock { state in
            guard state.turn == turn else { return }
            do {
                if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
            } catch { throw unusable }
            PrivateFile.syncFolder(of: path)
            state.isOn = false
        }
    }

    private var unusable: OversightError {
        OversightError(
            .fileUnusable,
            "\(path) could not be changed, so the kill switch would not be the same after a restart: see whether the "
                + "disk is full and the folder is this user's."
        )
    }
}
