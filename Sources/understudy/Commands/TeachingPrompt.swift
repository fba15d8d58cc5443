// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Vocabulary

/// Does what a person types while their recording goes on, until an empty line or the end of the input.
struct TeachingPrompt {
    let control: any ApplianceControl
    let recording: Slug

    func run() async {
        // A change is for a step of the list that the person has seen, or for none.
        var seen: TaughtSteps?
        while let line = await StandardInput.nextLine() {
            let words = line.split(separator: " ").map(String.init)
            guard !words.isEmpty else { return }
            do throws(any Error) {
                switch try TeachingWords(words) {
                case .help: Terminal.note(TeachingWords.guide)
                case let asked:
                    let steps = try await asked.meant(seen).ask(control, recording)
                    seen = steps
                    Terminal.note(TeachingText.describe(steps))
                }
            } catch let error as any ExplainedError {
                Terminal.error(error)
            } catch {
                return
            }
        }
    }
}

/// What a person asks for of a recording that goes on.
enum TeachingWords: Sendable, Hashable {
    /// What can be asked for.
    case help
    /// The steps so far.
    case steps
    /// A change of them.
    case edit(EditRecording)
    /// A step that looks at an element.
    case pick(PickElement)

    /// Reads words as they are typed.
    ///
    /// - Throws: ``CommandError`` with `words_unknown`.
    init(_ words: [String]) throws(CommandError) {
        let (word, rest) = (words[0], Array(words.dropFirst()))
        switch (word, rest.count) {
        case ("help", 0): self = .help
        case ("steps", 0): self = .steps
        case ("undo", 0), ("pause", 0), ("resume", 0): self = .edit(EditRecording(edit: word))
        case ("hide", 0...1): self = .edit(EditRecording(edit: word, name: rest.first))
        case ("remove", 1): self = .edit(EditRecording(edit: word, step: try TeachingWords.number(rest[0])))
        case ("rename", 2), ("input", 2), ("secret", 2):
            self = .edit(EditRecording(edit: word, step: try TeachingWords.number(rest[0]), name: rest[1]))
        case ("pick", 1...2) where PickElement.purposes.contains(rest[0]):
            self = .pick(PickElement(for: rest[0], name: rest.count > 1 ? rest[1] : nil))
        default: throw TeachingWords.unknown("'\(word)' is not understood here")
        }
    }

    /// The same, with the event of the step that is meant, as a list has it.
    ///
    /// Undo is of what was done last, seen or not.
    func meant(_ seen: TaughtSteps?) -> TeachingWords {
        guard let seen, case .edit(var edit) = self, let number = edit.step else { return self }
        edit.event = seen.steps.first { $0.number == number }?.event
        return .edit(edit)
    }

    /// Asks for it.
    func ask(_ control: any ApplianceControl, _ recording: Slug) async throws -> TaughtSteps {
        switch self {
        case .help, .steps: return try await control.taughtSteps(recording)
        case .edit(let edit): return try await control.editRecording(recording, edit, by: .operator)
        case .pick(let pick):
            Terminal.note("Point at the element in the page and click it; Escape there gives up.")
            return try await control.pickElement(recording, pick, by: .operator)
        }
    }

    static let guide = """
        steps                 the steps so far
        undo                  take the last step back
        remove N              leave step N out
        rename N NAME         give step N an id of its own
        input N NAME          call the value that step N types the input NAME
        secret N NAME         make the value that step N types a secret, and take it out of the recording
        hide [NAME]           make the field that is typed into next a secret one
        pick expect [NAME]    click an element: the skill stops unless it shows what it shows now
        pick extract [NAME]   click an element: the skill keeps what it shows
        pick wait_for [NAME]  click an element: the skill waits until it is there
        pause, resume         record nothing for a while
        an empty line         the task is done
        The page itself is not changed by any of this.
        """

    private static func number(_ word: String) throws(CommandError) -> Int {
        guard let number = Int(word), number > 0 else { throw unknown("'\(word)' is no step's number") }
        return number
    }

    private static func unknown(_ what: String) -> CommandError {
        CommandError(code: "words_unknown", message: "\(what): 'help' lists what is.", kind: .usage)
    }
}

/// The steps of a recording for people.
enum TeachingText {
    static func describe(_ taught: TaughtSteps) -> String {
        var table = TextTable("", "STEP", "ELEMENT")
        for step in taught.steps { table.add("\(step.number)", step.line, step.looks ?? "") }
        let state = taught.isPaused ? ["The recording is paused: nothing is recorded until 'resume'."] : []
        return ([table.text] + taught.notes.map { "note: \($0)" } + state).joined(separator: "\n")
    }
}
