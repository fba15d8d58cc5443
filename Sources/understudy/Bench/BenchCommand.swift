// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Browsing
internal import Console
internal import DemoSite
internal import Foundation
internal import Vocabulary

/// `understudy bench`.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract:
            "Measure the flow against Playwright, the locators on saved pages, the live view, or the reading of screens.",
        subcommands: [FlowCommand.self, LocatorsCommand.self, LiveViewCommand.self, ObserverCommand.self],
        defaultSubcommand: FlowCommand.self
    )
}

/// `understudy bench flow`.
struct FlowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flow",
        abstract: "Measure against Playwright and against bare CDP, in turns, on the demo shop.",
        discussion: "Ratios count, not times: all sides meet the same machine, the same Chromium and the same flags."
    )

    @Option(help: "How many rounds of the flow each side does.") var rounds = 30
    @Option(help: "A Python that has Playwright (make bench makes one); without it only bare CDP is compared.")
    var python: String?
    @Option(help: "Playwright's side of the benchmark.") var script = ".ci/bench/playwright_flow.py"
    @Option(help: "Write the figures into this file as well.") var out: String?
    @Option(help: "Another Chromium than Debian's.") var chromium: String?

    func run() async throws {
        let folder = NSTemporaryDirectory() + "understudy-bench-\(UInt32.random(in: .min ... .max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let home = try await Home.take(folder)
        var browser = try BrowserOptions.parse([])
        browser.cdpPort = 0
        browser.chromium = chromium
        let binary = try BrowserBinary.find(preferred: chromium)
        let bench = Bench(rounds: rounds, python: python, script: script, binary: binary, home: folder)
        let figures = try await withAppliance(home: home, browser: browser) { appliance in
            try await withDemoShop { shop in try await bench.measure(appliance, shop) }
        }
        let standing = try await StandingAppliance(binary: binary, rounds: 5).measure()
        let text = BenchReport(figures: figures, standing: standing, rounds: rounds, binary: binary).text
        Terminal.print(text)
        guard let out else { return }
        try BenchDocument.write(text, as: .flow, to: out)
    }
}

/// What was measured of the flow and the round trip, in milliseconds; one value a round.
struct BenchFigures: Sendable {
    var understudyFlow: [Double] = []
    /// The same while somebody watches.
    var watchedFlow: [Double] = []
    var bareFlow: [Double] = []
    var playwrightFlow: [Double] = []
    var understudyTrip: [Double] = []
    var playwrightTrip: [Double] = []
    var playwrightMemory: Double?
    var playwrightReady: Double?
}
