// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import CDP
internal import Console
internal import DemoSite
internal import SkillKit
internal import Vocabulary

/// The demo's acts, one after another.
struct Demo: Sendable {
    let keep: Bool
    let export: String?
    /// Whether nothing is said of what goes as it should.
    var isQuiet = false

    func play(in appliance: LocalAppliance, shop: RunningDemoShop, address: String) async throws {
        _ = try await appliance.supervisor.browser(deadline: .after(.seconds(30)))
        Terminal.print("The shop is at \(shop.address), the appliance at \(address).")
        heading("A person shows the task once, with mouse and keyboard")
        let stopped = try await teach(.orderCoffee, appliance, shop)
        let pending = try review(stopped)
        try await appliance.setSecret(
            SetSecret(name: "shop-password", origin: shop.address, value: DemoAccount.password),
            by: .operator
        )
        let slug = pending.summary.slug
        heading("Before anybody approved it, it does not run")
        do {
            _ = try await appliance.startRun(slug, StartRun(), by: .operator)
            throw failure("An unapproved skill was started.")
        } catch let error as SkillError { Terminal.print("refused: \(error)") }
        let approved = try await appliance.approve(slug, sha256: pending.summary.sha256, by: .operator)
        heading("A person approves exactly that file")
        Terminal.print("approved \(approved.slug) \(approved.sha256)")
        try await replay(slug, appliance, shop)
        try await playRedesign(slug, in: appliance, shop: shop)
        if let export { try await write(stopped.recording.slug, slug, appliance, into: export) }
    }

    /// Looks at the log, and stays up if asked to.
    func end(_ appliance: LocalAppliance, _ shop: RunningDemoShop, _ address: String) async throws {
        try await verify(appliance)
        if keep {
            Terminal.print("\nStaying up: the shop at \(shop.address), the appliance at \(address). Ctrl-C ends it.")
            try await waitUntilCancelled()
        }
    }

    /// Has the person show a task, and gives what came of it.
    func teach(
        _ task: DemoTask,
        _ appliance: LocalAppliance,
        _ shop: RunningDemoShop
    ) async throws -> StoppedRecording {
        let recording = try await appliance.startRecording(
            StartRecording(name: task.name, url: shop.address + "/login"),
            by: .operator
        )
        guard let tab = recording.tab, let endpoint = appliance.supervisor.status.endpoint else {
            throw failure("The recording has no tab.")
        }
        try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            try await task.perform(ScriptedPerson.at(tab, of: connection)) { count in
                try await see(count, downloadsIn: recording.slug, appliance)
            }
        }
        let stopped = try await appliance.stopRecording(recording.slug, by: .operator)
        guard !isQuiet else { return stopped }
        Terminal.print("recorded \(stopped.recording.events) raw events in recordings/\(recording.slug).jsonl")
        for note in stopped.notes { Terminal.print("note: \(note)") }
        return stopped
    }

    /// Waits until the browser has begun with so many files.
    private func see(_ count: Int, downloadsIn recording: Slug, _ appliance: LocalAppliance) async throws {
        let deadline = Deadline.after(.seconds(10))
        while !deadline.hasPassed {
            let lines = try await appliance.recording(recording).lines
            if lines.count(where: { $0.contains("\"kind\":\"download\"") }) >= count { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw failure("The browser did not begin with \(count) files.")
    }

    private func review(_ stopped: StoppedRecording) throws -> PendingDetail {
        heading("The skill waits in quarantine")
        guard let pending = stopped.pending else { throw failure("Nothing was compiled.") }
        Terminal.print(ReviewText.describe(pending))
        return pending
    }

    private func replay(_ slug: Slug, _ appliance: LocalAppliance, _ shop: RunningDemoShop) async throws {
        let before = shop.orders.count
        let other = ["name": "Grace Hopper", "note-to-the-roaster": "Second shift, please"]
        var runs: [RunDetail] = []
        for (title, inputs, consent) in [
            ("It replays; Pay asks a person, who agrees", [:], Decide.Answer.approve),
            ("Again, with other inputs", other, .approve), ("And a third time", [:], .approve),
            ("This time the person says no", [:], .deny),
        ] {
            heading(title)
            let run = try await self.run(slug, inputs, consent, appliance)
            Terminal.print(RunText.ending(of: run))
            let wanted: RunState = consent == .approve ? .succeeded : .refused
            guard run.summary.state == wanted else {
                Terminal.print(RunText.describe(run))
                throw failure("The run ended as \(run.summary.state.rawValue), not \(wanted.rawValue).")
            }
            runs.append(run)
        }
        let orders = shop.orders.dropFirst(before)
        guard orders.count == 3, orders.map(\.name).contains("Grace Hopper") else {
            throw failure("The shop has \(orders.count) new orders, not the three that were approved.")
        }
        Terminal.print("\nThe shop has three new orders, one of them for Grace Hopper.")
        try table(Array(runs.prefix(3)))
    }

    /// Runs a skill to its end, and answers what it asks.
    func run(
        _ slug: Slug,
        _ inputs: [String: String],
        _ consent: Decide.Answer,
        _ appliance: LocalAppliance
    ) async throws -> RunDetail {
        var run = try await appliance.startRun(slug, StartRun(inputs: inputs), by: .operator)
        while run.summary.state.isLive {
            run = try await appliance.awaitRun(run.summary.id, for: .seconds(60))
            guard let question = run.waitsFor else { continue }
            if !isQuiet { Terminal.print("needs a person: \(question.question) -> \(consent.rawValue)") }
            _ = try await appliance.decide(question.id, Decide(decision: consent), by: .operator)
            run = try await appliance.awaitRun(run.summary.id, for: .seconds(60))
        }
        return run
    }

    private func table(_ runs: [RunDetail]) throws {
        heading("Every step, with the locator that won and the time of each run")
        var table = TextTable("STEP", "ACTION", "LOCATOR", "RUN 1", "RUN 2", "RUN 3")
        var isSame = true
        for (index, step) in runs[0].steps.enumerated() {
            let rows = runs.map { $0.steps[index] }
            isSame = isSame && rows.allSatisfy { $0.locator == step.locator }
            let times = rows.map { "\($0.durationMilliseconds ?? 0) ms" }
            table.add(step.id.rawValue, step.action, step.locator ?? "-", times[0], times[1], times[2])
        }
        Terminal.print(table.text)
        guard isSame else { throw failure("The runs did not use the same locators.") }
        Terminal.print("\nThe same locator won for every step in three of three runs.")
    }

    private func verify(_ appliance: LocalAppliance) async throws {
        heading("Everything is in one log that shows tampering")
        let verdict = try await appliance.verifyAudit()
        if let finding = verdict.finding { throw failure("The audit log is not what was written: \(finding).") }
        Terminal.print("audit chain intact: \(verdict.events) events")
    }

    /// Writes a recording and its skill where the examples lie that ship.
    func write(_ recording: Slug, _ skill: Slug, _ appliance: LocalAppliance, into folder: String) async throws {
        let lines = try await appliance.recording(recording).lines
        let raw = try OutputFile(path: "\(folder)/Recordings/\(recording).jsonl")
        for line in lines { try raw.write(line + "\n") }
        try raw.finish()
        let file = try OutputFile(path: "\(folder)/Skills/\(skill).yaml")
        try file.write(try await appliance.skill(skill).source)
        try file.finish()
    }

    /// The title of an act.
    func heading(_ text: String) { if !isQuiet { Terminal.print("\n== \(text)") } }

    /// Says that the demo did not do what it should.
    func failure(_ message: String) -> CommandError {
        CommandError(code: "demo_failed", message: message, kind: .failed)
    }
}
