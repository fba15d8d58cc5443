// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Vocabulary

/// `understudy approvals`.
struct ApprovalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approvals",
        abstract: "See what waits for a person's yes, and decide it.",
        subcommands: [List.self, DecideCommand.self],
        defaultSubcommand: List.self
    )

    /// `understudy approvals list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the requests, those that wait first.")
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let approvals = try await withControl(common) { try await $0.approvals() }
            guard !common.json else { return try Terminal.printJSON(approvals) }
            var table = TextTable("APPROVAL", "STATE", "RUN", "STEP", "QUESTION")
            for approval in approvals {
                table.add(
                    approval.id.rawValue,
                    approval.state,
                    approval.run?.rawValue ?? "-",
                    approval.step?.rawValue ?? "-",
                    approval.question
                )
            }
            Terminal.print(table.text)
        }
    }

    /// `understudy approvals decide`.
    struct DecideCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decide",
            abstract: "Say yes or no to one request, once."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The request.") var approval: String
        @Argument(help: "approve or deny.") var decision: DecisionWord

        func run() async throws {
            let summary = try await withControl(common) {
                try await $0.decide(
                    ApprovalID(rawValue: approval),
                    Decide(decision: decision.answer),
                    by: .operator
                )
            }
            guard !common.json else { return try Terminal.printJSON(summary) }
            Terminal.print("\(summary.id): \(summary.state)")
        }
    }
}

/// The answer as a word of the command line.
enum DecisionWord: String, ExpressibleByArgument {
    case approve, deny

    var answer: Decide.Answer {
        switch self {
        case .approve: .approve
        case .deny: .deny
        }
    }
}
