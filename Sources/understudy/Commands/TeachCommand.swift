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
            'understudy teach URL' begins. What the other words do is done to the recording that goes on in a running
            appliance; where 'teach' itself runs the browser, the same words are typed into it.
            """,
        subcommands: [
            Begin.self, From.self, Steps.self, Undo.self, Remove.self, Rename.self, Input.self, Secret.self, Hide.self,
            Pick.self,
            Pause.self, Resume.self,
        ],
        defaultSubcommand: Begin.self
    )

    /// `understudy teach begin`.
    struct Begin: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a task from its first page on.",
            discussion: """
                The page opens in a tab of the appliance's browser. Do the task there: in its window with --headful, or
                with any client of Chrome's protocol on the port that is printed. Press Enter here when it is done.
                """
        )

        @OptionGroup var common: CommonOptions
        @OptionGroup var browser: BrowserOptions
        @Argument(help: "Where the task begins.") var url: String
        @Option(help: "What the task is called.") var name: String = ""
        @Option(help: "The login that it is shown with, see 'understudy logins'.") var login: String?
        @Option(
            help:
                "An authority whose certificates its pages may have, see 'understudy authorities'. Again for the next."
        )
        var authority: [String] = []
        @Option(help: "What pages may use without asking, such as geolocation. Give it again for the next.")
        var allow: [String] = []
        @Option(help: "Where pages that may know it are told that you are: latitude and longitude, as 52.52,13.405.")
        var place: String?

        func run() async throws {
            let login = try login.map { try Slug($0) }
            let request = StartRecording(
                name: name,
                url: url,
                permissions: allow.isEmpty ? nil : allow,
                place: place,
                login: login,
                authorities: authority.isEmpty ? nil : try authority.map { try Slug($0) }
            )
            try await TeachCommand.record(common, browser) { control in
                try await control.startRecording(request, by: .operator)
            }
        }
    }

    /// `understudy teach from`.
    struct From: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Go on from a step of an approved skill: replay the steps before it, then record.",
            discussion: """
                The steps before are replayed as in any run, and stay in the new revision as they are; what is shown after
                them takes the place of the others. Press Enter here when it is done.
                """
        )

        @OptionGroup var common: CommonOptions
        @OptionGroup var browser: BrowserOptions
        @Argument(help: "The skill.") var skill: String
        @Option(help: "The place of the first step that is shown anew, from 2.") var step: Int
        @Option(help: "A value for an input: name=value. Give it again for the next.") var input: [String] = []

        func run() async throws {
            let slug = try Slug(skill)
            let request = ContinueSkill(step: step, inputs: try InputValues.parse(input))
            try await TeachCommand.record(common, browser) { control in
                try await control.continueSkill(slug, request, by: .operator)
            }
        }
    }

    /// Begins a recording, does what the person asks for until it is over, and shows what came of it.
    private static func record(
        _ common: CommonOptions,
        _ browser: BrowserOptions,
        _ begin: @escaping @Sendable (any ApplianceControl) async throws -> RecordingSummary
    ) async throws {
        let stopped = try await withControl(common, browser: browser) { control in
            let recording = try await begin(control)
            let status = try await control.status()
            Terminal.note("Recording \(recording.slug). Do the task in tab \(recording.tab?.rawValue ?? "-").")
            if let cdp = recording.cdp ?? status.browser.cdp { Terminal.note("The browser can be driven at \(cdp)") }
            if let server = recording.signInAt {
                Terminal.note(
                    "\(server) asks who is there: answer with 'understudy sign-in \(recording.slug) --at \(server) --user NAME'."
                )
            }
            Terminal.note("Press Enter when the task is done; 'help' lists what else can be done here.")
            await TeachingPrompt(control: control, recording: recording.slug).run()
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
