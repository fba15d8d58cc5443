// SPDX-License-Identifier: Apache-2.0
public import Vocabulary
public import WebAddresses

/// Proof that the gate allowed one effect; every call of the browser layer that has an effect demands one.
///
/// Only the gate can make it, after the intent was written into the audit log.
public struct Permit: Sendable, Hashable {
    /// What was allowed.
    public let effect: Effect
    /// The operation it belongs to.
    public let correlationID: CorrelationID

    /// Throws an error when the permit is for something else than this effect.
    public func require<Failure: Error>(
        _ effect: Effect,
        or failure: @autoclosure () -> Failure
    ) throws(Failure) {
        guard self.effect == effect else { throw failure() }
    }

    /// Whether it allows input on pages of an origin.
    public func allowsInput(on origin: WebOrigin) -> Bool {
        switch effect {
        case .input(_, let allowed), .typeSecret(_, let allowed): allowed == origin
        case .open, .history, .reload: false
        }
    }
}
