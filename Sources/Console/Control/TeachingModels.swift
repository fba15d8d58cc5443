// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Where a person goes on in a skill.
public struct ContinueSkill: Sendable, Codable, Hashable {
    /// The place of the first step that is shown anew, from 2; the steps before it are kept.
    public var step: Int
    /// What the steps before are given, by input name.
    public var inputs: [String: String]
    /// Makes a request.
    public init(step: Int, inputs: [String: String] = [:]) {
        self.step = step
        self.inputs = inputs
    }

    /// Reads a request; without inputs the defaults are taken.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        step = try container.decode(Int.self, forKey: .step)
        inputs = try container.decodeIfPresent([String: String].self, forKey: .inputs) ?? [:]
    }
}

/// What a person asks for while a recording goes on.
public struct EditRecording: Sendable, Codable, Hashable {
    /// What can be asked for.
    public static let words = ["undo", "remove", "rename", "input", "secret", "hide", "pause", "resume"]

    /// One of ``words``.
    public var edit: String
    /// The step's place in the list, from 1.
    public var step: Int?
    /// The number of the event that the step begins with, as the list said: the edit is for this step or for none; with
    /// `undo` that of the last step.
    public var event: Int?
    /// The name that it gets.
    public var name: String?
    /// Makes a request.
    public init(edit: String, step: Int? = nil, event: Int? = nil, name: String? = nil) {
        self.edit = edit
        self.step = step
        self.event = event
        self.name = name
    }
}

/// What a step shall do with an element that the person points at.
public struct PickElement: Sendable, Codable, Hashable {
    /// What it can do.
    public static let purposes = ["expect", "extract", "wait_for"]

    /// One of ``purposes``.
    public var purpose: String
    /// The name of the output of an `extract`, otherwise of the step.
    public var name: String?
    /// How long the person is waited for: 1 to 60; nil for 60.
    public var seconds: Int?
    /// Makes a request.
    public init(for purpose: String, name: String? = nil, seconds: Int? = nil) {
        self.purpose = purpose
        self.name = name
        self.seconds = seconds
    }

    private enum CodingKeys: String, CodingKey {
        case name, seconds
        case purpose = "for"
    }
}

/// One step of a recording, as the skill will have it.
public struct TaughtStep: Sendable, Codable, Hashable {
    /// Its place in the list, from 1.
    public var number: Int
    /// The number of the event that it begins with.
    public var event: Int
    /// Its id.
    public var id: StepID
    /// The step in the words of the skill's file.
    public var line: String
    /// The step in plain words.
    public var sentence: String
    /// What the element looks like; nil when it is about none.
    public var looks: String?
    /// Describes a step.
    public init(number: Int, event: Int, id: StepID, line: String, sentence: String, looks: String?) {
        self.sentence = sentence
        self.number = number
        self.event = event
        self.id = id
        self.line = line
        self.looks = looks
    }
}

/// The steps of a recording so far.
public struct TaughtSteps: Sendable, Codable, Hashable {
    /// The recording.
    public var recording: Slug
    /// Whether nothing is recorded at the moment.
    public var isPaused: Bool
    /// The steps, in order.
    public var steps: [TaughtStep]
    /// What the compiler wants a person to know.
    public var notes: [String]
    /// Describes them.
    public init(recording: Slug, isPaused: Bool, steps: [TaughtStep], notes: [String]) {
        self.recording = recording
        self.isPaused = isPaused
        self.steps = steps
        self.notes = notes
    }

    private enum CodingKeys: String, CodingKey {
        case recording, steps, notes
        case isPaused = "is_paused"
    }
}

/// A dialog of a page that waits for the person who shows a task.
public struct OpenDialog: Sendable, Codable, Hashable {
    /// Which of the tab's dialogs it is; an answer names it.
    public var number: Int
    /// `alert`, `confirm`, `prompt`, `beforeunload`, `geolocation` or `notifications`.
    public var kind: String
    /// What the page asks.
    public var message: String
    /// Describes a dialog.
    public init(number: Int, kind: String, message: String) {
        self.number = number
        self.kind = kind
        self.message = message
    }
}

/// What a person says to a dialog.
public struct AnswerDialog: Sendable, Codable, Hashable {
    /// The dialog that they saw.
    public var number: Int
    /// Whether it is a yes.
    public var isAccepted: Bool
    /// What a prompt is given.
    public var text: String?
    /// The lease by which the person drives the run of the tab; nil for a tab of no run.
    public var lease: LeaseID?
    /// Makes an answer.
    public init(number: Int, isAccepted: Bool, text: String? = nil, lease: LeaseID? = nil) {
        self.number = number
        self.isAccepted = isAccepted
        self.text = text
        self.lease = lease
    }

    private enum CodingKeys: String, CodingKey {
        case number, text, lease
        case isAccepted = "accept"
    }
}
