// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What `GET /v1/recordings` answers.
public struct RecordingList: Sendable, Codable, Hashable {
    /// The recordings.
    public var recordings: [RecordingSummary]
    /// Wraps a list.
    public init(recordings: [RecordingSummary]) { self.recordings = recordings }
}

/// What `GET /v1/skills` answers.
public struct SkillList: Sendable, Codable, Hashable {
    /// The approved skills.
    public var skills: [SkillSummary]
    /// Wraps a list.
    public init(skills: [SkillSummary]) { self.skills = skills }
}

/// What `GET /v1/skills/pending` answers.
public struct PendingList: Sendable, Codable, Hashable {
    /// The revisions in quarantine.
    public var pending: [PendingSummary]
    /// Wraps a list.
    public init(pending: [PendingSummary]) { self.pending = pending }
}

/// What `GET /v1/runs` answers.
public struct RunList: Sendable, Codable, Hashable {
    /// The runs, newest first.
    public var runs: [RunSummary]
    /// Wraps a list.
    public init(runs: [RunSummary]) { self.runs = runs }
}

/// What `GET /v1/approvals` answers.
public struct ApprovalList: Sendable, Codable, Hashable {
    /// The requests, those that wait first.
    public var approvals: [ApprovalSummary]
    /// Wraps a list.
    public init(approvals: [ApprovalSummary]) { self.approvals = approvals }
}

/// What `GET /v1/secrets` answers.
public struct SecretList: Sendable, Codable, Hashable {
    /// Names and origins.
    public var secrets: [SecretSummary]
    /// Wraps a list.
    public init(secrets: [SecretSummary]) { self.secrets = secrets }
}

/// What `GET /v1/audit/lines` answers.
public struct AuditLinePage: Sendable, Codable, Hashable {
    /// The lines, oldest first.
    public var lines: [CheckedAuditLine]
    /// Wraps a page.
    public init(lines: [CheckedAuditLine]) { self.lines = lines }
}

/// What `GET /v1/events` answers.
public struct EventPage: Sendable, Codable, Hashable {
    /// The envelopes; their canonical form is what the hash chain is made of.
    public var events: [JSONValue]
    /// Wraps a page.
    public init(events: [JSONValue]) { self.events = events }
}

/// What `GET /v1/authorities` answers.
public struct AuthorityList: Sendable, Codable, Hashable {
    /// All of them.
    public var authorities: [AuthoritySummary]
    /// Wraps a list.
    public init(authorities: [AuthoritySummary]) { self.authorities = authorities }
}

/// What `GET /v1/logins` answers.
public struct LoginList: Sendable, Codable, Hashable {
    /// All of them.
    public var logins: [LoginSummary]
    /// Wraps a list.
    public init(logins: [LoginSummary]) { self.logins = logins }
}

/// What `GET /v1/models` answers.
public struct ModelList: Sendable, Codable, Hashable {
    /// The providers, in the order in which they are asked.
    public var models: [ModelSummary]
    /// Wraps a list.
    public init(models: [ModelSummary]) { self.models = models }
}

/// What `POST /v1/models/test` answers.
public struct ModelTestList: Sendable, Codable, Hashable {
    /// One a provider.
    public var tests: [ModelTestResult]
    /// Wraps a list.
    public init(tests: [ModelTestResult]) { self.tests = tests }
}

/// What `POST /v1/doctor` answers.
public struct DoctorCheckList: Sendable, Codable, Hashable {
    /// One a thing, in the order in which they were looked at.
    public var checks: [DoctorCheck]
    /// Wraps a list.
    public init(checks: [DoctorCheck]) { self.checks = checks }
}
