// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import DemoSite
internal import Foundation
internal import SkillKit
internal import Vocabulary

/// The demo's second half: one task that meets nearly everything that pages ask of a hand.
extension Demo {
    /// Teaches and replays the weekly order.
    func playWeek(in appliance: LocalAppliance, shop: RunningDemoShop, picture: String) async throws {
        heading("A longer task: frames, tabs, dialogs, files and gestures")
        let (slug, taught) = try await teachWeek(in: appliance, shop: shop, picture: picture)
        heading("It replays as it was shown")
        let run = try await replayWeek(slug, of: taught, in: appliance, shop: shop, picture: picture)
        table(of: run)
        Terminal.print(RunText.ending(of: run))
        Terminal.print("\nThe shop has the same plan twice: \(taught.plan.rooms.joined(separator: ", ")).")
        if let export { try await write(slug, slug, appliance, into: export) }
    }

    /// Has the weekly order shown, gives what it needs, and approves it.
    ///
    /// - Returns: the skill, and what the shop has of the showing.
    func teachWeek(
        in appliance: LocalAppliance,
        shop: RunningDemoShop,
        picture: String
    ) async throws -> (Slug, WeekOrder) {
        let stopped = try await teach(.weekOrder(picture: picture), appliance, shop)
        guard let pending = stopped.pending, let taught = shop.weekOrders.last else {
            throw failure("The weekly order was not taught.")
        }
        for (name, origin, value) in [
            ("shop-password", shop.address, DemoAccount.password),
            ("pay-card-number", shop.payAddress, DemoTask.cardNumber),
        ] {
            _ = try await appliance.setSecret(SetSecret(name: name, origin: origin, value: value), by: .operator)
        }
        let folder = URL(fileURLWithPath: picture).deletingLastPathComponent().path
        _ = try await appliance.addGrant(.readPath(folder), by: .operator)
        let approved = try await appliance.approve(pending.summary.slug, sha256: pending.summary.sha256, by: .operator)
        if !isQuiet { Terminal.print(summary(of: pending)) }
        if !isQuiet { Terminal.print("approved \(approved.slug) \(approved.sha256)") }
        return (approved.slug, taught)
    }

    /// Replays it, a person agreeing to the payment, and sees that the shop got the same.
    func replayWeek(
        _ slug: Slug,
        of taught: WeekOrder,
        in appliance: LocalAppliance,
        shop: RunningDemoShop,
        picture: String
    ) async throws -> RunDetail {
        let before = shop.weekOrders.count
        let run = try await run(slug, ["picture-of-the-door": picture], .approve, appliance)
        guard run.summary.state == .succeeded else {
            Terminal.print(RunText.describe(run))
            throw failure("The weekly order ended as \(run.summary.state.rawValue).")
        }
        let orders = shop.weekOrders.dropFirst(before)
        guard orders.count == 1, orders.last?.plan == taught.plan, orders.last?.holder == taught.holder else {
            throw failure(
                "The shop got another weekly order than the one that was shown: \(orders.map(\.plan)), not \(taught.plan)."
            )
        }
        guard run.files.map(\.name) == ["plan.csv", "plan.pdf"] else { throw failure("The files did not come.") }
        return run
    }

    /// What it needs and does, and what the gate says; the whole file is among the examples that ship.
    private func summary(of pending: PendingDetail) -> String {
        let lines = pending.source.split(separator: "\n")
        let part = lines.drop { !$0.hasPrefix("sites:") }.prefix { !$0.hasPrefix("targets:") }
        let verdict = pending.summary.isApprovable ? "The gate lets it pass." : "The gate refuses it."
        return part.joined(separator: "\n") + "\n" + verdict
    }

    /// The steps of a run, each with what found its element.
    func table(of run: RunDetail) {
        var table = TextTable("STEP", "ACTION", "LOCATOR", "TIME")
        for step in run.steps {
            let time = step.durationMilliseconds.map { "\($0) ms" } ?? "-"
            table.add(step.id.rawValue, step.action, step.locator ?? step.code ?? "-", time)
        }
        Terminal.print(table.text)
    }
}
