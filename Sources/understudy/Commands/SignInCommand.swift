// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Vocabulary

/// `understudy sign-in`.
struct SignInCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-in",
        abstract: "Answer a server that asks for a user and a password while a task is taught.",
        discussion: "The password is taken from a prompt or from standard input, and kept nowhere."
    )
    @OptionGroup var common: CommonOptions
    @Argument(help: "The recording.") var recording: String
    @Option(help: "The user.") var user: String

    func run() async throws {
        let slug = try Slug(recording)
        let password = try Terminal.readSecret(prompt: "Password of \(user)")
        let answer = SignIn(user: user, password: password)
        let summary = try await withControl(common) { try await $0.signIn(slug, answer, by: .operator) }
        if common.json { try Terminal.printJSON(summary) } else { Terminal.note("Answered.") }
    }
}
