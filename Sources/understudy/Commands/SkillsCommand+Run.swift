// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Vocabulary

extension SkillsCommand {
    /// `understudy skills run`.
    struct RunSkill: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run",
            abstract: "Replay an approved skill once, or once for each row of a table."
        )
        @OptionGroup var common: CommonOptions
        @OptionGroup var browser: BrowserOptions
        @OptionGroup var rescue: RescueOptions
        @Argument(help: "The skill.") var skill: String
        @Option(help: "A value for an input: name=value. Give it again for the next.") var input: [String] = []
        @Option(help: "A CSV file: one run a row, columns are inputs.") var inputs: String?
        @Option(help: "The CSV file to write, one row a run, as each ends; standard output when it is not given.")
        var out: String?
        @Option(help: "Begin at this step: its page is opened and must be the one that the step was recorded on.")
        var from: String?
        @Flag(help: "With --inputs: leave the other rows when one did not succeed.") var stopOnFailure = false

        func validate() throws {
            guard from == nil || inputs == nil else {
                throw ValidationError("--from is for a single run: give its values with --input.")
            }
            guard inputs == nil, out != nil || stopOnFailure else { return }
            throw ValidationError("--out and --stop-on-failure go with --inputs rows.csv.")
        }

        func run() async throws {
            let slug = try Slug(skill)
            let given = try InputValues.parse(input)
            guard let inputs else { return try await runOnce(slug, given) }
            let run = TableRun(
                slug: slug,
                given: given,
                rows: try InputTable(file: inputs).rows,
                out: out,
                isPrinted: !common.json,
                stopsOnFailure: stopOnFailure
            )
            let advisors = rescue.advisors(isAttended: false)
            let results = try await withControl(common, browser: browser, advisors: advisors) {
                try await run.perform(with: $0)
            }
            if common.json { try Terminal.printJSON(results) }
            let unfinished = results.map(\.status).filter { $0 != .succeeded }
            guard !unfinished.isEmpty else { return }
            throw unfinished.allSatisfy { $0 == .needsPerson } ? ExitStatus.needsPerson : .failed
        }

        private func runOnce(_ slug: Slug, _ given: [String: String]) async throws {
            let advisors = rescue.advisors(isAttended: Terminal.isInteractive)
            let detail = try await withControl(common, browser: browser, advisors: advisors) { control in
                try await RunFollower(control: control)
                    .run(slug, inputs: given, from: from.map { StepID(rawValue: $0) })
            }
            if common.json { try Terminal.printJSON(detail) } else { Terminal.print(RunText.describe(detail)) }
            let status = ExitStatus(detail.summary.state)
            if status != .done { throw status }
        }
    }
}

/// Values given as `name=value`.
enum InputValues {
    static func parse(_ list: [String]) throws -> [String: String] {
        var values: [String: String] = [:]
        for item in list {
            guard let equals = item.firstIndex(of: "="), equals != item.startIndex else {
                throw ValidationError("'\(item.prefix(40))' is not an input: write --input name=value.")
            }
            values[String(item[..<equals])] = String(item[item.index(after: equals)...])
        }
        return values
    }
}
