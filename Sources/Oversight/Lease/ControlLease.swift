// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Who drives the tabs of one run: a state machine with exactly one driver, and no clock of its own.
///
/// The worker, which is the replay or an agent, asks it before each action. A pause or a takeover stops the worker
/// there; a person drives only once the worker has said that it stands still. A lease that is not renewed falls back to
/// paused, never to driving.
public struct ControlLease: Sendable, Hashable {
    /// How long a lease lasts without being renewed.
    public static let term: Duration = .seconds(30)
    /// How long one person may drive, however often they renew.
    public static let longest: Duration = .seconds(4 * 3600)
    /// How long a run may stand still before it ends.
    public static let pauseLimit: Duration = .seconds(3600)

    /// Who works when no person does.
    public enum Worker: String, Sendable, Hashable {
        /// The replay of a skill.
        case replay
        /// A program that works on a task.
        case agent
    }

    /// Why a run stands still.
    public enum PauseReason: String, Sendable, Hashable {
        /// A person said so.
        case asked
        /// The person who drove was not heard of in time.
        case leaseLost = "lease_lost"
        /// An action that a person had queued was not done.
        case injectionFailed = "injection_failed"
    }

    /// A person at the wheel.
    struct Holder: Sendable, Hashable {
        let lease: LeaseID
        let principal: String
        let began: ContinuousClock.Instant
        var end: ContinuousClock.Instant
    }

    enum Phase: Sendable, Hashable {
        case driving
        case paused(PauseReason, until: ContinuousClock.Instant)
        case taken(Holder)
    }

    let worker: Worker
    /// How long this run's leases last without being renewed.
    let term: Duration
    private(set) var phase = Phase.driving
    /// When the phase began, for people.
    private(set) var since: Timestamp
    /// Whether the worker knows that it is not its turn, and stands still.
    private(set) var isWorkerStill = false
    /// Whether the worker left a step unfinished when it was stopped.
    private(set) var isCutShort = false
    /// What the last person said, until the worker has heard it.
    private var handback: Handback?

    /// The worker drives.
    init(worker: Worker, since: Timestamp, term: Duration = ControlLease.term) {
        self.worker = worker
        self.term = term
        self.since = since
    }

    // MARK: The worker

    /// What the worker is told before an action.
    enum Turn: Sendable, Hashable {
        /// It may act; with what a person said who drove before.
        case go(Handback?)
        /// It must stand still, until then at most.
        case wait(StandStill, until: ContinuousClock.Instant)
    }

    /// The worker asks for its turn; asking says that it does nothing at this moment.
    ///
    /// - Parameter isCutShort: whether it has left a step unfinished.
    mutating func turn(isCutShort: Bool) -> Turn {
        switch phase {
        case .driving:
            isWorkerStill = false
            self.isCutShort = false
            defer { handback = nil }
            return .go(handback)
        case .paused(let reason, let until):
            stand(isCutShort)
            return .wait(.paused(reason), until: until)
        case .taken(let holder):
            stand(isCutShort)
            return .wait(.takenOver, until: holder.end)
        }
    }

    private mutating func stand(_ isCutShort: Bool) {
        isWorkerStill = true
        self.isCutShort = isCutShort
    }

    /// How the worker must stand still; nil when it may act.
    var standing: StandStill? {
        switch phase {
        case .driving: nil
        case .paused(let reason, _): .paused(reason)
        case .taken: .takenOver
        }
    }

    /// Stops the worker by its own doing.
    mutating func hold(for reason: PauseReason, at now: ContinuousClock.Instant, _ time: Timestamp) {
        guard phase == .driving else { return }
        change(to: .paused(reason, until: now + ControlLease.pauseLimit), time)
    }

    // MARK: People

    /// Asks the worker to stand still before its next action; nothing changes when it does already.
    mutating func pause(at now: ContinuousClock.Instant, _ time: Timestamp) throws(OversightError) {
        switch phase {
        case .driving: change(to: .paused(.asked, until: now + ControlLease.pauseLimit), time)
        case .paused: break
        case .taken(let holder): throw holder.isDriving
        }
    }

    /// Lets the worker go on.
    ///
    /// After a lost lease nobody knows whether a step that was cut short is done: only a handback says so.
    mutating func resume(at now: ContinuousClock.Instant, _ time: Timestamp) throws(OversightError) {
        switch phase {
        case .driving:
            throw OversightError(.runNotPaused, "The run is not paused, so it cannot be resumed.")
        case .paused(.leaseLost, _) where isCutShort || !isWorkerStill: throw ControlLease.needsHandback
        case .paused: change(to: .driving, time)
        case .taken(let holder): throw holder.isDriving
        }
    }

    /// Gives the wheel to a person.
    mutating func takeOver(
        as lease: LeaseID,
        by principal: String,
        at now: ContinuousClock.Instant,
        _ time: Timestamp
    ) throws(OversightError) {
        if case .taken(let holder) = phase { throw holder.isDriving }
        // The worker says anew that it stands still, once it has seen who drives.
        isWorkerStill = false
        change(to: .taken(Holder(lease: lease, principal: principal, began: now, end: now + term)), time)
    }

    /// Keeps the wheel for another term.
    ///
    /// - Returns: how long that is.
    mutating func renew(_ lease: LeaseID, at now: ContinuousClock.Instant) throws(OversightError) -> Duration {
        var holder = try holder(lease)
        holder.end = min(now + term, holder.began + ControlLease.longest)
        phase = .taken(holder)
        return now.duration(to: holder.end)
    }

    /// Gives the wheel back.
    mutating func handBack(
        _ lease: LeaseID,
        _ then: Handback,
        at now: ContinuousClock.Instant,
        _ time: Timestamp
    ) throws(OversightError) {
        _ = try holder(lease)
        if then == .repeatStep, !isCutShort {
            throw ControlLeases.nothingToRepeat
        }
        handback = then
        change(to: .driving, time)
    }

    /// The person who holds this lease.
    ///
    /// - Throws: ``OversightError`` with `lease_lost` when it is nobody's.
    @discardableResult
    func holder(_ lease: LeaseID) throws(OversightError) -> Holder {
        if case .taken(let holder) = phase, holder.lease == lease { return holder }
        throw OversightError(
            .leaseLost,
            "This lease does not count any more: it was handed back, or not renewed in time. See how the run stands, and "
                + "take it over again."
        )
    }

    /// Ends a lease that was not renewed in time.
    ///
    /// - Returns: whether there was one.
    mutating func lapse(at now: ContinuousClock.Instant, _ time: Timestamp) -> Bool {
        guard case .taken(let holder) = phase, now >= holder.end else { return false }
        release(at: now, time)
        return true
    }

    /// Ends a lease whose holder cannot drive.
    mutating func release(at now: ContinuousClock.Instant, _ time: Timestamp) {
        guard case .taken = phase else { return }
        change(to: .paused(.leaseLost, until: now + ControlLease.pauseLimit), time)
    }

    private mutating func change(to phase: Phase, _ time: Timestamp) {
        // Whoever stood still goes on standing still, and whoever acts goes on acting until it asks.
        self.phase = phase
        since = time
    }
}

extension ControlLease {
    private static let needsHandback = OversightError(
        .handbackNeeded,
        "The person who drove the run is gone, and a step was cut short for them: take it over and hand it back, so that "
            + "the run knows whether that step is done."
    )
}

extension ControlLease.Holder {
    fileprivate var isDriving: OversightError {
        OversightError(
            .leaseHeld,
            "'\(principal)' drives the run: wait until it is handed back, or until the lease is lost."
        )
    }
}
