// SPDX-License-Identifier: Apache-2.0
public import SkillKit
public import Vocabulary

/// A manual action that a person has queued for a run.
public struct Injection: Sendable, Hashable {
    /// What is to be done.
    public enum Deed: Sendable, Hashable {
        /// A step over targets of the run's skill.
        case step(Step)
        /// Input by places of a picture, and the document that the picture showed.
        case events([InputEvent], on: DocumentID)
    }

    /// What.
    public let deed: Deed
    /// Whose hand it is.
    public let principal: String

    /// The most pieces of input in one.
    public static let eventLimit = 256

    /// Takes input.
    ///
    /// - Parameter document: what the picture showed that the places are of; on any other nothing is done.
    /// - Throws: ``ReplayError`` with `injection_invalid`.
    public init(_ events: [InputEvent], on document: DocumentID, by principal: String) throws(ReplayError) {
        guard (1...Injection.eventLimit).contains(events.count) else {
            throw Injection.invalid("A batch has 1 to \(Injection.eventLimit) events.")
        }
        for (index, event) in events.enumerated() {
            if let problem = event.problem { throw Injection.invalid("Event \(index) cannot be given: \(problem).") }
        }
        deed = .events(events, on: document)
        self.principal = principal
    }

    /// Takes a step.
    ///
    /// - Throws: ``ReplayError`` with `injection_invalid` for one that keeps or gives something, waits for what it
    ///   causes, or names a target that the skill does not have.
    public init(_ step: Step, of skill: Skill, by principal: String) throws(ReplayError) {
        switch step.action {
        case .open, .back, .forward, .reload, .click, .doubleClick, .rightClick, .middleClick, .heldClick, .fill,
            .append, .press, .choose,
            .clickAt, .wheel, .hover, .scroll, .drag, .check, .uncheck, .waitFor, .expect:
            break
        case .upload, .extract, .closeTab, .ask:
            throw Injection.invalid("'\(step.action.keyword)' cannot be done by hand: it is the skill's to do.")
        }
        guard step.then.isEmpty, step.tab == nil else {
            throw Injection.invalid("A step that is done by hand has no 'then' and no 'tab': it acts in the run's tab.")
        }
        for name in step.action.targets where skill.target(name) == nil {
            throw Injection.invalid("The skill has no target '\(name)'.")
        }
        // Nobody has reviewed it: what sounds as if it cannot be undone is never done to what was only likely, whatever
        // the step says of itself.
        var step = step
        step.isIrreversible = step.isIrreversible || IrreversibleWording.word(of: step, in: skill) != nil
        deed = .step(step)
        self.principal = principal
    }

    static func invalid(_ message: String) -> ReplayError { ReplayError(code: .injectionInvalid, message: message) }

    /// What it is, without any value.
    var summary: String {
        switch deed {
        case .step(let step): step.action.summary
        case .events(let events, _): "input of \(events.count) \(events.count == 1 ? "event" : "events")"
        }
    }

    /// What the log keeps of it: kinds and places, and never what is typed.
    var extra: [String: JSONValue] {
        switch deed {
        case .step(let step): ["action": .string(step.action.summary)]
        case .events(let events, _): ["action": .string(summary), "events": .array(events.prefix(64).map(\.trace))]
        }
    }
}

extension InputEvent {
    /// Its kind and place for the log, without any key or text.
    fileprivate var trace: JSONValue {
        var members: [String: JSONValue] = ["type": .string(type.rawValue)]
        if let x { members["x"] = .int(Int64((x * 1000).rounded())) }
        if let y { members["y"] = .int(Int64((y * 1000).rounded())) }
        return .object(members)
    }
}
