// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Vocabulary

/// What can be done with the recording that goes on in a running appliance.
extension TeachCommand {
    /// `understudy teach steps`.
    struct Steps: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the steps of the recording so far, as the skill will have them."
        )
        @OptionGroup var common: CommonOptions

        func run() async throws { try await TeachCommand.ask(.steps, common) }
    }

    /// `understudy teach undo`.
    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the last step back. The page stays as it is."
        )
        @OptionGroup var common: CommonOptions

        func run() async throws { try await TeachCommand.ask(.edit(EditRecording(edit: "undo")), common) }
    }

    /// `understudy teach remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Leave a step out. The page stays as it is.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The step's number in the list.") var step: Int

        func run() async throws { try await TeachCommand.ask(.edit(EditRecording(edit: "remove", step: step)), common) }
    }

    /// `understudy teach rename`.
    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a step an id of its own.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The step's number in the list.") var step: Int
        @Argument(help: "The id.") var name: String

        func run() async throws {
            try await TeachCommand.ask(.edit(EditRecording(edit: "rename", step: step, name: name)), common)
        }
    }

    /// `understudy teach input`.
    struct Input: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name the input that the value of a step is given by."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The step's number in the list.") var step: Int
        @Argument(help: "The input's name.") var name: String

        func run() async throws {
            try await TeachCommand.ask(.edit(EditRecording(edit: "input", step: step, name: name)), common)
        }
    }

    /// `understudy teach secret`.
    struct Secret: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make what a step types a secret, and take it out of the recording."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The step's number in the list.") var step: Int
        @Argument(help: "The secret's name; the site's name is put before it.") var name: String

        func run() async throws {
            try await TeachCommand.ask(.edit(EditRecording(edit: "secret", step: step, name: name)), common)
        }
    }

    /// `understudy teach hide`.
    struct Hide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the field that is typed into next a secret one."
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "The secret's name; that of the field when it is not given.") var name: String?

        func run() async throws { try await TeachCommand.ask(.edit(EditRecording(edit: "hide", name: name)), common) }
    }

    /// `understudy teach pause`.
    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Record nothing until 'resume'.")
        @OptionGroup var common: CommonOptions

        func run() async throws { try await TeachCommand.ask(.edit(EditRecording(edit: "pause")), common) }
    }

    /// `understudy teach resume`.
    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Record again.")
        @OptionGroup var common: CommonOptions

        func run() async throws { try await TeachCommand.ask(.edit(EditRecording(edit: "resume")), common) }
    }

    /// `understudy teach pick`.
    struct Pick: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a step that looks at an element, by clicking it in the page.",
            discussion: "The click does not reach the page. Escape in the page gives up."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "expect (it shows what it shows now), extract (keep what it shows) or wait_for (it is there).")
        var purpose: PickWord
        @Option(help: "The name of the output of an extract, otherwise of the step.") var name: String?
        @Option(help: "How many seconds to wait, 1 to 60.") var seconds = 60

        func run() async throws {
            let pick = PickElement(for: purpose.rawValue, name: name, seconds: seconds)
            try await TeachCommand.ask(.pick(pick), common)
        }
    }

    /// What a step does with an element.
    enum PickWord: String, ExpressibleByArgument, CaseIterable, Sendable {
        case expect, extract
        case waitFor = "wait_for"
    }

    /// Asks the appliance that records, and shows the steps.
    private static func ask(_ words: TeachingWords, _ common: CommonOptions) async throws {
        let taught = try await withControl(common) { control in
            guard let recording = try await control.status().recording else {
                throw CommandError(
                    code: "nothing_recorded",
                    message: "No recording goes on: begin one with 'understudy teach URL'.",
                    kind: .notFound
                )
            }
            return try await words.ask(control, recording)
        }
        guard !common.json else { return try Terminal.printJSON(taught) }
        Terminal.print(TeachingText.describe(taught))
    }
}
