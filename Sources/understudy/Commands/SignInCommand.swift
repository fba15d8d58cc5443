// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Vocabulary

/// `understudy sign-in`.
struct SignInCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-in",
        abstract: "Answer a server that asks for a user and a password while a task is taught.",
        discussion: """
            The password is taken from a prompt or from standard input, and kept nowhere. It goes to the server that the \
            prompt names, which is the one that has waited longest, or the one of --at.
            """
    )
    @OptionGroup var common: CommonOptions
    @Argument(help: "The recording.") var recording: String
    @Option(help: "The user.") var user: String
    @Option(help: "The server that asks, such as https://shop.example.") var at: String?

    func run() async throws {
        let slug = try Slug(recording)
        let user = user
        let at = at
        let summary = try await withControl(common) { control in
            let origin = try await SignInCommand.origin(at, of: slug, control)
            let password = try Terminal.readSecret(prompt: "Password of \(user) at \(origin)")
            let answer = SignIn(origin: origin, user: user, password: password)
            return try await control.signIn(slug, answer, by: .operator)
        }
        if common.json { try Terminal.printJSON(summary) } else { Terminal.note("Answered.") }
    }

    /// The server that the person named, or the one that asks.
    private static func origin(_ named: String?, of slug: Slug, _ control: any ApplianceControl) async throws -> String
    {
        if let named { return named }
        let recording = try await control.recordings().first { $0.slug == slug }
        guard let origin = recording?.signInAt else {
            throw CommandError(
                code: "sign_in_unasked",
                message: "No server asks for a user and a password in '\(slug)' now.",
                kind: .conflict
            )
        }
        return origin
    }
}
