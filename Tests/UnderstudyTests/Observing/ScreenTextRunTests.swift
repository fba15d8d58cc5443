// SPDX-License-Identifier: Apache-2.0
import Console
import DemoSite
import Foundation
import SkillKit
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("A run that reads what only the picture holds", .serialized)
struct ScreenTextRunTests {
    /// The shipped skill up to its login, and then the page on which the prices of the sizes are drawn.
    private static func skill(_ site: String, words: String, within: String) throws -> String {
        let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Skills/order-coffee.yaml")
        let text = try String(contentsOf: shipped, encoding: .utf8)
            .replacing(/http:\/\/shop\.localhost:[0-9]+/, with: site).replacing("1280x720", with: "1280x1600")
        let start = try #require(text.firstRange(of: "  - { id: a5"))
        let end = try #require(text.firstRange(of: "targets:\n"))
        let steps = """
              - { id: b1, open: shop:/office/week/plan }
              - { id: b2, click: large, within: 60s }
              - { id: b3, wait_for: { screen_text: medium large }, within: 60s }
              - { id: b4, wait_for: { screen_text: "\(words)" }, within: \(within) }

            """
        let target = """
            targets:
              large:
                looks: the size "large"
                screen_text: large
                locators: []

            """
        let rest = text[end.lowerBound...].replacing("targets:\n", with: target, maxReplacements: 1)
            .replacing(
                "fingerprints: # machine-written\n",
                with: "fingerprints: # machine-written\n  large: { v: 1, tag: canvas }\n"
            )
        return text[..<start.lowerBound] + steps + rest
    }

    @Test("the canvas's price is found, one that it does not show is not, and a size that it draws is clicked")
    func price() async throws {
        try await withDemoShop { shop in
            let found = try await run(try Self.skill(shop.address, words: "€92.00", within: "60s"), shop)
            #expect(found.summary.state == .succeeded, "\(String(describing: found))")
            #expect(found.steps.suffix(3).map(\.locator) == ["screen", "screen_text", "screen_text"])
            let missing = try await run(try Self.skill(shop.address, words: "€93.00", within: "1s"), shop)
            #expect(missing.steps.last?.code == "waited_in_vain", "\(String(describing: missing))")
        }
    }

    private func run(_ text: String, _ shop: RunningDemoShop) async throws -> RunDetail {
        try await withHome { home, folder in
            try await SampleSkill.approve(text, in: home, folder)
            return try await Program.serve(home: home, ["--rescue", "none"]) { _ in
                let appliance = try await RemoteAppliance.serving(home)
                let secret = SetSecret(name: "shop-password", origin: shop.address, value: DemoAccount.password)
                try await appliance.setSecret(secret, by: .operator)
                let run = try await appliance.startRun(Slug("order-coffee"), StartRun(), by: .operator)
                return try await appliance.awaitRun(run.summary.id, for: .seconds(120))
            }
        }
    }
}
