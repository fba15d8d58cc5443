// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Whoever wants to know how a run is getting on while it runs.
public protocol RunObserver: Sendable {
    /// A step begins.
    func stepBegan(_ step: StepReport, of run: RunID)
    /// A step is over, one way or the other.
    func stepEnded(_ step: StepReport, of run: RunID)
    /// The run needs a person, and what for; told before how it waits.
    func runNeeds(_ need: PersonNeed, of run: RunID)
    /// The run waits for a person's yes to one action.
    func runWaits(_ run: RunID, for approval: ApprovalID)
    /// The run waits for a person to say which element is meant.
    func runAsks(_ run: RunID)
    /// The run stands still: paused, or taken over.
    func runStands(_ run: RunID, _ state: RunState, because reason: String?)
    /// The run goes on.
    func runGoesOn(_ run: RunID)
    /// The run is over and in the log; its page may be kept for a moment longer.
    func runEnded(_ report: RunReport)
}
