// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Browsing
internal import CDP
internal import Console
internal import DemoSite
internal import Foundation
internal import Glibc
internal import SkillKit
internal import Vocabulary

/// `understudy demo`.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show the main job on a small web shop: teach, review, approve, replay.",
        discussion: """
            Everything is real: the browser, the mouse and keyboard input, the gate, the log. It happens in a temporary
            home that is removed at the end.
            """
    )

    @Flag(help: "Stay up at the end and print the addresses.") var keep = false
    @Option(help: "The loopback port on which the browser can be driven; 0 for any.", transform: PortOption.parse)
    var cdpPort = 0
    @Option(help: "Another Chromium than Debian's.") var chromium: String?
    @Option(help: "Write the demo's recording and skill into this folder's Recordings/ and Skills/.") var export:
        String?

    func run() async throws {
        let folder = NSTemporaryDirectory() + "understudy-demo-\(UInt32.random(in: .min ... .max))"
        defer { if !keep { try? FileManager.default.removeItem(atPath: folder) } }
        let home = try await Home.take(folder)
        var browser = try BrowserOptions.parse([])
        browser.cdpPort = cdpPort
        browser.chromium = chromium
        let demo = Demo(keep: keep, export: export)
        try await withServedAppliance(home: home, browser: browser, port: 0) { appliance, address in
            try await withDemoShop { shop in try await demo.play(in: appliance, shop: shop, address: address) }
        }
    }
}

/// The demo's acts, one after another.
struct Demo: Sendable {
    let keep: Bool
    let export: String?

    func play(in appliance: LocalAppliance, shop: RunningDemoShop, address: String) async throws {
        _ = try await appliance.supervisor.browser(deadline: .after(.seconds(30)))
        Terminal.print("The shop is at \(shop.address), the appliance at \(address).")
        let stopped = try await teach(appliance, shop)
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
        try await verify(appliance)
        if let export { try await write(stopped.recording.slug, slug, appliance, into: export) }
        if keep {
            Terminal.print("\nStaying up: the shop at \(shop.address), the appliance at \(address). Ctrl-C ends it.")
            try await waitUntilCancelled()
        }
    }

    private func teach(_ appliance: LocalAppliance, _ shop: RunningDemoShop) async throws -> StoppedRecording {
        heading("A person shows the task once, with mouse and keyboard")
        let recording = try await appliance.startRecording(
            StartRecording(name: "Order coffee", url: shop.address + "/login"),
            by: .operator
        )
        guard let tab = recording.tab, let endpoint = appliance.supervisor.status.endpoint else {
            throw failure("The recording has no tab.")
        }
        try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            try await DemoTask(person: .at(tab, of: connection)).perform()
        }
        let stopped = try await appliance.stopRecording(recording.slug, by: .operator)
        Terminal.print("recorded \(stopped.recording.events) raw events in recordings/\(recording.slug).jsonl")
        for note in stopped.notes { Terminal.print("note: \(note)") }
        return stopped
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

    private func run(
        _ slug: Slug,
        _ inputs: [String: String],
        _ consent: Decide.Answer,
        _ appliance: LocalAppliance
    ) async throws -> RunDetail {
        var run = try await appliance.startRun(slug, StartRun(inputs: inputs), by: .operator)
        while run.summary.state.isLive {
            run = try await appliance.awaitRun(run.summary.id, for: .seconds(60))
            guard let question = run.waitsFor else { continue }
            Terminal.print("needs a person: \(question.question) -> \(consent.rawValue)")
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

    private func write(_ recording: Slug, _ skill: Slug, _ appliance: LocalAppliance, into folder: String) async throws
    {
        let lines = try await appliance.recording(recording).lines
        let raw = try OutputFile(path: "\(folder)/Recordings/\(recording).jsonl")
        for line in lines { try raw.write(line + "\n") }
        try raw.finish()
        let file = try OutputFile(path: "\(folder)/Skills/\(skill).yaml")
        try file.write(try await appliance.skill(skill).source)
        try file.finish()
    }

    private func heading(_ text: String) { Terminal.print("\n== \(text)") }

    private func failure(_ message: String) -> CommandError {
        CommandError(code: "demo_failed", message: message, kind: .failed)
    }
}
