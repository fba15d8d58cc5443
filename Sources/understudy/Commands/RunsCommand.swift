// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Vocabulary

/// `understudy runs`.
struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List runs, show their steps, answer, cancel, pause or take over one.",
        subcommands: [
            List.self, Show.self, Picture.self, Files.self, Answer.self, Cancel.self, Pause.self, Resume.self,
            Takeover.self, Handback.self, Inject.self,
        ],
        defaultSubcommand: List.self
    )

    /// `understudy runs list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the last runs, newest first.")
        @OptionGroup var common: CommonOptions
        @Option(help: "At most so many.") var limit = 20

        func run() async throws {
            let runs = try await withControl(common) { try await $0.runs(limit: limit) }
            guard !common.json else { return try Terminal.printJSON(runs) }
            var table = TextTable("RUN", "SKILL", "STATE", "TIME", "STARTED")
            for run in runs {
                table.add(
                    run.id.rawValue,
                    run.skill.text,
                    run.state.rawValue + (run.reason.map { " (\($0))" } ?? ""),
                    run.durationMilliseconds.map { "\($0) ms" } ?? "-",
                    run.started?.description ?? "-"
                )
            }
            Terminal.print(table.text)
        }
    }

    /// `understudy runs show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a run step by step, with the locator that won."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The run.") var run: String
        @Flag(help: "Compare with the last runs of the same revision: which level found each target.")
        var determinism = false

        func run() async throws {
            let id = RunID(rawValue: run)
            guard determinism else {
                let detail = try await withControl(common) { try await $0.run(id) }
                guard !common.json else { return try Terminal.printJSON(detail) }
                return Terminal.print(RunText.describe(detail))
            }
            let levels = try await withControl(common) { try await LevelsOfRuns.compare(id, through: $0) }
            if common.json { try Terminal.printJSON(levels) } else { Terminal.print(levels.text) }
            if !levels.isSame { throw ExitStatus.failed }
        }
    }

    /// `understudy runs picture`.
    struct Picture: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the picture that was kept of a step to a file."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The run.") var run: String
        @Argument(help: "The step.") var step: String
        @Option(help: "Where to write the JPEG.") var out: String
        @Flag(help: "The one from before the input, in which its element was found without its locators.")
        var found = false

        func run() async throws {
            let picture = try await withControl(common) {
                try await $0.picture(of: StepID(rawValue: step), in: RunID(rawValue: run), found ? .found : .after)
            }
            let file = try OutputFile(path: out)
            try file.write(picture)
            try file.finish()
        }
    }

    /// `understudy runs answer`.
    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answer what a run that needs a person asked."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The run.") var run: String
        @Argument(
            help:
                "approve or deny its action; the number of the element that is meant, its place on the picture as X,Y from 0 to 1, or none; or what becomes of a step that could not be done: repeat, go_on or stop.",
            transform: RunAnswer.parse
        )
        var answer: RunAnswer?
        @Option(help: "What it asks for.") var text: String?
        @Flag(help: "What it asks for is a secret: taken from a prompt or from standard input.")
        var secret = false

        func validate() throws {
            guard [answer != nil, text != nil, secret].count(where: { $0 }) == 1 else {
                throw ValidationError("Give exactly one answer: a word such as approve, --text or --secret.")
            }
        }

        func run() async throws {
            let answer = try given()
            let detail = try await withControl(common) {
                try await $0.answerRun(RunID(rawValue: run), answer, by: .operator)
            }
            guard !common.json else { return try Terminal.printJSON(detail) }
            Terminal.print(RunText.describe(detail))
        }

        private func given() throws -> RunAnswer {
            if let answer { return answer }
            return RunAnswer(text: try text ?? Terminal.readSecret(prompt: "Answer to \(run)"))
        }
    }

    /// `understudy runs cancel`.
    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Stop a run before its next action.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The run.") var run: String

        func run() async throws {
            let detail = try await withControl(common) {
                try await $0.cancelRun(RunID(rawValue: run), by: .operator)
            }
            guard !common.json else { return try Terminal.printJSON(detail) }
            Terminal.print(RunText.describe(detail))
        }
    }
}

extension RunAnswer {
    /// Reads `approve`, `deny`, `repeat`, `go_on`, `stop`, `none`, a place or a number.
    static func parse(_ text: String) throws -> RunAnswer {
        if let decision = DecisionWord(rawValue: text) { return RunAnswer(decision: decision.answer) }
        if let then = HandBack.Then(rawValue: text) { return RunAnswer(then: then) }
        if text == "none" { return RunAnswer(candidate: nil) }
        let parts = text.split(separator: ",").compactMap { Double($0) }
        if parts.count == 2 {
            let place = PicturePlace(x: parts[0], y: parts[1])
            if place.isInside { return RunAnswer(point: place) }
        }
        guard let number = Int(text), number >= 0 else {
            throw ValidationError(
                "'\(text.prefix(40))' is no answer: write approve, deny, repeat, go_on, stop, a number of the list, a place as "
                    + "X,Y, or none."
            )
        }
        return RunAnswer(candidate: number)
    }
}
