// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console

/// `understudy models`.
struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Models that are asked which element is meant, when one is not found again.",
        discussion: "The file 'models.yaml' of the home names them; Docs/models.md says how, and what is sent.",
        subcommands: [List.self, Test.self],
        defaultSubcommand: List.self
    )

    /// `understudy models list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the providers in the order in which they are asked, with their metrics."
        )
        @OptionGroup var common: CommonOptions
        func run() async throws {
            let models = try await withControl(common) { try await $0.models() }
            guard !common.json else { return try Terminal.printJSON(models) }
            guard !models.isEmpty else { return Terminal.note("No model is configured: see Docs/models.md.") }
            Terminal.print(ModelsCommand.table(models))
        }
    }

    /// `understudy models test`.
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make one small call to each provider; exit code 1 when one does not answer as it should."
        )
        @OptionGroup var common: CommonOptions
        func run() async throws {
            let tests = try await withControl(common) { try await $0.testModels(by: .operator) }
            if common.json {
                try Terminal.printJSON(tests)
            } else if tests.isEmpty {
                Terminal.note("No model may be asked: see Docs/models.md.")
            } else {
                for test in tests { Terminal.print(ModelsCommand.line(test)) }
            }
            if tests.contains(where: { !$0.works }) { throw ExitStatus.failed }
        }
    }

    private static func table(_ models: [ModelSummary]) -> String {
        var table = TextTable("NAME", "MODEL", "URL", "STATE", "CALLS", "ANSWERS", "TOKENS", "MEDIAN", "FAILURES")
        for model in models {
            let failures = model.failures.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            table.add(
                model.name,
                model.model,
                model.url,
                model.isAllowed ? model.breaker : "not allowed",
                String(model.calls),
                String(model.answers),
                String(model.promptTokens + model.answerTokens),
                model.medianMilliseconds.map { "\($0) ms" } ?? "-",
                failures.isEmpty ? "-" : failures.joined(separator: ", ")
            )
        }
        return table.text
    }

    private static func line(_ test: ModelTestResult) -> String {
        test.works
            ? "ok   \(test.name): answers in \(test.milliseconds) ms (\(test.form))"
            : "BAD  \(test.name): \(test.message ?? test.failure ?? "no answer")"
    }
}
