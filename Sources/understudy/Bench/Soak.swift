// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import DemoSite
internal import Foundation
internal import SkillKit
internal import Vocabulary

/// Many replays of the demo's longer task, one after another, and what they leave behind.
struct Soak: Sendable {
    /// How many replays.
    let replays: Int
    private let demo = Demo(keep: false, export: nil, isQuiet: true)

    /// After how many of them what is held is looked at first: until then caches fill.
    var warmUp: Int { min(10, max(1, replays / 2)) }

    /// What came of it.
    struct Outcome: Sendable {
        let samples: [SoakSample]
        /// How long each replay took, in milliseconds.
        let times: [Double]
        /// How many steps each has, all with the same locators every time.
        let steps: Int
        /// What should not be, one sentence each.
        let findings: [String]
    }

    /// Teaches the task once and replays it.
    ///
    /// - Throws: ``CommandError`` with `demo_failed` when a replay did not do what was shown.
    func run(_ appliance: LocalAppliance, _ shop: RunningDemoShop, picture: String) async throws -> Outcome {
        _ = try await appliance.supervisor.browser(deadline: .after(.seconds(30)))
        let (slug, taught) = try await demo.teachWeek(in: appliance, shop: shop, picture: picture)
        var samples: [SoakSample] = []
        var times: [Double] = []
        var locators: [[String?]] = []
        for replay in 1...replays {
            let run = try await demo.replayWeek(slug, of: taught, in: appliance, shop: shop, picture: picture)
            times.append(Double(run.summary.durationMilliseconds ?? 0))
            locators.append(run.steps.map(\.locator))
            if replay == warmUp || replay == replays { samples.append(try await sample(after: replay, appliance)) }
        }
        var findings = SoakTolerance().findings(from: samples[0], to: samples[samples.count - 1])
        if Set(locators).count > 1 { findings.append("Not every replay used the same locators.") }
        return Outcome(samples: samples, times: times, steps: locators[0].count, findings: findings)
    }

    /// Looks until the browser has ended what belonged to the last replay, for a few seconds at most.
    private func sample(after replay: Int, _ appliance: LocalAppliance) async throws -> SoakSample {
        guard let endpoint = appliance.supervisor.status.endpoint else {
            throw demo.failure("The browser is gone after \(replay) replays.")
        }
        let deadline = Deadline.after(.seconds(5))
        var last = try await SoakSample.take(after: replay, endpoint: endpoint)
        while !deadline.hasPassed {
            try await Task.sleep(for: .milliseconds(500))
            let next = try await SoakSample.take(after: replay, endpoint: endpoint)
            if next.processes == last.processes, next.tabs == last.tabs { return next }
            last = next
        }
        return last
    }

    /// A number with one digit after the point.
    static func rounded(_ number: Double) -> String { String(format: "%.1f", number) }
}

extension Soak.Outcome {
    /// As people read it.
    var text: String {
        let sorted = times.sorted()
        var table = [
            "| after | memory, MiB | browser's, MiB | processes | descriptors | tabs | contexts |",
            "|---|---|---|---|---|---|---|",
        ]
        for one in samples {
            table.append(
                "| \(one.replays) replays | \(Soak.rounded(one.memory)) | \(Soak.rounded(one.browserMemory)) "
                    + "| \(one.processes) | \(one.descriptors) | \(one.tabs) | \(one.contexts) |"
            )
        }
        let allowed = SoakTolerance()
        table.append(
            "| may grow by | \(Int(allowed.memory)) | \(Int(allowed.browserMemory * 100)) % | \(allowed.processes) "
                + "| \(allowed.descriptors) | 0 | 0 |"
        )
        return """
            # Many replays in a row

            Written by `make soak`. The longer task of the demo is taught once and replayed \(times.count) times in one appliance and one
            browser, each time in a context of its own, a person agreeing to the payment: every replay did in the shop what was
            shown, and brought its two files. It has \(steps) steps; a replay takes \(Int(sorted[sorted.count / 2])) ms in the middle, \(Int(sorted[0])) to \(Int(sorted[sorted.count - 1])) ms.

            \(table.joined(separator: "\n"))

            \(findings.isEmpty ? "Every replay used the same locators, and nothing grew beyond what is allowed." : findings.joined(separator: "\n"))
            """
    }
}
