// SPDX-License-Identifier: Apache-2.0

/// Knows which of a transfer's time limits is the next, and whether it has passed; pure.
///
/// The time in which the sink refuses bytes is the taker's, not the peer's: it counts for nothing but the whole.
struct PhaseClock: Sendable {
    private let limits: TransferLimits
    private let began: ContinuousClock.Instant
    private var lastByte: ContinuousClock.Instant?
    private var isHeld = false

    init(_ limits: TransferLimits, now: ContinuousClock.Instant) {
        self.limits = limits
        began = now
    }

    /// Head or body has come.
    mutating func noteBytes(at now: ContinuousClock.Instant) { lastByte = now }

    /// The sink has refused bytes, or takes them again.
    mutating func hold(_ isHeld: Bool, at now: ContinuousClock.Instant) {
        self.isHeld = isHeld
        if !isHeld { lastByte = now }
    }

    /// The next limit and what is waited for; nil when there is none.
    var next: (deadline: ContinuousClock.Instant, waitingFor: String)? {
        var limit: (deadline: ContinuousClock.Instant, waitingFor: String)?
        if let lastByte {
            if !isHeld { limit = (lastByte + limits.silence, "more of the answer") }
        } else {
            limit = (began + limits.answering, "the answer")
        }
        guard let whole = limits.whole else { return limit }
        let end = began + whole
        guard let phase = limit, phase.deadline < end else { return (end, "the end of the answer") }
        return phase
    }
}
