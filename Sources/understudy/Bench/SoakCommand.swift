// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import DemoSite
internal import Foundation
internal import Vocabulary

/// `understudy soak`.
struct SoakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract: "Replay the demo's longer task many times in a row, and see that nothing grows.",
        discussion: """
            Memory, processes, descriptors, tabs and contexts are looked at after ten replays and after the last. It fails when
            one replay did something else than was shown, when another locator won, or when something grew.
            """
    )

    @Option(help: "How many replays.") var replays = 50
    @Option(help: "Write the figures into this file as well.") var out: String?
    @Option(help: "Another Chromium than Debian's.") var chromium: String?

    func validate() throws {
        guard (2...10_000).contains(replays) else { throw ValidationError("--replays is a number from 2 to 10000.") }
    }

    func run() async throws {
        let folder = NSTemporaryDirectory() + "understudy-soak-\(UInt32.random(in: .min ... .max))"
        let pictures = folder + "-pictures"
        defer { for one in [folder, pictures] { try? FileManager.default.removeItem(atPath: one) } }
        let home = try await Home.take(folder)
        var browser = try BrowserOptions.parse([])
        browser.cdpPort = 0
        browser.chromium = chromium
        let soak = Soak(replays: replays)
        let outcome = try await withAppliance(home: home, browser: browser) { appliance in
            try await withDemoShop { shop in
                try await soak.run(appliance, shop, picture: DemoPicture.write(into: pictures))
            }
        }
        Terminal.print(outcome.text)
        if let out {
            let file = try OutputFile(path: out)
            try file.write(outcome.text + "\n")
            try file.finish()
        }
        guard let finding = outcome.findings.first else { return }
        throw CommandError(code: "soak_failed", message: finding, kind: .failed)
    }
}
