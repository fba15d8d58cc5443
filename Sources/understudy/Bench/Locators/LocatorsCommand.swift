// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Browsing
internal import Console
internal import DemoSite
internal import Foundation
internal import Vocabulary

/// `understudy bench locators`.
struct LocatorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "locators",
        abstract: "Measure how many elements of old pages are found on the new ones, and how often something else is.",
        discussion: "The folder holds saved pages and a manifest.json; Docs/locators.md says how they are made."
    )

    @Option(help: "The folder of saved pages.") var pages: String
    @Option(help: "Only every so many-th pair of pages.") var every = 1
    @Option(help: "Write the tables into this file as well.") var out: String?
    @Option(help: "Another Chromium than Debian's.") var chromium: String?
    @Flag(help: "Print the figures as JSON.") var json = false

    func validate() throws {
        guard every >= 1 else { throw ValidationError("--every is a number from 1.") }
    }

    func run() async throws {
        let root = LocalPath.real(pages)
        let manifest = try LocatorManifest.read(in: root)
        let folder = NSTemporaryDirectory() + "understudy-bench-\(UInt32.random(in: .min ... .max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let home = try await Home.take(folder)
        var browser = try BrowserOptions.parse([])
        browser.cdpPort = 0
        browser.chromium = chromium
        let sets = try await withAppliance(home: home, browser: browser) { appliance in
            let running = try await appliance.supervisor.browser(deadline: .after(.seconds(60)))
            return try await withPageFolder(root) { address in
                let bench = LocatorBench(
                    manifest: manifest,
                    address: address,
                    endpoint: running.endpoint,
                    every: every
                )
                return try await bench.measure { Terminal.progress($0) }
            }
        }
        Terminal.endProgress()
        let report = LocatorReport(sets: sets, every: every)
        if json { try Terminal.printJSON(report.json) } else { Terminal.print(report.text) }
        guard let out else { return }
        try BenchDocument.write(report.document, as: .locators, to: out)
    }
}
