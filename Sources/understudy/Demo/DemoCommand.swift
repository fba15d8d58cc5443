// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Browsing
internal import DemoSite
internal import Foundation

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
        let pictures = folder + "-pictures"
        defer { if !keep { for one in [folder, pictures] { try? FileManager.default.removeItem(atPath: one) } } }
        let home = try await Home.take(folder)
        var browser = try BrowserOptions.parse([])
        browser.cdpPort = cdpPort
        browser.chromium = chromium
        let demo = Demo(keep: keep, export: export)
        try await withServedAppliance(home: home, browser: browser, port: 0) { appliance, address in
            try await withDemoShop { shop in
                try await demo.play(in: appliance, shop: shop, address: address)
                try await demo.playWeek(in: appliance, shop: shop, picture: DemoPicture.write(into: pictures))
                try await demo.end(appliance, shop, address)
            }
        }
    }
}
