// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Vocabulary

extension SkillsCommand {
    /// `understudy skills check`.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "See whether an approved skill is admitted now, and whether its targets are found; act on nothing.",
            discussion:
                "The pages that the skill opens by address are opened; what only an action leads to is not reached."
        )
        @OptionGroup var common: CommonOptions
        @OptionGroup var browser: BrowserOptions
        @Argument(help: "The skill.") var skill: String
        @Option(help: "A value for an input: name=value. Give it again for the next.") var input: [String] = []

        func run() async throws {
            let slug = try Slug(skill)
            let inputs = try InputValues.parse(input)
            let check = try await withControl(common, browser: browser) {
                try await $0.checkSkill(slug, StartRun(inputs: inputs), by: .operator)
            }
            if common.json { try Terminal.printJSON(check) } else { Terminal.print(Self.text(of: check)) }
            if !check.isSound { throw ExitStatus.failed }
        }

        private static func text(of check: SkillCheck) -> String {
            var table = TextTable("STEP", "TARGET", "FOUND BY", "MATCHES")
            for target in check.targets {
                let matches = target.matches.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                table.add(
                    target.step.rawValue,
                    target.target,
                    target.isReached ? target.level ?? target.code ?? "nothing" : "not reached",
                    matches.isEmpty ? "-" : matches.joined(separator: ", ")
                )
            }
            let rescues = check.targets.compactMap { target in
                target.rescue.map { RunText.rescue(of: target.step, $0) + "\n" }
            }
            let verdict = check.isSound ? "all that was looked for is found" : "no locator proves some of these targets"
            return "admitted: \(check.skill) \(check.sha256)\n\(table.text)\n\(rescues.joined())\(verdict)"
        }
    }
}
