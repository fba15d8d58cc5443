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
        @Argument(help: "The skill.") var skill: String
        @Option(help: "A value for an input: name=value. Give it again for the next.") var input: [String] = []
        @Option(help: "A CSV file: one run a row, columns are inputs.") var inputs: String?
        @Option(help: "The CSV file to write, one row a run, with states and outputs.") var out: String?

        func run() async throws {
            let slug = try Slug(skill)
            let given = try InputValues.parse(input)
            if let inputs {
                try await runTable(slug, given, rows: InputTable(file: inputs))
            } else {
                let detail = try await withControl(common, browser: browser) { control in
                    try await RunFollower(control: control).run(slug, inputs: given)
                }
                if common.json { try Terminal.printJSON(detail) } else { Terminal.print(RunText.describe(detail)) }
                try end(detail.summary.state)
            }
        }

        private func runTable(_ slug: Slug, _ given: [String: String], rows: InputTable) async throws {
            let file = try out.map { try OutputFile(path: $0) }
            let states = try await withControl(common, browser: browser) { control in
                var results: [RunDetail] = []
                for row in rows.rows {
                    Terminal.progress("run \(results.count + 1) of \(rows.rows.count)")
                    let inputs = given.merging(row) { _, own in own }
                    results.append(try await RunFollower(control: control).run(slug, inputs: inputs))
                }
                Terminal.endProgress()
                return results
            }
            let table = OutputTable(results: states)
            if let file {
                try file.write(table.csv)
                try file.finish()
            } else {
                Terminal.print(table.csv.trimmedLastBreak)
            }
            try end(states.map(\.summary.state).first { $0 != .succeeded } ?? .succeeded)
        }

        private func end(_ state: RunState) throws {
            let status = ExitStatus(state)
            if status != .done { throw status }
        }
    }
}

/// Starts a run and stays with it: shows how it goes, and asks the person at the terminal where one is needed.
struct RunFollower: Sendable {
    let control: any ApplianceControl

    func run(_ slug: Slug, inputs: [String: String]) async throws -> RunDetail {
        var detail = try await control.startRun(slug, StartRun(inputs: inputs), by: .operator)
        while detail.summary.state.isLive {
            Terminal.progress(
                "\(slug): \(detail.steps.last.map { "\($0.id) \($0.action)" } ?? detail.summary.state.rawValue)"
            )
            detail = try await control.awaitRun(detail.summary.id, for: .milliseconds(500))
            guard detail.summary.state == .needsPerson, let approval = detail.waitsFor else { continue }
            Terminal.endProgress()
            guard Terminal.isInteractive else { return detail }
            let answer: Decide.Answer = Terminal.confirm(approval.question) ? .approve : .deny
            _ = try await control.decide(approval.id, Decide(decision: answer), by: .operator)
        }
        Terminal.endProgress()
        return detail
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
