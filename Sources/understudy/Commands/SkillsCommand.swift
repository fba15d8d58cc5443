// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import SkillKit
internal import Vocabulary

/// `understudy skills`.
struct SkillsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skills",
        abstract: "Review skills in quarantine, and run those that are approved.",
        subcommands: [
            List.self, Show.self, Pending.self, Approve.self, Reject.self, Diff.self, Lint.self, Check.self,
            RunSkill.self, Import.self, Export.self, Delete.self,
        ],
        defaultSubcommand: List.self
    )

    /// `understudy skills list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the approved skills.")
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let skills = try await withControl(common) { try await $0.skills() }
            guard !common.json else { return try Terminal.printJSON(skills) }
            var table = TextTable("SKILL", "STEPS", "SHA-256", "DESCRIPTION")
            for skill in skills {
                if let problem = skill.problem {
                    table.add(skill.slug.text, "-", "-", "does not run: \(problem.message) [\(problem.code)]")
                } else {
                    table.add(skill.slug.text, "\(skill.steps)", String(skill.sha256.prefix(12)), skill.description)
                }
            }
            Terminal.print(table.text)
        }
    }

    /// `understudy skills show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a skill: the approved one, or with --pending one that waits, with its findings."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The skill.") var skill: String
        @Option(help: "Show a revision in quarantine, by the first twelve digits of its SHA-256.") var pending: String?

        func run() async throws {
            let slug = try Slug(skill)
            guard let pending else {
                let detail = try await withControl(common) { try await $0.skill(slug) }
                guard !common.json else { return try Terminal.printJSON(detail) }
                return Terminal.print(detail.source)
            }
            let detail = try await withControl(common) { try await $0.pendingSkill(slug, pending) }
            guard !common.json else { return try Terminal.printJSON(detail) }
            Terminal.print(ReviewText.describe(detail))
        }
    }

    /// `understudy skills pending`.
    struct Pending: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what waits in quarantine.")
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let pending = try await withControl(common) { try await $0.pendingSkills() }
            guard !common.json else { return try Terminal.printJSON(pending) }
            var table = TextTable("SKILL", "REVISION", "GATE", "FINDINGS")
            for revision in pending {
                let findings = Diagnostic.Severity.allCases.compactMap { severity in
                    revision.findings[severity.rawValue].map { "\($0) \(severity.rawValue)" }
                }
                table.add(
                    revision.slug.text,
                    revision.sha12,
                    revision.isApprovable ? "passes" : "refuses",
                    revision.problem.map { "cannot be reviewed: \($0.message) [\($0.code)]" }
                        ?? (findings.isEmpty ? "none" : findings.joined(separator: ", "))
                )
            }
            Terminal.print(table.text)
        }
    }

    /// `understudy skills approve`.
    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approve exactly the file with this SHA-256 (at least its first twelve digits)."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The skill.") var skill: String
        @Argument(help: "The digest you reviewed.") var sha256: String

        func run() async throws {
            let slug = try Slug(skill)
            let summary = try await withControl(common) { control in
                let digest = try await wholeDigest(sha256, of: slug, control)
                return try await control.approve(slug, sha256: digest, by: .operator)
            }
            guard !common.json else { return try Terminal.printJSON(summary) }
            Terminal.print("approved \(summary.slug) \(summary.sha256)")
        }
    }

    /// `understudy skills reject`.
    struct Reject: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a revision out of quarantine for good.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The skill.") var skill: String
        @Argument(help: "The revision's digest.") var sha256: String
        @Option(help: "Why, for the log; 500 characters at most.") var reason: String?

        func validate() throws {
            guard (reason?.count ?? 0) <= RejectedDigest.reasonLimit else {
                throw ValidationError("--reason has \(RejectedDigest.reasonLimit) characters at most.")
            }
        }

        func run() async throws {
            let slug = try Slug(skill)
            try await withControl(common) { [reason] control in
                try await control.reject(
                    slug,
                    sha256: try await wholeDigest(sha256, of: slug, control),
                    because: reason,
                    by: .operator
                )
            }
            Terminal.note("rejected \(slug) \(sha256.prefix(12))")
        }
    }

    /// `understudy skills diff`.
    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a waiting revision changes in the approved one."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The skill.") var skill: String
        @Argument(help: "The revision: the first twelve digits of its SHA-256.") var revision: String

        func run() async throws {
            let slug = try Slug(skill)
            let detail = try await withControl(common) {
                try await $0.pendingSkill(slug, String(revision.prefix(12)))
            }
            Terminal.print(detail.diff ?? "'\(slug)' has no approved revision: all of this one is new.")
        }
    }

    /// `understudy skills delete`.
    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an approved skill; its text stays in the history."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The skill.") var skill: String

        func run() async throws {
            let slug = try Slug(skill)
            try await withControl(common) { try await $0.deleteSkill(slug, by: .operator) }
            Terminal.note("deleted \(slug)")
        }
    }
}

/// The whole digest of the one waiting revision that begins so.
private func wholeDigest(_ given: String, of slug: Slug, _ control: any ApplianceControl) async throws -> String {
    guard given.count >= 12 else {
        throw CommandError(
            code: "digest_too_short",
            message: "Give at least the first twelve digits of the SHA-256 you reviewed.",
            kind: .usage
        )
    }
    guard given.count < 64 else { return given }
    let detail = try await control.pendingSkill(slug, String(given.prefix(12)))
    guard detail.summary.sha256.hasPrefix(given) else {
        throw CommandError(
            code: "digest_mismatch",
            message: "The waiting revision of '\(slug)' is not the one you reviewed.",
            kind: .conflict
        )
    }
    return detail.summary.sha256
}
