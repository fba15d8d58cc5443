// SPDX-License-Identifier: Apache-2.0
import Console
import DemoSite
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("A run that reads what only the picture holds", .serialized)
struct ScreenTextRunTests {
    /// The prices of the demo shop's sizes stand in a canvas.
    private static func skill(_ site: String, words: String) -> String {
        """
        understudy: 1
        name: read-price
        description: Wait for a price that is drawn.
        browser: { viewport: 1280x1600, login: none }
        sites: { shop: "\(site)" }
        steps:
          - { id: a1, open: "shop:/office/week/plan" }
          - { id: a2, wait_for: { screen_text: "small medium large" }, within: 30s }
          - { id: a3, wait_for: { screen_text: "\(words)" }, within: 20s }

        """
    }

    @Test("the canvas's price is found, and one that it does not show is not")
    func price() async throws {
        try await withDemoShop { shop in
            let found = try await run(Self.skill(shop.address, words: "€92.00"), shop)
            #expect(found.summary.state == .succeeded, "\(String(describing: found))")
            #expect(found.steps.last?.locator == "screen_text")
            let text = Self.skill(shop.address, words: "€93.00").replacing("20s", with: "1s")
            let missing = try await run(text, shop)
            #expect(missing.steps.last?.code == "waited_in_vain", "\(String(describing: missing))")
        }
    }

    private func run(_ text: String, _ shop: RunningDemoShop) async throws -> RunDetail {
        try await withHome { home, folder in
            try await SampleSkill.approve(text, in: home, folder)
            return try await Program.serve(home: home, ["--rescue", "none"]) { _ in
                let appliance = try await RemoteAppliance.serving(home)
                let run = try await appliance.startRun(Slug("read-price"), StartRun(), by: .operator)
                return try await appliance.awaitRun(run.summary.id, for: .seconds(60))
            }
        }
    }
}
