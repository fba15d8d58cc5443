// SPDX-License-Identifier: Apache-2.0
public import SkillKit
public import Vocabulary

/// One approved skill in a list.
public struct SkillSummary: Sendable, Codable, Hashable {
    /// Its name.
    public var slug: Slug
    /// What it does, in its own words.
    public var description: String
    /// The digest of the approved file.
    public var sha256: String
    /// How many steps it has.
    public var steps: Int
    /// Why it does not run; nil when it does, and otherwise nothing else but the name is known.
    public var problem: SkillProblem?
    /// Describes a skill.
    public init(slug: Slug, description: String, sha256: String, steps: Int, problem: SkillProblem? = nil) {
        self.slug = slug
        self.description = description
        self.sha256 = sha256
        self.steps = steps
        self.problem = problem
    }
}

/// What is wrong with a skill's file in a list.
public struct SkillProblem: Sendable, Codable, Hashable {
    /// The stable code.
    public var code: String
    /// What happened, and what to do.
    public var message: String
    /// Takes what an error says.
    public init(_ error: any ExplainedError) {
        code = error.code
        message = error.message
    }
}

/// An approved skill with its text.
public struct SkillDetail: Sendable, Codable, Hashable {
    /// What a list shows.
    public var summary: SkillSummary
    /// The file, byte for byte.
    public var source: String
    /// What it asks for, with defaults.
    public var inputs: [InputSummary]
    /// What it gives.
    public var outputs: [String]
    /// What it may reach, and its steps in plain words.
    public var review: SkillReview?
    /// Describes a skill.
    public init(
        summary: SkillSummary,
        source: String,
        inputs: [InputSummary],
        outputs: [String],
        review: SkillReview? = nil
    ) {
        self.review = review
        self.summary = summary
        self.source = source
        self.inputs = inputs
        self.outputs = outputs
    }
}

/// One input of a skill.
public struct InputSummary: Sendable, Codable, Hashable {
    /// Its name.
    public var name: String
    /// Its type.
    public var type: String
    /// What is taken when it is not given; nil when it must be.
    public var `default`: String?
    /// Describes an input.
    public init(name: String, type: String, default: String?) {
        self.name = name
        self.type = type
        self.default = `default`
    }
}

/// One revision in quarantine in a list.
public struct PendingSummary: Sendable, Codable, Hashable {
    /// The skill's name.
    public var slug: Slug
    /// The digest of the exact file.
    public var sha256: String
    /// Its first twelve digits, as in the file's name.
    public var sha12: String { String(sha256.prefix(12)) }
    /// Whether the safety gate would let it pass.
    public var isApprovable: Bool
    /// How many findings of each severity.
    public var findings: [String: Int]
    /// Why it cannot be reviewed, when of its digest only the digits in the file's name are known; nil when it can.
    public var problem: SkillProblem?
    /// Describes a revision.
    public init(
        slug: Slug,
        sha256: String,
        isApprovable: Bool,
        findings: [String: Int],
        problem: SkillProblem? = nil
    ) {
        self.slug = slug
        self.sha256 = sha256
        self.isApprovable = isApprovable
        self.findings = findings
        self.problem = problem
    }

    private enum CodingKeys: String, CodingKey {
        case slug, sha256, findings, problem
        case isApprovable = "is_approvable"
    }
}

/// A revision in quarantine with all that a reviewer needs.
public struct PendingDetail: Sendable, Codable, Hashable {
    /// What a list shows.
    public var summary: PendingSummary
    /// The file, byte for byte.
    public var source: String
    /// What the safety gate found.
    public var diagnostics: [Diagnostic]
    /// The difference to the approved revision; nil when there is none.
    public var diff: String?
    /// What a rescue found and why it is proposed; nil for what nobody was rescued for.
    public var heal: HealRecord?
    /// What it may reach, and its steps in plain words.
    public var review: SkillReview?
    /// What was on the screen when its steps were shown; of those of which there is a picture.
    public var pictures: [StepPicture]
    /// Describes a revision.
    public init(
        summary: PendingSummary,
        source: String,
        diagnostics: [Diagnostic],
        diff: String?,
        heal: HealRecord? = nil,
        review: SkillReview? = nil,
        pictures: [StepPicture] = []
    ) {
        self.pictures = pictures
        self.review = review
        self.summary = summary
        self.source = source
        self.diagnostics = diagnostics
        self.diff = diff
        self.heal = heal
    }
}

/// A picture of the page that a person had before them when they showed a step.
public struct StepPicture: Sendable, Codable, Hashable {
    /// The step's id.
    public var step: String
    /// The recording that it was made in.
    public var recording: Slug
    /// Its number there.
    public var picture: Int
    /// The part of the page that it shows, in CSS pixels: left, top, width, height.
    public var view: [Int]
    /// Describes one.
    public init(step: String, recording: Slug, picture: Int, view: [Int]) {
        self.step = step
        self.recording = recording
        self.picture = picture
        self.view = view
    }
}
