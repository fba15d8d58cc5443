// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console

/// `understudy grants`.
struct GrantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grants",
        abstract: "Origins granted to every skill, beyond what its own file names.",
        subcommands: [List.self, Add.self, Remove.self],
        defaultSubcommand: List.self
    )

    /// `understudy grants list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the origins.")
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try GrantsCommand.show(try await withControl(common) { try await $0.grants() }, common)
        }
    }

    /// `understudy grants add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Grant an origin.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The origin, such as https://shop.example.") var origin: String
        func run() async throws {
            try GrantsCommand.show(
                try await withControl(common) { try await $0.addGrant(origin, by: .operator) },
                common
            )
        }
    }

    /// `understudy grants remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a grant back.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The origin.") var origin: String
        func run() async throws {
            try GrantsCommand.show(
                try await withControl(common) { try await $0.removeGrant(origin, by: .operator) },
                common
            )
        }
    }

    fileprivate static func show(_ list: GrantList, _ common: CommonOptions) throws {
        guard !common.json else { return try Terminal.printJSON(list) }
        for origin in list.networkDomains { Terminal.print(origin) }
    }
}
