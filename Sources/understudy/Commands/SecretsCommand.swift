// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Oversight
internal import WebAddresses

/// `understudy secrets`.
struct SecretsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secrets",
        abstract: "Keep passwords that skills type, each for exactly one origin.",
        subcommands: [SetCommand.self, List.self, Remove.self],
        defaultSubcommand: List.self
    )

    /// `understudy secrets set`.
    struct SetCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Keep a value, taken from a prompt or from standard input."
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The secret's name, as skills call it.") var name: String
        @Option(help: "The one origin where it may be typed, such as https://shop.example.") var origin: String

        func run() async throws {
            try SecretStore.check(name: name)
            _ = try WebOrigin(origin)
            let value = try Terminal.readSecret(prompt: "Value of \(name)")
            guard !value.isEmpty else { throw ValidationError("The value is empty: nothing was kept.") }
            try await withControl(common) {
                try await $0.setSecret(SetSecret(name: name, origin: origin, value: value), by: .operator)
            }
            Terminal.note("Kept \(name) for \(origin).")
        }
    }

    /// `understudy secrets list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List names and origins; values are never shown.")
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let secrets = try await withControl(common) { try await $0.secrets() }
            guard !common.json else { return try Terminal.printJSON(secrets) }
            var table = TextTable("SECRET", "ORIGIN")
            for secret in secrets { table.add(secret.name, secret.origin) }
            Terminal.print(table.text)
        }
    }

    /// `understudy secrets remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Forget a value.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The secret's name.") var name: String

        func run() async throws {
            try await withControl(common) { try await $0.removeSecret(name, by: .operator) }
            Terminal.note("Forgot \(name).")
        }
    }
}
