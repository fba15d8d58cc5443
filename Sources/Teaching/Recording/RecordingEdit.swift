// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What a person changes of the steps so far: a closed set.
///
/// A step is named by the number of the event that it begins with, which stays what it is when steps before it go or
/// other words are found for it. An edit is an event like any other, so that the same recording always compiles to the
/// same skill.
public enum RecordingEdit: Sendable, Hashable {
    /// The step is left out.
    case remove(step: Int)
    /// The step has this id.
    case rename(step: Int, to: String)
    /// The value of the step is the input of this name.
    case nameInput(step: Int, String)
    /// The value of the step is the secret of this name; its lines have been written anew without it.
    case nameSecret(step: Int, String)
    /// The field that is typed into next is secret, under this name or one of its own.
    case hideNext(name: String?)
}

extension RecordingEdit {
    /// The word that names it in a line.
    public var word: String {
        switch self {
        case .remove: "remove"
        case .rename: "rename"
        case .nameInput: "input"
        case .nameSecret: "secret"
        case .hideNext: "hide_next"
        }
    }

    /// The number of the event that the step begins with.
    public var step: Int? {
        switch self {
        case .remove(let step), .rename(let step, _), .nameInput(let step, _), .nameSecret(let step, _): step
        case .hideNext: nil
        }
    }

    private var name: String? {
        switch self {
        case .remove: nil
        case .rename(_, let name), .nameInput(_, let name), .nameSecret(_, let name): name
        case .hideNext(let name): name
        }
    }

    /// Its own fields of a line.
    var members: [String: JSONValue] {
        [
            "edit": .string(word), "step": step.map { .int(Int64($0)) } ?? .null,
            "name": name.map { .string($0) } ?? .null,
        ]
    }

    init?(_ value: JSONValue) {
        let (step, name) = (value["step"]?.int, value["name"]?.string)
        switch (value["edit"]?.string, step, name) {
        case ("remove", let step?, nil): self = .remove(step: step)
        case ("rename", let step?, let name?): self = .rename(step: step, to: name)
        case ("input", let step?, let name?): self = .nameInput(step: step, name)
        case ("secret", let step?, let name?): self = .nameSecret(step: step, name)
        case ("hide_next", nil, let name): self = .hideNext(name: name)
        default: return nil
        }
    }
}
