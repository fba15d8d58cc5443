// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// What a person asks for while they show a task; steps by their place in the list that they see, from 1.
public enum TeachingEdit: Sendable, Hashable {
    /// Take the last step back: the one that begins with this event, where it is named.
    case undo(event: Int?)
    /// Leave a step out.
    case remove(step: StepPlace)
    /// Give a step an id of its own.
    case rename(step: StepPlace, to: String)
    /// Call the value of a step the input of this name.
    case input(step: StepPlace, name: String)
    /// Make the value of a step a secret, and take it out of what is written down already.
    case secret(step: StepPlace, name: String)
    /// Make the field that is typed into next a secret one.
    case hide(name: String?)
    /// Record nothing from now on.
    case pause
    /// Record again.
    case resume

    /// The word that asks for it.
    public var word: String {
        switch self {
        case .undo: "undo"
        case .remove: "remove"
        case .rename: "rename"
        case .input: "input"
        case .secret: "secret"
        case .hide: "hide"
        case .pause: "pause"
        case .resume: "resume"
        }
    }
}

/// A step in the list that the person sees.
///
/// What was done just before an edit may be written down only with it, and then the list is another than the one that
/// the person pointed at. With the event, an edit meets the step that was meant or none.
public struct StepPlace: Sendable, Hashable, ExpressibleByIntegerLiteral {
    /// Its place, from 1.
    public let number: Int
    /// The number of the event that it begins with, as the list said; nil to take whatever stands there.
    public let event: Int?

    /// Names a step.
    public init(_ number: Int, event: Int? = nil) {
        self.number = number
        self.event = event
    }

    /// Takes whatever stands at a place.
    public init(integerLiteral number: Int) { self.init(number) }
}

/// Decides whether an edit fits the steps so far: pure, so that it is the same for whoever asks.
struct EditDecision {
    let preview: Preview

    /// What is written down of an edit of steps.
    ///
    /// - Throws: ``TeachingError`` that says what does not fit, with what to do.
    func removal(of place: StepPlace) throws(TeachingError) -> RecordingEdit {
        let line = try line(place)
        if place.number == 1, case .open = line.step.action {
            throw TeachingError(
                .stepFixed,
                "Step 1 opens the page that the task begins with and cannot be left out: stop, and begin elsewhere."
            )
        }
        return .remove(step: line.event)
    }

    /// The last step.
    func undoing(_ event: Int?) throws(TeachingError) -> RecordingEdit {
        try removal(of: StepPlace(preview.lines.count, event: event))
    }

    func renaming(_ place: StepPlace, to name: String) throws(TeachingError) -> RecordingEdit {
        let line = try line(place)
        try checkStep(name)
        return .rename(step: line.event, to: name)
    }

    /// Whether a step that looks at an element may be called so, or what it keeps.
    func checkPick(_ purpose: PickPurpose, named name: String) throws(TeachingError) {
        switch purpose {
        case .expect, .waitFor: try checkStep(name)
        case .extract:
            try EditDecision.check(name)
            guard preview.skill.outputs.contains(where: { $0.name == name }) else { return }
            throw TeachingError(.nameInvalid, "There is an output '\(name)' already: choose another name.")
        }
    }

    /// Steps that nobody named are called by their place, and their names move when a step goes.
    private func checkStep(_ name: String) throws(TeachingError) {
        try EditDecision.check(name)
        guard name.wholeMatch(of: /a[0-9]+/) != nil || preview.lines.contains(where: { $0.step.id.rawValue == name })
        else { return }
        throw TeachingError(.nameInvalid, "Another step is called '\(name)', or may come to be: choose another name.")
    }

    func naming(_ place: StepPlace, input name: String) throws(TeachingError) -> RecordingEdit {
        let line = try line(place)
        try EditDecision.check(name)
        guard let value = line.value, !value.isEmpty else { throw EditDecision.noValue(place.number) }
        let isTaken = preview.skill.inputs.contains { input in
            input.name == name && input.defaultValue != value && !line.step.templates.contains { $0.refers(to: name) }
        }
        if isTaken {
            throw TeachingError(.nameInvalid, "The input '\(name)' has another value already: choose another name.")
        }
        return .nameInput(step: line.event, name)
    }

    /// The field whose value becomes a secret, and the edit.
    func naming(_ place: StepPlace, secret name: String) throws(TeachingError) -> (RecordedTarget, RecordingEdit) {
        let line = try line(place)
        try EditDecision.check(name)
        switch line.step.action {
        case .fill, .append:
            guard let target = line.target else { throw EditDecision.noValue(place.number) }
            return (target, .nameSecret(step: line.event, name))
        case .open, .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick, .heldClick,
            .press,
            .choose, .clickAt, .wheel,
            .hover, .scroll, .drag, .check, .uncheck, .upload, .expect, .waitFor, .extract,
            .ask:
            throw EditDecision.noValue(place.number)
        }
    }

    /// Whether a name can stand in a skill.
    static func check(_ name: String) throws(TeachingError) {
        guard name.wholeMatch(of: /[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/) == nil else { return }
        throw TeachingError(
            .nameInvalid,
            "A name has 1 to 40 of the characters a-z, 0-9 and '-', and neither begins nor ends with '-'."
        )
    }

    private func line(_ place: StepPlace) throws(TeachingError) -> Preview.Line {
        let number = place.number
        guard preview.lines.indices.contains(number - 1) else {
            throw TeachingError(
                .stepUnknown,
                "There is no step \(number): the recording has \(preview.lines.count) of them so far."
            )
        }
        let line = preview.lines[number - 1]
        guard place.event == nil || place.event == line.event else {
            throw TeachingError(
                .stepMoved,
                "Step \(number) is another one than it was: look at the steps again, and change the one that you mean."
            )
        }
        guard !line.isKept else {
            throw TeachingError(
                .stepFixed,
                "Step \(number) is kept from the skill as it was approved: go on from an earlier step to change it."
            )
        }
        return line
    }

    static func noValue(_ number: Int) -> TeachingError {
        TeachingError(
            .valueMissing,
            "Step \(number) types nothing that could be an input or a secret: name one that does."
        )
    }
}

extension TextTemplate {
    fileprivate func refers(to input: String) -> Bool { references.contains(.input(input)) }
}
