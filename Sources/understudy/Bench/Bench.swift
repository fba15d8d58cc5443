// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import CDP
internal import Console
internal import DemoSite
internal import Foundation
internal import Replaying
internal import Vocabulary

/// Does the rounds, each side in its turn.
struct Bench: Sendable {
    let rounds: Int
    let python: String?
    let script: String
    let binary: BrowserBinary
    let home: String

    func measure(_ appliance: LocalAppliance, _ shop: RunningDemoShop) async throws -> BenchFigures {
        try await BareBrowser(binary: binary).run { bare in try await measure(appliance, shop, bare: bare) }
    }

    private func measure(
        _ appliance: LocalAppliance,
        _ shop: RunningDemoShop,
        bare: String
    ) async throws -> BenchFigures {
        let slug = try await teach(appliance, shop)
        let playwright = try python.map { try PlaywrightSide(python: $0, script: script, binary: binary, shop: shop) }
        defer { playwright?.end() }
        var figures = BenchFigures()
        if let playwright { figures.playwrightReady = try playwright.ask(["do": "ready"])["launch_ms"]?.double }
        for round in 0..<rounds {
            Terminal.progress("round \(round + 1) of \(rounds)")
            figures.understudyFlow.append(try await replay(slug, appliance))
            figures.watchedFlow.append(try await watchedReplay(slug, appliance))
            figures.bareFlow.append(try await BareFlow.run(at: bare, shop: shop))
            if let playwright { figures.playwrightFlow.append(try playwright.number("flow_ms", ["do": "flow"])) }
        }
        Terminal.endProgress()
        for _ in 0..<5 {
            figures.understudyTrip.append(try await roundTrip(at: bare))
            if let playwright {
                figures.playwrightTrip.append(
                    try playwright.number("roundtrip_ms", ["do": "roundtrip", "count": 200])
                )
            }
        }
        if let playwright { figures.playwrightMemory = try playwright.number("rss_kb", ["do": "memory"]) / 1024 }
        return figures
    }

    /// Shows the flow once, so that what is replayed is a skill like any other.
    private func teach(_ appliance: LocalAppliance, _ shop: RunningDemoShop) async throws -> Slug {
        let recording = try await appliance.startRecording(
            StartRecording(name: "Bench flow", url: shop.benchmarkEntry),
            by: .operator
        )
        guard let tab = recording.tab, let endpoint = appliance.supervisor.status.endpoint else {
            throw CommandError(code: "bench_failed", message: "The recording has no tab.", kind: .failed)
        }
        try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            let person = try await ScriptedPerson.at(tab, of: connection)
            try await person.wait(for: "Log in")
            try await person.type(DemoAccount.email, into: "E-mail")
            try await person.type(DemoAccount.password, into: "Password")
            try await person.click("Log in")
            try await person.wait(for: "Add to cart")
            try await person.goDown(1, in: "Quantity")
            try await person.click("Add to cart")
            try await person.wait(for: "Update cart")
            try await person.goDown(1, in: "Quantity of Espresso")
            try await person.click("Update cart")
            try await person.wait(for: "Cart updated")
        }
        let stopped = try await appliance.stopRecording(recording.slug, by: .operator)
        guard let pending = stopped.pending else {
            throw CommandError(code: "bench_failed", message: "Nothing was compiled.", kind: .failed)
        }
        try await appliance.setSecret(
            SetSecret(name: "shop-password", origin: shop.address, value: DemoAccount.password),
            by: .operator
        )
        // Pictures are no part of what is compared.
        let text = pending.source.replacing("\nsites:", with: "\nevidence: none\nsites:", maxReplacements: 1)
        let revised = try await appliance.importSkill(Array(text.utf8), by: .operator).summary
        return try await appliance.approve(revised.slug, sha256: revised.sha256, by: .operator).slug
    }

    /// One replay with every check and the audit log; the time from opening the entry to the last step's consequence.
    private func replay(_ slug: Slug, _ appliance: LocalAppliance) async throws -> Double {
        let run = try await appliance.startRun(slug, StartRun(), by: .operator)
        return try await end(of: run.summary.id, appliance)
    }

    /// The same while somebody watches who takes every picture at once.
    private func watchedReplay(_ slug: Slug, _ appliance: LocalAppliance) async throws -> Double {
        let run = try await appliance.startRun(slug, StartRun(), by: .operator).summary.id
        return try await withThrowingTaskGroup(of: Double?.self) { group in
            group.addTask { try await end(of: run, appliance) }
            group.addTask {
                try await watch(run, appliance)
                return nil
            }
            while let value = try await group.next() {
                guard let value else { continue }
                group.cancelAll()
                return value
            }
            throw CancellationError()
        }
    }

    /// Watches a run's tab from the moment that it is there.
    private func watch(_ run: RunID, _ appliance: LocalAppliance) async throws {
        while !Task.isCancelled {
            guard let tab = appliance.viewing.tabs.first(where: { $0.tab.owner.run == run })?.tab.id else {
                guard (try? await Task.sleep(for: .milliseconds(1))) != nil else { return }
                continue
            }
            let feed = try await appliance.watch(tab, PictureWish(), as: .frames, by: .operator)
            while await feed.next() != nil {}
            return
        }
    }

    private func end(of run: RunID, _ appliance: LocalAppliance) async throws -> Double {
        let detail = try await appliance.awaitRun(run, for: .seconds(60))
        guard detail.summary.state == .succeeded, let entry = appliance.live.entry(run) else {
            throw CommandError(code: "bench_failed", message: RunText.describe(detail), kind: .failed)
        }
        return entry.steps.reduce(0) { $0 + $1.duration / .milliseconds(1) }
    }

    /// The median of 200 `Runtime.evaluate("1")` in a fresh page.
    private func roundTrip(at endpoint: String) async throws -> Double {
        try await BareFlow.withPage(at: endpoint) { page in
            var samples: [Double] = []
            for _ in 0..<200 {
                let start = ContinuousClock.now
                _ = try await page.send(Runtime.Evaluate(expression: "1"), deadline: .after(.seconds(10)))
                samples.append(start.duration(to: .now) / .milliseconds(1))
            }
            return Statistics.median(samples)
        }
    }
}

/// Plain statistics.
enum Statistics {
    static func median(_ values: [Double]) -> Double { quantile(values, 0.5) }

    static func quantile(_ values: [Double], _ share: Double) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let place = share * Double(sorted.count - 1)
        let low = Int(place)
        let high = min(low + 1, sorted.count - 1)
        return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
    }
}
