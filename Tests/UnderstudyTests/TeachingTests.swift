// SPDX-License-Identifier: Apache-2.0
import CDP
import Console
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("Recordings of a served appliance", .serialized)
struct TeachingTests {
    private static let page = FixtureReply.page("<button>Look</button> <button>Look again</button>")

    /// Serves a page and an appliance, and gives a client of its API.
    private func withTeaching(
        _ body: @escaping @Sendable (RemoteAppliance, FixtureServer) async throws -> Void
    ) async throws {
        try await withFixtureServer(["/": Self.page]) { server in
            try await withHome { home, folder in
                try await Program.serve(home: home) { _ in
                    try await body(.serving(home), server)
                }
                #expect(await Program.leftOvers(of: folder.path).isEmpty)
            }
        }
    }

    @Test("of two that begin at once one wins, and the other is told that a recording is going on")
    func twoAtOnce() async throws {
        try await withTeaching { appliance, server in
            let request = StartRecording(name: "Look", url: server.address())
            let results = await withTaskGroup(of: Result<RecordingSummary, any Error>.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        do { return .success(try await appliance.startRecording(request, by: .operator)) } catch {
                            return .failure(error)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let begun = results.compactMap { try? $0.get() }
            #expect(begun.count == 1 && begun.first?.isLive == true)
            let refusals = results.compactMap { result in
                if case .failure(let error) = result { error as? CommandError } else { nil }
            }
            #expect(refusals.map(\.code) == ["recording_in_progress"])
            #expect(refusals.first?.kind == .conflict)
            #expect(try await appliance.recordings().map(\.slug) == begun.map(\.slug), "there is one file")
            _ = try await appliance.stopRecording(#require(begun.first).slug, by: .operator)
            let next = try await appliance.startRecording(request, by: .operator)
            #expect(next.isLive && next.slug != begun.first?.slug)
        }
    }

    @Test("a tab that is closed ends the recording with an event; what was shown is kept, and it can be stopped as any")
    func closedTab() async throws {
        try await withTeaching { appliance, server in
            let recording = try await appliance.startRecording(
                StartRecording(name: "Look", url: server.address()),
                by: .operator
            )
            try await appliance.drive(recording) { connection, tab in
                let person = try await ScriptedPerson.at(tab, of: connection)
                try await person.wait(for: "Look")
                try await person.click("Look")
                // An answer of the page comes after the reports of what was done before it.
                try await person.wait(for: "Look")
                _ = try await connection.browser.send(
                    Target.CloseTarget(targetId: tab.rawValue),
                    deadline: .after(.seconds(10))
                )
            }
            let stopped = try await appliance.event(.recordingStopped)
            #expect(stopped["extra"]?["recording"]?.string == "look")
            #expect(try await appliance.recording(recording.slug).summary.isLive == false)
            for _ in 0..<2 {
                let result = try await appliance.stopRecording(recording.slug, by: .operator)
                let pending = try #require(result.pending)
                #expect(pending.source.contains("click: look"), "\(pending.source)")
            }
        }
    }

    @Test(
        "its steps are listed and changed while it goes on, over HTTP and on the command line; the log tells, without names"
    )
    func changes() async throws {
        try await withFixtureServer(["/": Self.page]) { server in
            try await withHome { home, _ in
                try await Program.serve(home: home) { _ in
                    let appliance = try await RemoteAppliance.serving(home)
                    let request = StartRecording(name: "Look", url: server.address())
                    let recording = try await appliance.startRecording(request, by: .operator)
                    try await appliance.drive(recording) { connection, tab in
                        let person = try await ScriptedPerson.at(tab, of: connection)
                        try await person.wait(for: "Look")
                        try await person.click("Look")
                        try await person.click("Look again")
                    }
                    let list = try await Program.run(["teach", "steps", "--home", home])
                    #expect(list.status == 0 && list.output.contains("3  { id: a3, click: look-again }"), "\(list)")
                    let named = try await Program.run(["teach", "rename", "2", "first-look", "--home", home, "--json"])
                    #expect(named.status == 0 && named.output.contains("\"first-look\""), "\(named)")
                    let undone = try await appliance.editRecording(
                        recording.slug,
                        EditRecording(edit: "undo"),
                        by: .operator
                    )
                    #expect(undone.steps.map(\.id.rawValue) == ["a1", "first-look"])
                    let fixed = try await Program.run(["teach", "remove", "1", "--home", home])
                    #expect(fixed.status == 1 && fixed.errors.contains("[taught_step_fixed]"), "\(fixed)")
                    let unclear = await #expect(throws: CommandError.self) {
                        try await appliance.editRecording(
                            recording.slug,
                            EditRecording(edit: "undo", step: 2),
                            by: .operator
                        )
                    }
                    #expect(unclear?.code == "edit_unclear" && unclear?.kind == .usage)
                    let stopped = try await appliance.stopRecording(recording.slug, by: .operator)
                    #expect(stopped.pending?.source.contains("{ id: first-look, click: look }") == true)
                    let over = try await Program.run(["teach", "undo", "--home", home])
                    #expect(over.errors.contains("[nothing_recorded]"), "\(over)")
                    let late = await #expect(throws: CommandError.self) {
                        try await appliance.editRecording(recording.slug, EditRecording(edit: "undo"), by: .operator)
                    }
                    #expect(late?.code == "recording_over" && late?.kind == .conflict)
                    #expect(try await appliance.taughtSteps(recording.slug).steps.count == 2, "it can still be read")
                    let log = try await Program.run(["audit", "tail", "--home", home, "--json"])
                    let edits = log.output.split(separator: "\n").filter { $0.contains("recording_edited") }
                    #expect(edits.count == 6 && !log.output.contains("first-look"), "\(edits)")
                    #expect(
                        edits.count { $0.contains("\"failed\"") && $0.contains("taught_step_fixed") } == 1,
                        "\(edits)"
                    )
                }
            }
        }
    }

    @Test("it goes on from a step of an approved skill, and what comes of it is a pending revision of the same")
    func goingOn() async throws {
        try await withTeaching { appliance, server in
            let request = StartRecording(name: "Look", url: server.address())
            let first = try await appliance.startRecording(request, by: .operator)
            try await appliance.drive(first) { connection, tab in
                let person = try await ScriptedPerson.at(tab, of: connection)
                try await person.wait(for: "Look")
                for _ in 0..<2 { try await person.click("Look") }
            }
            let pending = try #require(try await appliance.stopRecording(first.slug, by: .operator).pending)
            let sha256 = pending.summary.sha256
            let early = await #expect(throws: CommandError.self) {
                try await appliance.continueSkill(first.slug, ContinueSkill(step: 3), by: .operator)
            }
            #expect(early?.code == "skill_unknown", "what nobody approved is not replayed")
            _ = try await appliance.approve(first.slug, sha256: sha256, by: .operator)
            let outside = await #expect(throws: CommandError.self) {
                try await appliance.continueSkill(first.slug, ContinueSkill(step: 9), by: .operator)
            }
            #expect(outside?.code == "taught_step_unknown")
            let second = try await appliance.continueSkill(first.slug, ContinueSkill(step: 3), by: .operator)
            #expect(second.isLive && second.slug.text == "look-2")
            try await appliance.drive(second) { connection, tab in
                try await ScriptedPerson.at(tab, of: connection).click("Look again")
            }
            let revision = try #require(try await appliance.stopRecording(second.slug, by: .operator).pending)
            #expect(revision.summary.slug == first.slug && revision.summary.sha256 != sha256)
            #expect(
                revision.source.contains("{ id: a2, click: look }") && revision.source.contains("click: look-again")
            )
            #expect(revision.diff?.contains("-  - { id: a3, click: look }") == true, "\(revision.diff ?? "")")
            // The page is another one now: the way there fails, and leaves no recording.
            server.answer("/", with: .page("<p>closed</p>"))
            let failed = await #expect(throws: CommandError.self) {
                try await appliance.continueSkill(first.slug, ContinueSkill(step: 3), by: .operator)
            }
            #expect(failed?.code == "target_not_found", "\(failed?.description ?? "")")
            #expect(try await Set(appliance.recordings().map(\.slug.text)) == ["look", "look-2"])
            #expect(try await appliance.runs(limit: 10).map(\.state) == [.failed, .succeeded])
            // What went wrong then is told once.
            server.answer("/", with: Self.page)
            let again = try await appliance.continueSkill(first.slug, ContinueSkill(step: 3), by: .operator)
            #expect(again.isLive && again.slug.text == "look-3")
        }
    }

    @Test("what is typed while 'teach' runs is done, or refused with a reason, until an empty line")
    func prompt() async throws {
        try await withFixtureServer(["/": Self.page]) { server in
            try await withHome { home, _ in
                let teach = ["teach", server.address(), "--home", home, "--cdp-port", "0"]
                let ending = try await Program.run(
                    teach,
                    input: "help\nsteps\nundo\nfly away\nremove x\npause\n\nsteps\n"
                )
                #expect(ending.status == 1 && ending.errors.contains("[nothing_shown]"), "\(ending)")
                for words in [
                    "secret N NAME", "{ id: a1, open:", "[taught_step_fixed]", "[words_unknown]", "is paused",
                ] {
                    #expect(ending.errors.contains(words), "\(words) in \(ending)")
                }
                #expect(ending.errors.matches(of: /\[words_unknown\]/).count == 2)
            }
        }
    }

    @Test("what is typed of a step is for the step of the list that was seen, or for none")
    func stepsThatWereSeen() throws {
        let steps = [(1, 1), (2, 5)]
            .map { number, event in
                TaughtStep(
                    number: number,
                    event: event,
                    id: StepID(rawValue: "a\(number)"),
                    line: "",
                    sentence: "",
                    looks: nil
                )
            }
        let seen = TaughtSteps(recording: try Slug("task"), isPaused: false, steps: steps, notes: [])
        func event(_ line: String, _ seen: TaughtSteps?) throws -> Int? {
            guard case .edit(let edit) = try TeachingWords(line.split(separator: " ").map(String.init)).meant(seen)
            else { return nil }
            return edit.event
        }
        #expect(try event("remove 2", seen) == 5)
        #expect(try event("undo", seen) == nil)
        #expect(try event("rename 1 look", seen) == 1)
        #expect(try event("remove 3", seen) == nil)
        #expect(try event("pause", seen) == nil)
        #expect(try event("remove 2", nil) == nil)
    }

    @Test("one in which nothing was shown gives no skill, and says so")
    func nothingShown() async throws {
        try await withTeaching { appliance, server in
            let recording = try await appliance.startRecording(
                StartRecording(name: "", url: server.address()),
                by: .operator
            )
            let stopped = try await appliance.stopRecording(recording.slug, by: .operator)
            #expect(stopped.pending == nil && stopped.notes.count == 1)
            #expect(try await appliance.pendingSkills().isEmpty)
        }
    }

    @Test("on the command line that is the error 'nothing_shown'")
    func nothingShownOnTheCommandLine() async throws {
        try await withFixtureServer(["/": Self.page]) { server in
            try await withHome { home, _ in
                let teach = ["teach", server.address(), "--home", home, "--cdp-port", "0"]
                let ending = try await Program.run(teach, input: "\n")
                #expect(ending.status == 1 && ending.errors.contains("[nothing_shown]"), "\(ending)")
                let log = try await Program.run(["audit", "tail", "--home", home])
                #expect(log.output.contains("recording_stopped"), "\(log)")
            }
        }
    }
}
