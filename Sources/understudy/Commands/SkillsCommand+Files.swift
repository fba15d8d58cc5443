// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import SkillKit
internal import Vocabulary

extension SkillsCommand {
    /// `understudy skills lint`.
    struct Lint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a file and say what the reader and the safety gate find, without keeping it."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The file.") var file: String
        @Flag(help: "Print the findings as SARIF 2.1.0.") var sarif = false

        func run() async throws {
            let bytes = try SkillsCommand.read(file)
            let findings: [Diagnostic]
            do {
                findings = try SkillRegistry.pending(bytes, file: file).diagnostics
            } catch {
                findings = error.diagnostics
            }
            if sarif {
                Terminal.print(SARIF.text(of: findings, version: programVersion))
            } else if common.json {
                try Terminal.printJSON(findings)
            } else {
                for finding in findings { Terminal.print("\(finding)") }
            }
            if !SafetyGate.lets(findings) { throw ExitStatus.refused }
        }
    }

    /// `understudy skills import`.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Put a file into quarantine.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The file.") var file: String

        func run() async throws {
            let bytes = try SkillsCommand.read(file)
            let detail: PendingDetail
            do {
                detail = try await withControl(common) { try await $0.importSkill(bytes, by: .operator) }
            } catch {
                // The appliance was given bytes; the person gave a file, and its name belongs to what was found.
                _ = try SkillRegistry.pending(bytes, file: file)
                throw error
            }
            guard !common.json else { return try Terminal.printJSON(detail) }
            for diagnostic in detail.diagnostics { Terminal.print("\(diagnostic)") }
            Terminal.print("pending \(detail.summary.slug) \(detail.summary.sha256)")
        }
    }

    /// `understudy skills export`.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print an approved skill's file, byte for byte.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The skill.") var skill: String
        @Option(help: "The file to write; standard output when it is not given.") var out: String?

        func run() async throws {
            let slug = try Slug(skill)
            let detail = try await withControl(common) { try await $0.skill(slug) }
            guard let out else { return Terminal.print(detail.source.trimmedLastBreak) }
            let file = try OutputFile(path: out)
            try file.write(detail.source)
            try file.finish()
        }
    }

    static func read(_ file: String) throws -> [UInt8] {
        guard let bytes = try PrivateFile.read(file, limit: 4 << 20) else {
            throw CommandError.cannotRead(file, why: "it is not there")
        }
        return bytes
    }
}

extension String {
    /// The text without one line break at its end, where printing adds one.
    var trimmedLastBreak: String { hasSuffix("\n") ? String(dropLast()) : self }
}
