// SPDX-License-Identifier: Apache-2.0
import Console
import DemoSite
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite(
    "A session that another program performs on the browser's port",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "the other program is Python")
)
struct OtherClientTests {
    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    /// A skill's text without what is another's on every day and machine: the recording that it came from, the shop's
    /// port, and places in pixels, which hang on the fonts.
    private func lasting(_ skill: String) -> [String] {
        skill.replacing(/localhost:[0-9]+/, with: "localhost").replacing(/box: \[[^\]]*\],\s/, with: "")
            .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("origin: ") }
    }

    @Test("compiles to the skill of the demo's own person")
    func sameSkill() async throws {
        let shipped = Self.tests.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Skills/order-coffee.yaml")
        let expected = try String(contentsOf: shipped, encoding: .utf8)
        try await withDemoShop { shop in
            try await withHome { home, folder in
                try await Program.serve(home: home) { _ in
                    let appliance = try await RemoteAppliance.serving(home)
                    let recording = try await appliance.startRecording(
                        StartRecording(name: "Order coffee", url: shop.address + "/login"),
                        by: .operator
                    )
                    let arguments = [
                        Self.tests.appendingPathComponent("Clients/shopper.py").path,
                        try await #require(appliance.status().browser.cdp), try #require(recording.tab).rawValue,
                        DemoAccount.email, DemoAccount.password,
                    ]
                    let shopper = try await Program.start(arguments, of: "/usr/bin/python3") { shopper in
                        try await shopper.waitForEnd()
                    }
                    try #require(shopper.status == 0, "\(shopper)")
                    #expect(shop.orders.map(\.name) == ["Ada Lovelace"])
                    let stopped = try await appliance.stopRecording(recording.slug, by: .operator)
                    #expect(stopped.notes.isEmpty, "\(stopped.notes)")
                    let pending = try #require(stopped.pending)
                    #expect(lasting(pending.source) == lasting(expected))
                    #expect(!pending.source.contains(DemoAccount.password))
                }
                #expect(await Program.leftOvers(of: folder.path).isEmpty)
            }
        }
    }
}
