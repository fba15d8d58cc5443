// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What a run is started with.
public struct StartRun: Sendable, Codable, Hashable {
    /// Values by input name; what is missing takes its default.
    public var inputs: [String: String]
    /// The step that it begins at; nil for the first.
    public var from: StepID?
    /// Makes a request.
    public init(inputs: [String: String] = [:], from: StepID? = nil) {
        self.inputs = inputs
        self.from = from
    }

    /// Reads a request; no inputs at all may be left out.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        inputs = try container.decodeIfPresent([String: String].self, forKey: .inputs) ?? [:]
        from = try container.decodeIfPresent(StepID.self, forKey: .from)
    }
}

/// One run in a list.
public struct RunSummary: Sendable, Codable, Hashable {
    /// Its name.
    public var id: RunID
    /// The skill.
    public var skill: Slug
    /// The digest of the revision that ran.
    public var sha256: String
    /// One of the closed set of run states.
    public var state: RunState
    /// What it waits for, or why it ended so: a stable code.
    public var reason: String?
    /// When it began.
    public var started: Timestamp?
    /// How long it took, in milliseconds.
    public var durationMilliseconds: Int?
    /// Describes a run.
    public init(
        id: RunID,
        skill: Slug,
        sha256: String,
        state: RunState,
        reason: String?,
        started: Timestamp?,
        durationMilliseconds: Int?
    ) {
        self.id = id
        self.skill = skill
        self.sha256 = sha256
        self.state = state
        self.reason = reason
        self.started = started
        self.durationMilliseconds = durationMilliseconds
    }

    private enum CodingKeys: String, CodingKey {
        case id, skill, sha256, state, reason, started
        case durationMilliseconds = "duration_ms"
    }
}

/// A run with its steps and what it gave.
public struct RunDetail: Sendable, Codable, Hashable {
    /// What a list shows.
    public var summary: RunSummary
    /// The steps so far, in order.
    public var steps: [StepSummary]
    /// What the skill extracted; kept in memory while the appliance runs, and never in the audit log.
    public var outputs: [String: String]
    /// The files that it has brought, in order.
    public var files: [FileSummary]
    /// What went wrong, in words.
    public var message: String?
    /// The approval that the run waits for.
    public var waitsFor: ApprovalSummary?
    /// What the run asks a person: which element is meant.
    public var asks: RunQuestion?
    /// Who drives it, while it is under way.
    public var control: ControlSummary?
    /// What it needs a person for, with the picture of that moment.
    public var question: PersonQuestion?
    /// The step at which a new run can go on, once this one is over and did not succeed; kept in memory only.
    public var goesOnAt: StepID?
    /// Describes a run.
    public init(
        summary: RunSummary,
        steps: [StepSummary],
        outputs: [String: String],
        files: [FileSummary] = [],
        message: String?,
        waitsFor: ApprovalSummary?,
        asks: RunQuestion? = nil,
        control: ControlSummary? = nil,
        question: PersonQuestion? = nil,
        goesOnAt: StepID? = nil
    ) {
        self.summary = summary
        self.steps = steps
        self.outputs = outputs
        self.files = files
        self.message = message
        self.waitsFor = waitsFor
        self.asks = asks
        self.control = control
        self.question = question
        self.goesOnAt = goesOnAt
    }

    private enum CodingKeys: String, CodingKey {
        case summary, steps, outputs, files, message, asks, control, question
        case waitsFor = "waits_for"
        case goesOnAt = "goes_on_at"
    }
}

/// One step of a run.
public struct StepSummary: Sendable, Codable, Hashable {
    /// Its name in the skill.
    public var id: StepID
    /// What it does: `click pay`.
    public var action: String
    /// How it went: `running`, `succeeded`, `failed` and the like.
    public var outcome: String
    /// The locator that won.
    public var locator: String?
    /// How many elements each locator matched.
    public var matches: [String: Int]
    /// How many looks it took.
    public var attempts: Int?
    /// How long it took, in milliseconds.
    public var durationMilliseconds: Int?
    /// What went wrong: a stable code.
    public var code: String?
    /// What was kept of it: `file` and `sha256` of a picture, or `withheld` with the reason.
    public var evidence: [String: String]
    /// How its target was found when no locator proved itself, or why not.
    public var rescue: RescueSummary?
    /// What each locator came to in the last look.
    public var tried: [TriedLocator]
    /// Describes a step.
    public init(
        id: StepID,
        action: String,
        outcome: String,
        locator: String?,
        matches: [String: Int],
        attempts: Int?,
        durationMilliseconds: Int?,
        code: String?,
        evidence: [String: String] = [:],
        rescue: RescueSummary? = nil,
        tried: [TriedLocator] = []
    ) {
        self.tried = tried
        self.id = id
        self.action = action
        self.outcome = outcome
        self.locator = locator
        self.matches = matches
        self.attempts = attempts
        self.durationMilliseconds = durationMilliseconds
        self.code = code
        self.evidence = evidence
        self.rescue = rescue
    }

    private enum CodingKeys: String, CodingKey {
        case id, action, outcome, locator, matches, attempts, code, evidence, rescue, tried
        case durationMilliseconds = "duration_ms"
    }
}

/// What one locator came to.
public struct TriedLocator: Sendable, Codable, Hashable {
    /// `xpath`, `css` or `role`.
    public var kind: String
    /// How many elements it matched.
    public var matched: Int
    /// Why its hit counted, or why not.
    public var why: String
    /// Describes one.
    public init(kind: String, matched: Int, why: String) {
        self.kind = kind
        self.matched = matched
        self.why = why
    }
}

/// A request to a person.
public struct ApprovalSummary: Sendable, Codable, Hashable {
    /// Its name.
    public var id: ApprovalID
    /// What is asked: `consent`.
    public var kind: String
    /// The run that waits.
    public var run: RunID?
    /// The step that waits.
    public var step: StepID?
    /// The question.
    public var question: String
    /// When it stops waiting, or would have.
    public var expires: Timestamp?
    /// `pending`, or how it ended: `approved`, `used`, `denied`, `expired`, `withdrawn` or `interrupted`.
    public var state: String
    /// Describes a request.
    public init(
        id: ApprovalID,
        kind: String,
        run: RunID?,
        step: StepID?,
        question: String,
        expires: Timestamp?,
        state: String
    ) {
        self.id = id
        self.kind = kind
        self.run = run
        self.step = step
        self.question = question
        self.expires = expires
        self.state = state
    }
}

/// A person's answer.
public struct Decide: Sendable, Codable, Hashable {
    /// `approve` or `deny`.
    public enum Answer: String, Sendable, Codable, Hashable {
        /// Yes, once.
        case approve
        /// No.
        case deny
    }
    /// The answer.
    public var decision: Answer
    /// Makes an answer.
    public init(decision: Answer) { self.decision = decision }
}
