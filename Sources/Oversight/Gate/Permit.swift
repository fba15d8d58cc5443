// SPDX-License-Identifier: Apache-2.0
public import Vocabulary
public import WebAddresses

/// Proof that the gate allowed one effect; every call of the browser layer that has an effect demands one.
///
/// Only the gate can make it, after the intent was written into the audit log. It is void from the moment the kill
/// switch is turned on, also when that is turned off again, so that an action which waited meanwhile does not happen.
public struct Permit: Sendable {
    /// What was allowed.
    public let effect: Effect
    /// The operation it belongs to.
    public let correlationID: CorrelationID
    private let killSwitch: KillSwitch
    private let turn: Int

    init(effect: Effect, correlationID: CorrelationID, killSwitch: KillSwitch, turn: Int) {
        self.effect = effect
        self.correlationID = correlationID
        self.killSwitch = killSwitch
        self.turn = turn
    }

    /// Whether the kill switch was turned on since it was given.
    public var isRevoked: Bool { killSwitch.turn != turn }

    /// Throws an error when the permit is for something else than this effect, or is revoked.
    public func require<Failure: Error>(
        _ effect: Effect,
        or failure: @autoclosure () -> Failure
    ) throws(Failure) {
        guard self.effect == effect, !isRevoked else { throw failure() }
    }

    /// Whether it allows input on pages of an origin.
    public func allowsInput(on origin: WebOrigin) -> Bool {
        switch effect {
        case .input(_, let allowed), .typeSecret(_, let allowed), .upload(_, let allowed):
            allowed == origin && !isRevoked
        case .open, .history, .reload, .closeTab, .answerDialog, .download, .handOver: false
        }
    }

    /// Whether it was for input at all, also when it has been taken back since: what it pressed must come up again.
    public var wasForInput: Bool {
        switch effect {
        case .input, .typeSecret, .upload: true
        case .open, .history, .reload, .closeTab, .answerDialog, .download, .handOver: false
        }
    }

    /// Whether it is for taking downloads.
    public var allowsDownload: Bool { if case .download = effect { true } else { false } }
}

extension Permit: Hashable {
    /// Whether two are for the same effect of the same operation.
    public static func == (left: Permit, right: Permit) -> Bool {
        left.effect == right.effect && left.correlationID == right.correlationID && left.turn == right.turn
    }

    /// Hashes what ``==(_:_:)`` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(effect)
        hasher.combine(correlationID)
        hasher.combine(turn)
    }
}
