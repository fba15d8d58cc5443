// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Vocabulary

/// `understudy observe`.
struct ObserveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe",
        abstract: "What was on the screen in the last ten minutes, read by OCR and kept in memory only.",
        discussion:
            "The observer is off until 'serve --observe', or 'grants add --observe ORIGIN'; see Docs/observer.md.",
        subcommands: [Show.self, Status.self, Pause.self, Resume.self, Purge.self],
        defaultSubcommand: Show.self
    )

    /// `understudy observe status`.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "How the observer is: state, age, cost, gaps.")
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try ObserveCommand.show(try await withControl(common) { try await $0.observer(by: .operator) }, common)
        }
    }

    /// `understudy observe pause`.
    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take no picture until it is resumed.")
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try ObserveCommand.show(try await withControl(common) { try await $0.pauseObserver(by: .operator) }, common)
        }
    }

    /// `understudy observe resume`.
    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Look again, also after it has given up.")
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try ObserveCommand.show(
                try await withControl(common) { try await $0.resumeObserver(by: .operator) },
                common
            )
        }
    }

    /// `understudy observe purge`.
    struct Purge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Forget what was seen, at once.")
        @OptionGroup var common: CommonOptions
        @Option(help: "Of one run only.") var run: String?
        func run() async throws {
            let purge = PurgeObservations(run: run.map { RunID(rawValue: $0) })
            try ObserveCommand.show(
                try await withControl(common) { try await $0.purgeObserver(purge, by: .operator) },
                common
            )
        }
    }

    private static func show(_ status: ObserverStatus, _ common: CommonOptions) throws {
        guard !common.json else { return try Terminal.printJSON(status) }
        for line in ObserverText.lines(of: status) { Terminal.print(line) }
    }
}
