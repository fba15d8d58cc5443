// SPDX-License-Identifier: Apache-2.0
public import Browsing
public import Oversight
public import SkillKit
internal import Synchronization
public import Vocabulary

/// What people can do to one run while it is under way, beside its lease: what they have queued, what they see of it
/// while it stands still, and whether somebody asked it to end.
public final class RunControl: Sendable {
    /// The most manual actions that wait; one more is refused.
    public static let queueLimit = 32

    /// A run that stands still, and how its page has changed since.
    public struct Standing: Sendable {
        /// Compares the page with what it was, and with what the next step expects.
        public let compare: @Sendable () async throws -> Comparison
        /// The place in the skill of the step that comes next, or was cut short.
        public let index: Int
        /// Whether that step was begun and cut short.
        public let isCutShort: Bool
        /// The tab that the run began with.
        public let first: Tab
        /// Those that its steps have opened.
        public let tabs: [TabName: Tab]
        /// The values that the run was given.
        public let given: [String]
    }

    private struct State {
        var tab: Tab?
        var session: BrowsingSession?
        var queue: [Injection] = []
        /// How many were given up because of a takeover, since the run stands still.
        var dropped = 0
        var standing: Standing?
        var isCancelAsked = false
    }

    let run: RunID
    /// What is replayed.
    public let skill: AdmittedSkill
    let leases: ControlLeases
    private let state = Mutex(State())

    init(_ run: RunID, of skill: AdmittedSkill, leases: ControlLeases) {
        self.run = run
        self.skill = skill
        self.leases = leases
    }

    /// The run's tabs, the one that it acts in first.
    var tabs: [TabID] {
        state.withLock { state in
            let first = state.tab.map(\.id)
            let others = (state.session?.tabs ?? []).map(\.id).filter { $0 != first }
            return [first].compactMap(\.self) + others
        }
    }

    /// The tab that the run acts in, and its session; nil before there is one.
    public var place: (tab: Tab, session: BrowsingSession)? {
        state.withLock { state in
            guard let tab = state.tab, let session = state.session else { return nil }
            return (tab, session)
        }
    }

    /// How the run must stand still; nil when it may act.
    var standing: StandStill? { leases.standing(of: run) }

    /// Queues manual actions, which are done before the next action of the run; at once while it is paused, and not at all
    /// once somebody takes it over.
    ///
    /// - Throws: ``ReplayError`` with `injection_queue_full`, and then none of them is queued.
    public func inject(_ injections: [Injection]) throws(ReplayError) {
        let isTaken = state.withLock { state in
            guard state.queue.count + injections.count <= RunControl.queueLimit else { return false }
            state.queue += injections
            return true
        }
        guard isTaken else {
            throw ReplayError(
                code: .injectionQueueFull,
                message: "More than \(RunControl.queueLimit) manual actions would wait: try again when some are done."
            )
        }
        leases.signal(run)
    }

    /// What compares the page while the run stands still; nil while it does not.
    public var comparing: Standing? { state.withLock { $0.standing } }

    /// Notes that somebody asked the run to end: its end is theirs then, and not the appliance's.
    public func noteCancel() { state.withLock { $0.isCancelAsked = true } }

    var isCancelAsked: Bool { state.withLock { $0.isCancelAsked } }

    func acts(in tab: Tab, of session: BrowsingSession) {
        state.withLock { state in
            state.tab = tab
            state.session = session
        }
    }

    func stands(_ standing: Standing?) { state.withLock { $0.standing = standing } }

    /// Gives up the manual actions that wait: they were meant for the page as it was before a person took the run over.
    func dropInjections() -> [Injection] {
        state.withLock { state in
            defer { state.queue = [] }
            state.dropped += state.queue.count
            return state.queue
        }
    }

    /// How many were given up since the run stands still.
    var droppedCount: Int { state.withLock { $0.dropped } }

    /// The run goes on, or is over.
    func standsNoMore() {
        state.withLock { state in
            state.standing = nil
            state.dropped = 0
        }
    }

    /// The next manual action; nil when none waits.
    func nextInjection() -> Injection? {
        state.withLock { $0.queue.isEmpty ? nil : $0.queue.removeFirst() }
    }
}

/// The runs that are under way, for whoever is asked about one by name.
public final class RunControls: Sendable {
    /// Who drives which.
    public let leases: ControlLeases
    private let runs = Mutex<[RunID: RunControl]>([:])

    /// - Parameter leases: who drives which.
    public init(leases: ControlLeases) { self.leases = leases }

    /// A run that is under way; nil for one that has not begun or is over.
    public func control(of run: RunID) -> RunControl? { runs.withLock { $0[run] } }

    func begin(_ run: RunID, of skill: AdmittedSkill, correlation: CorrelationID) -> RunControl {
        let control = RunControl(run, of: skill, leases: leases)
        runs.withLock { $0[run] = control }
        leases.begin(run, by: .replay, correlation: correlation) { [weak control] in control?.tabs ?? [] }
        return control
    }

    func end(_ run: RunID) {
        leases.end(run)
        runs.withLock { $0[run] = nil }
    }
}
