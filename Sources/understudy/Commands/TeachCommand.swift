// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Vocabulary

/// `understudy teach`.
struct TeachCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "teach",
        abstract: "Record a task while a person does it, and compile it to a pending skill.",
        discussion: """
            The page opens in a tab of the appliance's browser. Do the task there: in its window with --headful, or with
            any client of Chrome's protocol on the port that is printed. Press Enter here when it is done.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var browser: BrowserOptions
    @Argument(help: "Where the task begins.") var url: String
    @Option(help: "What the task is called.") var name: String = ""
    @Option(help: "The login that it is shown with, see 'understudy logins'.") var login: String?
    @Option(help: "What pages may use without asking, such as geolocation. Give it again for the next.")
    var allow: [String] = []

    func run() async throws {
        let login = try login.map { try Slug($0) }
        let stopped = try await withControl(common, browser: browser) { control in
            let recording = try await control.startRecording(
                StartRecording(name: name, url: url, permissions: allow.isEmpty ? nil : allow, login: login),
                by: .operator
            )
            let status = try await control.status()
            Terminal.note("Recording \(recording.slug). Do the task in tab \(recording.tab?.rawValue ?? "-").")
            if let cdp = recording.cdp ?? status.browser.cdp { Terminal.note("The browser can be driven at \(cdp)") }
            if let server = recording.signInAt {
                Terminal.note(
                    "\(server) asks who is there: answer with 'understudy sign-in \(recording.slug) --user NAME'."
                )
            }
            Terminal.note("Press Enter when the task is done.")
            await StandardInput.waitForLine()
            return try await control.stopRecording(recording.slug, by: .operator)
        }
        if common.json, stopped.pending != nil { return try Terminal.printJSON(stopped) }
        guard let pending = stopped.pending else {
            throw CommandError(
                code: "nothing_shown",
                message: stopped.notes.joined(separator: " "),
                kind: .invalid
            )
        }
        for note in stopped.notes { Terminal.note("note: \(note)") }
        Terminal.print(ReviewText.describe(pending))
    }
}
