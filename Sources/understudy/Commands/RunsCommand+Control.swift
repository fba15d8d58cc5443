// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Foundation
internal import Vocabulary

extension RunsCommand {
    /// `understudy runs pause`.
    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a run stand still before its next action.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The run.") var run: String

        func run() async throws {
            let id = RunID(rawValue: run)
            try await withControl(common) { try await $0.pauseRun(id, by: .operator) }
            try await RunsCommand.show(id, common)
        }
    }

    /// `understudy runs resume`.
    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a run that is paused go on.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The run.") var run: String

        func run() async throws {
            let id = RunID(rawValue: run)
            try await withControl(common) { try await $0.resumeRun(id, by: .operator) }
            try await RunsCommand.show(id, common)
        }
    }

    /// `understudy runs takeover`.
    struct Takeover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drive a run's tabs; it stands still until it is handed back."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The run.") var run: String
        @Option(help: "Stay and renew the lease for so many minutes; without it, it ends after 30 seconds.")
        var minutes: Int = 0

        func validate() throws {
            guard (0...240).contains(minutes) else { throw ValidationError("A lease is kept for 0 to 240 minutes.") }
        }

        func run() async throws {
            let id = RunID(rawValue: run)
            let deadline = Deadline.after(.seconds(minutes * 60))
            try await withControl(common) { control in
                var lease = try await control.takeOver(id, TakeOver(), by: .operator)
                if common.json { try Terminal.printJSON(lease) } else { Terminal.print(Takeover.text(lease)) }
                while !deadline.hasPassed {
                    try await Task.sleep(for: .seconds(min(10, max(1, lease.expires / 3))))
                    lease = try await control.renewLease(RenewLease(lease: lease.lease), of: id, by: .operator)
                }
            }
        }

        private static func text(_ lease: LeaseSummary) -> String {
            "lease \(lease.lease), for \(lease.expires) seconds" + (lease.tab.map { "\ntab \($0)" } ?? "")
        }
    }

    /// `understudy runs handback`.
    struct Handback: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare the page with what the run expects, and give the run back."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The run.") var run: String
        @Argument(help: "The lease that the takeover gave.") var lease: String
        @Option(help: "go_on, repeat or stop; without it the page is only compared.", transform: HandBack.Then.parse)
        var then: HandBack.Then?

        func run() async throws {
            let request = HandBack(lease: LeaseID(rawValue: lease), then: then)
            let id = RunID(rawValue: run)
            let answer = try await withControl(common) { try await $0.handBack(id, request, by: .operator) }
            if common.json { try Terminal.printJSON(answer) } else { Terminal.print(Handback.text(answer)) }
        }

        private static func text(_ answer: HandbackAnswer) -> String {
            var lines = answer.changed.isEmpty ? ["Nothing is different from the takeover."] : answer.changed
            if let interrupted = answer.interrupted {
                lines.append(
                    "cut short: \(interrupted.expects)"
                        + (interrupted.hasActed ? " It had acted already." : " It had not acted yet.")
                )
            }
            lines.append("next: \(answer.expects)")
            lines.append(answer.then.map { "The run was told: \($0.rawValue)." } ?? "The run still stands still.")
            return lines.joined(separator: "\n")
        }
    }

    /// `understudy runs inject`.
    struct Inject: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Queue manual actions, which are done before the run's next one."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The run.") var run: String
        @Argument(help: "A JSON file with 'steps' or 'events', and the 'document' of places; - for standard input.")
        var file: String

        func run() async throws {
            let bytes =
                file == "-"
                ? Array(FileHandle.standardInput.readDataToEndOfFile())
                : Array(try Data(contentsOf: URL(fileURLWithPath: file)))
            guard let actions = try? ConsoleJSON.decode(InjectActions.self, from: bytes) else {
                throw CommandError(
                    code: "actions_unreadable",
                    message: "The file holds no actions: write {\"steps\": […]} or {\"events\": […]}.",
                    kind: .usage
                )
            }
            let id = RunID(rawValue: run)
            let queued = try await withControl(common) { try await $0.inject(actions, into: id, by: .operator) }
            if common.json { try Terminal.printJSON(queued) } else { Terminal.print("queued: \(queued.queued)") }
        }
    }

    fileprivate static func show(_ id: RunID, _ common: CommonOptions) async throws {
        let detail = try await withControl(common) { try await $0.run(id) }
        if common.json { try Terminal.printJSON(detail) } else { Terminal.print(RunText.ending(of: detail)) }
    }
}

extension HandBack.Then {
    /// Reads `go_on`, `repeat` or `stop`.
    fileprivate static func parse(_ text: String) throws -> HandBack.Then {
        if let then = HandBack.Then(rawValue: text) { return then }
        throw ValidationError("'\(text.prefix(40))' is nothing that comes then: write go_on, repeat or stop.")
    }
}
