// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Vocabulary

/// `understudy logins`.
struct LoginsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logins",
        abstract: "Browser profiles that keep cookies from run to run, for skills that say 'login: NAME'.",
        discussion: "Sign in with 'understudy teach --login NAME URL'.",
        subcommands: [List.self, Add.self, Remove.self],
        defaultSubcommand: List.self
    )

    /// `understudy logins list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the logins.")
        @OptionGroup var common: CommonOptions
        func run() async throws {
            try LoginsCommand.show(try await withControl(common) { try await $0.logins() }, common)
        }
    }

    /// `understudy logins add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a login that nobody has signed in with yet.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "Its name.") var name: String
        func run() async throws {
            let login = try Slug(name)
            try LoginsCommand.show(
                try await withControl(common) { try await $0.addLogin(login, by: .operator) },
                common
            )
        }
    }

    /// `understudy logins remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a login with its cookies and all that its sites have stored."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "Its name.") var name: String
        func run() async throws {
            let login = try Slug(name)
            try LoginsCommand.show(
                try await withControl(common) { try await $0.removeLogin(login, by: .operator) },
                common
            )
        }
    }

    fileprivate static func show(_ logins: [LoginSummary], _ common: CommonOptions) throws {
        guard !common.json else { return try Terminal.printJSON(logins) }
        for login in logins { Terminal.print(login.name.text + (login.isUsed ? " (in use)" : "")) }
    }
}
