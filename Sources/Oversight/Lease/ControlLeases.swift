// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// The leases of all runs that are under way: who drives which, and who waits for a change of that.
///
/// Whatever a person changes is in the audit log before it counts. It lives in memory and ends with the process: after
/// a crash the run is interrupted, and nobody drives it.
public final class ControlLeases: Sendable {
    struct Entry {
        var lease: ControlLease
        /// The run's tabs, the one that is acted in first.
        let tabs: @Sendable () -> [TabID]
        let correlation: CorrelationID
        /// Whether a change is on its way into the log.
        var isChanging = false
        /// How many things a person's hand does at this moment.
        var hands = 0
        /// How often something has changed.
        var signals = 0
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
        var lastWatcher = 0
    }

    /// How long what a run does at the moment of a takeover may take to end.
    static let patience: Duration = .seconds(20)

    private let events: any EventSink
    let term: Duration
    let entries = Mutex<[RunID: Entry]>([:])

    /// A store whose changes go into the audit log.
    ///
    /// - Parameter term: how long a lease lasts without being renewed.
    public init(events: any EventSink, term: Duration = ControlLease.term) {
        self.events = events
        self.term = term
    }

    // MARK: People

    /// Makes a run stand still before its next action.
    ///
    /// - Throws: ``OversightError`` with `run_not_driven` or `lease_held`; the log's error.
    public func pause(_ run: RunID, by principal: String) async throws {
        try await change(run, .pause, by: principal)
    }

    /// Lets a run that is paused go on.
    ///
    /// - Throws: ``OversightError`` with `run_not_driven`, `run_not_paused`, `lease_held`, or `handback_needed` when a
    ///   step was cut short for a person who is gone; the log's error.
    public func resume(_ run: RunID, by principal: String) async throws {
        try await change(run, .resume, by: principal)
    }

    /// Gives the wheel to a person, and returns once the run stands still.
    ///
    /// - Throws: ``OversightError`` with `run_not_driven`, `lease_held`, or `control_busy` when what the run was doing
    ///   did not end; it is paused then. The log's error.
    public func takeOver(_ run: RunID, by principal: String) async throws -> LeaseGrant {
        let id = LeaseID.new()
        try await change(run, .takeOver(as: id, by: principal), by: principal)
        do { try await waitUntilStill(run) } catch {
            abandon(run, id)
            throw error
        }
        return try renew(run, id)
    }

    /// Takes the wheel from a person for whom the run did not stand still.
    private func abandon(_ run: RunID, _ id: LeaseID) {
        entries.withLock { $0[run]?.lease.release(at: .now, .now()) }
        signal(run)
        tell(run, "lease_lost", nil, id)
    }

    /// Keeps the wheel for another term.
    ///
    /// - Throws: ``OversightError`` with `run_not_driven` or `lease_lost`.
    public func renew(_ run: RunID, _ lease: LeaseID) throws(OversightError) -> LeaseGrant {
        lapse(run)
        let result = entries.withLock { entries -> Result<LeaseGrant, OversightError> in
            guard var entry = entries[run] else { return .failure(ControlLeases.notDriven(run)) }
            do throws(OversightError) {
                let term = try entry.lease.renew(lease, at: .now)
                entries[run]?.lease = entry.lease
                return .success(LeaseGrant(lease: lease, tab: entry.tabs().first, term: term))
            } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// Gives the wheel back, once what the person's hand does is done.
    ///
    /// - Throws: ``OversightError`` with `run_not_driven`, `lease_lost`, `nothing_interrupted` or `control_busy`; the
    ///   log's error.
    public func handBack(_ run: RunID, _ lease: LeaseID, _ then: Handback, by principal: String) async throws {
        try await change(run, .handBack(lease, then), by: principal)
    }

    /// Takes the wheel from a person who could not be given what they asked for with it.
    public func release(_ run: RunID, _ lease: LeaseID) {
        let isHeld = entries.withLock { entries in
            guard (try? entries[run]?.lease.holder(lease)) != nil else { return false }
            entries[run]?.lease.release(at: .now, .now())
            return true
        }
        guard isHeld else { return }
        tell(run, "lease_lost", nil, lease)
        signal(run)
    }

    // MARK: Anybody

    /// Who drives a run; nil when it is not under way.
    public func control(of run: RunID) -> ControlState? {
        lapse(run)
        return entries.withLock { entries in
            entries[run].map { $0.lease.state(tab: $0.tabs().first) }
        }
    }

    /// Whether a person may give input to a tab: to one of a run only its driver, to any other as far as the leases go.
    ///
    /// - Parameters:
    ///   - run: the run that the tab belongs to; nil for none. One that is not under way is nobody's to drive.
    ///   - principal: who wants to.
    ///   - lease: the lease that they show; of two people of one name only it tells who drives.
    public func mayDrive(in run: RunID?, as principal: String, lease: LeaseID?) -> Decision {
        guard let run else { return .allow }
        lapse(run)
        let isDriver = entries.withLock { $0[run]?.lease.mayDrive(principal, lease) ?? false }
        return isDriver ? .allow : ControlLeases.isDriven(run)
    }

    static func isDriven(_ run: RunID) -> Decision {
        .deny(
            Violation(
                reason: .tabDriven,
                message: "The tab belongs to the run '\(run)', which you do not drive: take it over first."
            )
        )
    }

    /// Whether somebody holds this lease now.
    ///
    /// - Throws: ``OversightError`` with `run_not_driven` or `lease_lost`.
    public func require(_ lease: LeaseID, of run: RunID) throws(OversightError) {
        lapse(run)
        guard let known = entries.withLock({ $0[run]?.lease }) else { throw ControlLeases.notDriven(run) }
        try known.holder(lease)
    }

    /// Why a step cannot be repeated.
    public static let nothingToRepeat = OversightError(
        .nothingInterrupted,
        "The takeover cut no step short, so there is none to repeat: go on, or stop."
    )

    static func notDriven(_ run: RunID) -> OversightError {
        OversightError(
            .runNotDriven,
            "The run '\(run)' is not under way: only one that has begun and is not over can be paused or taken over."
        )
    }

    // MARK: Changing

    /// Writes a change down, then makes it.
    private func change(_ run: RunID, _ change: LeaseChange, by principal: String) async throws {
        precondition(!principal.isEmpty, "A change of drivers is somebody's.")
        lapse(run)
        try claim(run, change)
        do {
            try await waitForHands(in: run)
            try await events.record(event(run, change.word, principal, change.lease, change.more))
        } catch {
            entries.withLock { $0[run]?.isChanging = false }
            throw error
        }
        let failure = entries.withLock { entries -> OversightError? in
            guard var entry = entries[run] else { return ControlLeases.notDriven(run) }
            entry.isChanging = false
            defer { entries[run] = entry }
            return change.make(in: &entry.lease)
        }
        signal(run)
        if let failure { throw failure }
    }

    /// Whether a change can be made, and nobody else is making one.
    private func claim(_ run: RunID, _ change: LeaseChange) throws(OversightError) {
        let failure = entries.withLock { entries -> OversightError? in
            guard let entry = entries[run] else { return ControlLeases.notDriven(run) }
            var trial = entry.lease
            if let failure = change.make(in: &trial) { return failure }
            guard !entry.isChanging else {
                return OversightError(.leaseHeld, "Somebody else changes who drives the run at this very moment.")
            }
            entries[run]?.isChanging = true
            return nil
        }
        if let failure { throw failure }
    }

    /// Ends a lease that was not renewed in time.
    func lapse(_ run: RunID) {
        let lost = entries.withLock { entries -> LeaseID? in
            guard case .taken(let holder)? = entries[run]?.lease.phase,
                entries[run]?.lease.lapse(at: .now, .now()) == true
            else { return nil }
            return holder.lease
        }
        guard let lost else { return }
        tell(run, "lease_lost", nil, lost)
        signal(run)
    }

    /// What takes nothing from anybody does not wait for the log.
    func tell(_ run: RunID, _ word: String, _ principal: String?, _ lease: LeaseID? = nil) {
        events.enqueue(event(run, word, principal, lease, [:]))
    }

    private func event(
        _ run: RunID,
        _ word: String,
        _ principal: String?,
        _ lease: LeaseID?,
        _ more: [String: JSONValue]
    ) -> Event {
        var extra = more
        extra["run"] = .string(run.rawValue)
        extra["change"] = .string(word)
        if let principal { extra["principal"] = .string(principal) }
        if let lease { extra["lease"] = .string(lease.rawValue) }
        return Event(
            .controlChanged,
            source: principal == nil ? .gate : .operator,
            outcome: .succeeded,
            correlationID: entries.withLock { $0[run]?.correlation } ?? .new(),
            extra: extra
        )
    }
}
