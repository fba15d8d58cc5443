// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Foundation
internal import Vocabulary

/// `understudy audit`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Read, check and export the log of everything that was done.",
        subcommands: [Tail.self, Verify.self, Export.self],
        defaultSubcommand: Tail.self
    )

    /// `understudy audit tail`.
    struct Tail: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the last events, and more as they come.")
        @OptionGroup var common: CommonOptions
        @Option(help: "How many of the last events.") var last = 20
        @Flag(help: "Go on until interrupted.") var follow = false
        @Option(help: "Only events of this run.") var run: String?

        func run() async throws {
            try await withControl(common) { control in
                let newest = try await control.events(EventQuery(after: -Int64(last), limit: last, run: runID))
                for line in newest { Terminal.print(line.json) }
                guard follow else { return }
                let end = newest.last?.seq ?? 0
                for try await line in control.eventStream(after: end, of: runID) { Terminal.print(line.json) }
            }
        }

        private var runID: RunID? { run.map { RunID(rawValue: $0) } }
    }

    /// `understudy audit verify`.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recompute every hash; exit code 1 when the log is not what was written."
        )
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let verdict = try await withControl(common) { try await $0.verifyAudit() }
            if common.json {
                try Terminal.printJSON(verdict)
            } else if verdict.isIntact {
                Terminal.print("intact: \(verdict.events) events")
            } else {
                Terminal.print("BROKEN: \(verdict.finding ?? "no reason known")")
            }
            if !verdict.isIntact { throw ExitStatus.failed }
        }
    }

    /// `understudy audit export`.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the whole log, one JSON object a line; exit code 1 when a line is not what was written."
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "The file to write; standard output when it is not given.") var out: String?

        func run() async throws {
            let file = try out.map { try OutputFile(path: $0) }
            let findings = try await withControl(common) { control in
                try await AuditExport.write(control) { line in
                    if let file { try file.write(line + "\n") } else { Terminal.print(line) }
                }
            }
            try file?.finish()
            for finding in findings { Terminal.note(finding) }
            if !findings.isEmpty { throw ExitStatus.failed }
        }
    }
}
