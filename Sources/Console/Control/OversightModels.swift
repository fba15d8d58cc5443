// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What is granted to every skill, beyond what its own file names.
public struct GrantList: Sendable, Codable, Hashable {
    /// Origins that may be opened and acted on.
    public var networkDomains: [String]
    /// Folders out of which files may be uploaded.
    public var readPaths: [String]
    /// Origins whose pages the observer may look at.
    public var observedDomains: [String]
    /// Runs whose observations the agent may read.
    public var observedRuns: [RunID]
    /// Makes a list.
    public init(
        networkDomains: [String],
        readPaths: [String] = [],
        observedDomains: [String] = [],
        observedRuns: [RunID] = []
    ) {
        self.networkDomains = networkDomains
        self.readPaths = readPaths
        self.observedDomains = observedDomains
        self.observedRuns = observedRuns
    }

    private enum CodingKeys: String, CodingKey {
        case networkDomains = "network_domains"
        case readPaths = "read_paths"
        case observedDomains = "observed_domains"
        case observedRuns = "observed_runs"
    }
}

/// A browser profile that skills may run with.
public struct LoginSummary: Sendable, Codable, Hashable {
    /// Its name.
    public var name: Slug
    /// Whether its browser is running.
    public var isUsed: Bool
    /// Describes a login.
    public init(name: Slug, isUsed: Bool) {
        self.name = name
        self.isUsed = isUsed
    }

    private enum CodingKeys: String, CodingKey {
        case name
        case isUsed = "is_used"
    }
}

/// An authority whose certificates skills that name it believe.
public struct AuthoritySummary: Sendable, Codable, Hashable {
    /// Its name.
    public var name: Slug
    /// The digest of its file.
    public var sha256: String
    /// When the first of its certificates ends to hold; nil for one that is not believed any more.
    public var ends: Timestamp?
    /// Why it is not believed any more; nil for one that is.
    public var problem: String?
    /// Describes an authority.
    public init(name: Slug, sha256: String, ends: Timestamp?, problem: String? = nil) {
        self.name = name
        self.sha256 = sha256
        self.ends = ends
        self.problem = problem
    }
}

/// A secret without its value.
public struct SecretSummary: Sendable, Codable, Hashable {
    /// Its name.
    public var name: String
    /// The one origin where it is typed.
    public var origin: String
    /// Describes a secret.
    public init(name: String, origin: String) {
        self.name = name
        self.origin = origin
    }
}

/// A secret to keep.
public struct SetSecret: Sendable, Codable, Hashable {
    /// Its name.
    public var name: String
    /// The one origin where it may be typed.
    public var origin: String
    /// The value; it is in the request and nowhere else.
    public var value: String
    /// Makes a request.
    public init(name: String, origin: String, value: String) {
        self.name = name
        self.origin = origin
        self.value = value
    }
}

/// Which events are wanted.
public struct EventQuery: Sendable, Codable, Hashable {
    /// Only those after this number.
    public var after: Int64
    /// At most so many.
    public var limit: Int
    /// Only those with this name.
    public var event: String?
    /// Only those of this run.
    public var run: RunID?
    /// Makes a query.
    public init(after: Int64 = 0, limit: Int = 100, event: String? = nil, run: RunID? = nil) {
        self.after = after
        self.limit = limit
        self.event = event
        self.run = run
    }
}

/// One line of the audit log.
public struct AuditLine: Sendable, Codable, Hashable {
    /// Its number.
    public var seq: Int64
    /// The whole envelope, as canonical JSON.
    public var json: String
    /// Describes a line.
    public init(seq: Int64, json: String) {
        self.seq = seq
        self.json = json
    }
}

/// One line of the audit log as it is stored, and whether it is what was written.
public struct CheckedAuditLine: Sendable, Codable, Hashable {
    /// Its number.
    public var seq: Int64
    /// Its text: the canonical envelope, or whatever somebody made of it.
    public var line: String
    /// What is wrong with it; nil when nothing is.
    public var finding: String?
    /// Describes a line.
    public init(seq: Int64, line: String, finding: String? = nil) {
        self.seq = seq
        self.line = line
        self.finding = finding
    }
}

/// Whether the audit log is what was written.
public struct AuditVerification: Sendable, Codable, Hashable {
    /// Whether every hash and every number is right, and all that is made of the events.
    public var isIntact: Bool
    /// How many events were looked at.
    public var events: Int64
    /// The first event that is not right; nil also when the events are right and something beside them is not.
    public var brokenAt: Int64?
    /// What is wrong.
    public var reason: String?
    /// Describes a verification.
    public init(isIntact: Bool, events: Int64, brokenAt: Int64?, reason: String?) {
        self.isIntact = isIntact
        self.events = events
        self.brokenAt = brokenAt
        self.reason = reason
    }

    /// What is wrong, with the event: `event 5: its hash does not fit its text`; nil when nothing is.
    public var finding: String? {
        guard !isIntact else { return nil }
        return [brokenAt.map { "event \($0)" }, reason].compactMap(\.self).joined(separator: ": ")
    }

    private enum CodingKeys: String, CodingKey {
        case events, reason
        case isIntact = "is_intact"
        case brokenAt = "broken_at"
    }
}
