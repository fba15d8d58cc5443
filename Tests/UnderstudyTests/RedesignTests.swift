// SPDX-License-Identifier: Apache-2.0
import CDP
import Console
import DemoSite
import Foundation
import SkillKit
import TestSupport
import Testing
import Vocabulary

@testable import understudy

/// What a replay of the recording that was made on the first design must come to on one of the others.
struct RedesignedShop: Sendable, CustomTestStringConvertible {
    let design: ShopDesign
    /// The steps whose element no recorded locator can prove, so that a rescue has to find it.
    let rescued: [String]
    /// The step whose element is gone; nil where the order can be made.
    var missing: String?

    var testDescription: String { design.rawValue }

    /// All of them, the first as the measure of the others.
    static let all = [
        RedesignedShop(design: .v1, rescued: []),
        // "Log in" and "Add to cart" are inputs, "Go to checkout" is a button.
        RedesignedShop(design: .v2, rescued: ["a4", "a9", "a10"]),
        // The same, and "Gift wrapping", "Note for the roaster", "Checkout" and "Delivery address".
        RedesignedShop(design: .v3, rescued: ["a4", "a7", "a8", "a9", "a10", "a12"]),
        RedesignedShop(design: .v4, rescued: []),
        // "Log in" and "Add to cart" are inputs, and "Gift wrapping".
        RedesignedShop(design: .v5, rescued: ["a4", "a7", "a9"]),
        RedesignedShop(design: .v6, rescued: [], missing: "a10"),
    ]
}

@Suite("The skill that ships, on the redesigned shop", .serialized)
struct RedesignTests {
    private static let locators: Set<String> = ["xpath", "css", "role"]

    /// The shipped skill, taken through quarantine and approval for the shop of this test, on one of its designs.
    private func withShippedSkill<Value>(
        on design: ShopDesign,
        _ body: (RemoteAppliance, RunningDemoShop) async throws -> Value
    ) async throws -> Value {
        let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Skills/order-coffee.yaml")
        let text = try String(contentsOf: shipped, encoding: .utf8)
        return try await withDemoShop { shop in
            try await withHome { home, folder in
                let here = text.replacing(/http:\/\/shop\.localhost:[0-9]+/, with: shop.address)
                try await SampleSkill.approve(here, in: home, folder)
                shop.redesign(design)
                let value = try await Program.serve(home: home, ["--rescue", "none"]) { _ in
                    let appliance = try await RemoteAppliance.serving(home)
                    let secret = SetSecret(name: "shop-password", origin: shop.address, value: DemoAccount.password)
                    try await appliance.setSecret(secret, by: .operator)
                    return try await body(appliance, shop)
                }
                #expect(await Program.leftOvers(of: folder.path).isEmpty)
                return value
            }
        }
    }

    /// Runs it once, a person agreeing to the payment.
    private func replay(on design: ShopDesign) async throws -> (RunDetail, ShopReport) {
        try await withShippedSkill(on: design) { appliance, shop in
            let run = try await appliance.startRun(Slug("order-coffee"), StartRun(), by: .operator)
            return (try await finish(run, appliance), shop.report)
        }
    }

    /// Follows a run to its end; one that waits for a person to find an element is cancelled.
    private func finish(_ started: RunDetail, _ appliance: RemoteAppliance) async throws -> RunDetail {
        var run = started
        let deadline = Deadline.after(.seconds(180))
        while run.summary.state.isLive, !deadline.hasPassed {
            run = try await appliance.awaitRun(run.summary.id, for: .seconds(30))
            if let question = run.waitsFor {
                _ = try await appliance.decide(question.id, Decide(decision: .approve), by: .operator)
            } else if run.summary.state == .needsPerson {
                break
            }
        }
        return run.summary.state.isLive ? try await appliance.cancelRun(run.summary.id, by: .operator) : run
    }

    /// What the person ordered when the skill was recorded.
    private func expectNothingElse(_ report: ShopReport, _ account: String) {
        #expect(report.counts.decoys.isEmpty, "\(account)")
        #expect(report.counts.cartChanges == 0 && report.counts.refusedLogIns == 0, "\(account)")
        #expect(report.counts.additions <= 1 && report.counts.refusedCheckouts == 0, "\(account)")
        for line in report.carts.flatMap(\.self) + report.orders.flatMap(\.lines) {
            #expect(line.coffee == "espresso" && line.quantity == 2 && line.grind == "whole", "\(account)")
            #expect(line.isGift && line.note == "Dark roast, please", "\(account)")
        }
        for order in report.orders {
            #expect(order.name == "Ada Lovelace" && order.email == DemoAccount.email, "\(account)")
            #expect(order.address == "12 St James's Square, London" && order.delivery == "standard", "\(account)")
        }
    }

    @Test(
        "does what was shown, or stops where its element is gone, and never touches anything else",
        arguments: RedesignedShop.all
    )
    func replays(_ wanted: RedesignedShop) async throws {
        let (run, report) = try await replay(on: wanted.design)
        let account = "\(RunText.describe(run))\n\(report)"
        expectNothingElse(report, account)
        let found = run.steps.filter { $0.code == nil && $0.locator != nil }
        let rescued = found.filter { !Self.locators.contains($0.locator ?? "") }.map(\.id.rawValue)
        if let missing = wanted.missing {
            #expect(run.steps.last?.id.rawValue == missing && run.summary.reason == "target_not_found", "\(account)")
            #expect(run.summary.state == .failed && report.orders.isEmpty && rescued.isEmpty, "\(account)")
            return
        }
        #expect(run.summary.state == .succeeded && report.orders.count == 1, "\(account)")
        #expect(rescued == wanted.rescued, "\(account)")
    }

    @Test(
        "a check finds what is on the page that the skill opens, and does nothing there",
        arguments: [ShopDesign.v1, .v3]
    )
    func checked(_ design: ShopDesign) async throws {
        try await withShippedSkill(on: design) { appliance, shop in
            let check = try await appliance.checkSkill(Slug("order-coffee"), StartRun(), by: .operator)
            let found = check.targets.filter(\.isReached).map { "\($0.step) \($0.level ?? "-")" }
            #expect(found == ["a2 xpath", "a3 xpath", design == .v1 ? "a4 xpath" : "a4 similarity"], "\(check)")
            #expect(check.targets.count == 14 && check.isSound == (design == .v1), "\(check)")
            #expect(shop.report.counts.logIns == 0 && shop.report.counts.decoys.isEmpty)
            let run = try await appliance.run(check.run)
            #expect(run.summary.state == .succeeded && run.steps.map(\.id.rawValue) == ["a1"], "\(run)")
        }
    }

    @Test("two runs on the same page find each target on the same level")
    func determinism() async throws {
        try await withShippedSkill(on: .v3) { appliance, _ in
            let first = try await appliance.startRun(Slug("order-coffee"), StartRun(), by: .operator)
            let last = try await finish(first, appliance)
            let second = try await appliance.startRun(Slug("order-coffee"), StartRun(), by: .operator)
            _ = try await finish(second, appliance)
            let levels = try await LevelsOfRuns.compare(last.summary.id, through: appliance)
            #expect(levels.runs.count == 2 && levels.isSame && levels.steps.count == 14, "\(levels.text)")
            #expect(levels.text.contains("similarity 2") && levels.text.contains("the same level every time"))
        }
    }

    @Test("a decoy that somebody does touch is counted by its name, also under a design's own address")
    func counted() async throws {
        try await withDemoShop { shop in
            try await withHome { home, _ in
                try await Program.serve(home: home) { _ in
                    let appliance = try await RemoteAppliance.serving(home)
                    let request = StartRecording(name: "Look", url: shop.address(in: .v4) + "/login")
                    let recording = try await appliance.startRecording(request, by: .operator)
                    try await appliance.drive(recording) { connection, tab in
                        let person = try await ScriptedPerson.at(tab, of: connection)
                        try await person.wait(for: "Get our news")
                        try await person.type(DemoAccount.email, into: "input[name=email]")
                        try await person.type(DemoAccount.password, into: "Password")
                        try await person.click("Log in")
                        try await person.wait(for: "Espresso cups")
                        try await person.type("a", into: "E-mail")
                        try await person.click("Espresso cups")
                        try await person.wait(for: "0 coffees")
                        #expect(try await person.evaluate("location.pathname") == "/v4/menu")
                    }
                    let wanted = ["newsletter": 2, "espresso-cups": 1]
                    let deadline = Deadline.after(.seconds(10))
                    while shop.report.counts.decoys != wanted, !deadline.hasPassed { await Task.yield() }
                    #expect(shop.report.counts.decoys == wanted)
                    _ = try await appliance.stopRecording(recording.slug, by: .operator)
                }
            }
        }
    }
}
