// SPDX-License-Identifier: Apache-2.0
public import ScreenText
public import Vocabulary

/// How the observer is.
public struct ObserverStatus: Sendable, Codable, Hashable {
    /// `normal`, `slow`, `minimal`, `paused`, or `off`.
    public var state: String
    /// Why it is slow, minimal or off: a code.
    public var reason: String?
    /// Whether the operator has turned it on, for everything or for some sites.
    public var isOn: Bool
    /// Whether it looks at everything that is not excluded, and not only at what is granted.
    public var looksAtAll: Bool
    /// Hosts that are never looked at.
    public var excluded: [String] = []
    /// Origins that it may look at by a grant.
    public var granted: [String] = []
    /// Where its pictures come from.
    public var source: String
    /// From one tick to the next.
    public var intervalMilliseconds: Int = 0
    /// Since the last picture that was read, or was the same as one.
    public var lastSnapshotAge: Int?
    /// Since the last tick.
    public var lastTickAge: Int?
    /// After how long it tries again by itself, when it gave up.
    public var retryIn: Int?
    /// The share of one processor that it may take.
    public var budget: Double = 0
    /// The share that it took.
    public var used: Double = 0
    /// Ticks since it was turned on.
    public var ticks: Int = 0
    /// Segments of the last picture that are still unread.
    public var pending: Int = 0
    /// Tabs that it may look at.
    public var places: Int = 0
    /// What the rings take of memory.
    public var memory = ObserverMemory(bytes: 0, limit: 0, observations: 0, isLocked: false)
    /// Whose rings hold something: runs, and `person`.
    public var owners: [String] = []
    /// Lines that were taken out, by class.
    public var redacted: [String: Int] = [:]
    /// Looks that were not taken, by reason.
    public var gaps: [String: Int] = [:]
    /// The last ticks, oldest first.
    public var history: [ObserverTick] = []
    /// What is wrong with the file of rules.
    public var problem: String?

    /// Describes one that has looked at nothing.
    public init(state: String, reason: String? = nil, isOn: Bool, looksAtAll: Bool, source: String = "page") {
        self.state = state
        self.reason = reason
        self.isOn = isOn
        self.looksAtAll = looksAtAll
        self.source = source
    }

    private enum CodingKeys: String, CodingKey {
        case state, reason, excluded, granted, source, budget, used, ticks, pending, places, memory, owners, redacted
        case gaps, history, problem
        case isOn = "is_on"
        case looksAtAll = "looks_at_all"
        case intervalMilliseconds = "interval_ms"
        case lastSnapshotAge = "last_snapshot_age_ms"
        case lastTickAge = "last_tick_age_ms"
        case retryIn = "retry_in_ms"
    }
}

/// What the rings take of memory.
public struct ObserverMemory: Sendable, Codable, Hashable {
    /// In use.
    public var bytes: Int
    /// The most that there can be.
    public var limit: Int
    /// How many observations are kept.
    public var observations: Int
    /// Whether it can never be swapped out.
    public var isLocked: Bool

    /// Describes it.
    public init(bytes: Int, limit: Int, observations: Int, isLocked: Bool) {
        self.bytes = bytes
        self.limit = limit
        self.observations = observations
        self.isLocked = isLocked
    }

    private enum CodingKeys: String, CodingKey {
        case bytes, limit, observations
        case isLocked = "is_locked"
    }
}

/// What one tick came to.
public struct ObserverTick: Sendable, Codable, Hashable {
    /// When it began.
    public var began: Timestamp
    /// How thoroughly it looked.
    public var state: String
    /// What it cost of a processor.
    public var cost: Int
    /// What it might have cost.
    public var allowance: Int
    /// How long it took.
    public var wall: Int
    /// Pictures that were taken.
    public var pictures: Int
    /// Those that were the same as before.
    public var unchanged: Int
    /// Segments that the engine read.
    public var recognised: Int
    /// Segments that were known by their pixels.
    public var known: Int
    /// Segments that were left unread.
    public var pending: Int
    /// Lines that were kept.
    public var lines: Int

    /// Describes one.
    public init(
        began: Timestamp,
        state: String,
        cost: Int,
        allowance: Int,
        wall: Int,
        pictures: Int,
        unchanged: Int = 0,
        recognised: Int = 0,
        known: Int = 0,
        pending: Int = 0,
        lines: Int = 0
    ) {
        self.began = began
        self.state = state
        self.cost = cost
        self.allowance = allowance
        self.wall = wall
        self.pictures = pictures
        self.unchanged = unchanged
        self.recognised = recognised
        self.known = known
        self.pending = pending
        self.lines = lines
    }

    private enum CodingKeys: String, CodingKey {
        case began, state, pictures, unchanged, recognised, known, pending, lines
        case cost = "cost_ms"
        case allowance = "allowance_ms"
        case wall = "wall_ms"
    }
}

/// Which observations are asked for.
public struct ObservationQuery: Sendable, Hashable {
    /// Of which run; nil for the tabs that belong to none.
    public var run: RunID?
    /// Of this tab only.
    public var tab: TabID?
    /// Only those with a greater number.
    public var since: Int?
    /// Only lines that hold these words, also where letters of them were read wrong.
    public var words: String?
    /// Whether the ticks' durations are wanted as well.
    public var wantsTicks: Bool

    /// Asks.
    public init(
        run: RunID? = nil,
        tab: TabID? = nil,
        since: Int? = nil,
        words: String? = nil,
        wantsTicks: Bool = false
    ) {
        self.run = run
        self.tab = tab
        self.since = since
        self.words = words
        self.wantsTicks = wantsTicks
    }
}

/// What was seen, oldest first.
///
/// It lives in memory only; whoever keeps an answer keeps a copy.
public struct ObservationPage: Sendable, Codable, Hashable {
    /// The schema of what it holds; a later one adds keys.
    public var schema: Int
    /// Whose: a run, or `person`.
    public var owner: String
    /// What was seen, oldest first.
    public var observations: [Observation]
    /// When nothing was looked at, and why.
    public var gaps: [ObservationGap]
    /// The ticks' durations and counts, when they were asked for.
    public var ticks: [ObserverTick]?

    /// A page.
    public init(owner: String, observations: [Observation], gaps: [ObservationGap], ticks: [ObserverTick]? = nil) {
        schema = Observation.schema
        self.owner = owner
        self.observations = observations
        self.gaps = gaps
        self.ticks = ticks
    }
}

/// Whose observations are to be forgotten.
public struct PurgeObservations: Sendable, Codable, Hashable {
    /// Of one run only; nil for all that there are.
    public var run: RunID?

    /// Makes a request.
    public init(run: RunID? = nil) { self.run = run }
}
