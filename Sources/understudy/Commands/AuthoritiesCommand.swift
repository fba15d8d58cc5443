// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Foundation
internal import Vocabulary

/// `understudy authorities`.
struct AuthoritiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorities",
        abstract: "Certificate authorities of one's own, for skills that say 'authorities: [NAME]'.",
        discussion: """
            Whoever has an authority's keys can pass for any site, so it is believed in the runs of those skills alone,
            which have a browser of their own.
            """,
        subcommands: [List.self, Add.self, Remove.self],
        defaultSubcommand: List.self
    )

    /// `understudy authorities list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the authorities.")
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try AuthoritiesCommand.show(try await withControl(common) { try await $0.authorities() }, common)
        }
    }

    /// `understudy authorities add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep an authority's certificate.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "What skills call it.") var name: String
        @Argument(help: "A file with its certificate in PEM, and nothing else.") var file: String
        func run() async throws {
            let name = try Slug(name)
            let path = LocalPath.real(file)
            let bytes: [UInt8]
            do { bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
                throw CommandError.cannotRead(file, why: "there is no such file, or it is closed")
            }
            guard let pem = String(validating: bytes, as: UTF8.self) else {
                throw CommandError.cannotRead(file, why: "it is no text: PEM is needed, not DER")
            }
            try AuthoritiesCommand.show(
                try await withControl(common) {
                    try await $0.addAuthority(AddAuthority(name: name, pem: pem), by: .operator)
                },
                common
            )
        }
    }

    /// `understudy authorities remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget an authority; a skill that names it does not run any more."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "Its name.") var name: String
        func run() async throws {
            let name = try Slug(name)
            try AuthoritiesCommand.show(
                try await withControl(common) { try await $0.removeAuthority(name, by: .operator) },
                common
            )
        }
    }

    fileprivate static func show(_ authorities: [AuthoritySummary], _ common: CommonOptions) throws {
        guard !common.json else { return try Terminal.printJSON(authorities) }
        var table = TextTable("AUTHORITY", "SHA-256", "UNTIL")
        for authority in authorities {
            let until = authority.ends.map { "\($0)" } ?? authority.problem ?? "-"
            table.add(authority.name.text, String(authority.sha256.prefix(12)), until)
        }
        Terminal.print(table.text)
    }
}
