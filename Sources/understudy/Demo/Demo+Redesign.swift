// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import DemoSite
internal import SkillKit
internal import Vocabulary

/// The demo's second act: the shop looks another way than on the day on which the task was shown.
extension Demo {
    /// Replays a skill on a redesigned shop, shows how each element was found, and what is proposed for the next time.
    ///
    /// The shop has its first design again afterwards.
    ///
    /// - Throws: ``CommandError`` with `demo_failed` when the order was not made, or anything else was pressed or ordered.
    func playRedesign(_ slug: Slug, in appliance: LocalAppliance, shop: RunningDemoShop) async throws {
        heading("Overnight the shop was redesigned; the same skill")
        shop.redesign(.v3)
        defer { shop.redesign(.v1) }
        let before = shop.report
        let run = try await run(slug, [:], .approve, appliance)
        table(of: run)
        for step in run.steps { if let rescue = step.rescue { Terminal.print(RunText.rescue(of: step.id, rescue)) } }
        Terminal.print(RunText.ending(of: run))
        try check(run, before: before, after: shop.report)
        try await showHeals(of: slug, appliance)
    }

    /// Whatever came of it, nothing but what was shown may have been done.
    private func check(_ run: RunDetail, before: ShopReport, after: ShopReport) throws {
        let orders = after.orders.dropFirst(before.orders.count)
        guard orders.count == 1, let shown = before.orders.first, orders.allSatisfy({ $0.isLike(shown) }) else {
            throw failure("The redesigned shop got \(orders.count) orders, not the one that was shown.")
        }
        guard after.counts.decoys.isEmpty, after.counts.cartChanges == before.counts.cartChanges,
            after.counts.refusedLogIns == before.counts.refusedLogIns
        else { throw failure("On the redesigned shop something else was pressed.") }
        Terminal.print("\nThe shop has one more order, just as it was shown; nothing else was pressed.")
    }

    private func showHeals(of slug: Slug, _ appliance: LocalAppliance) async throws {
        let pending = try await appliance.pendingSkills().filter { $0.slug == slug }
        guard let summary = pending.first, let heal = try await appliance.pendingSkill(slug, summary.sha12).heal else {
            throw failure("Nothing is proposed of what was found on the redesigned shop.")
        }
        Terminal.print("\nA change of the skill waits for a person, \(summary.sha12):")
        Terminal.print(ReviewText.describe(heal))
    }
}
