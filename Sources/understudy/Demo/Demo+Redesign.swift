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
    /// - Throws: ``CommandError`` with `demo_failed` when something else was pressed or ordered than was shown; a replay
    ///   that was refused is no error.
    func playRedesign(_ slug: Slug, in appliance: LocalAppliance, shop: RunningDemoShop) async throws {
        heading("Overnight the shop was redesigned; the same skill")
        shop.redesign(.v3)
        defer { shop.redesign(.v1) }
        let before = shop.report
        let run = try await run(slug, [:], .approve, appliance)
        table(of: run)
        Terminal.print(RunText.ending(of: run))
        try check(run, before: before, after: shop.report)
        try await showHeals(of: slug, appliance)
    }

    /// Whatever came of it, nothing but what was shown may have been done.
    private func check(_ run: RunDetail, before: ShopReport, after: ShopReport) throws {
        let orders = after.orders.dropFirst(before.orders.count)
        let wanted = run.summary.state == .succeeded ? 1 : 0
        guard orders.count == wanted, let shown = before.orders.first, orders.allSatisfy({ $0.isLike(shown) }) else {
            throw failure("The redesigned shop got \(orders.count) orders, not \(wanted) as they were shown.")
        }
        guard after.counts.decoys.isEmpty, after.counts.cartChanges == before.counts.cartChanges,
            after.counts.refusedLogIns == before.counts.refusedLogIns
        else { throw failure("On the redesigned shop something else was pressed.") }
        let ordered = wanted == 1 ? "has one more order, just as it was shown" : "has no new order"
        Terminal.print("\nThe shop \(ordered); nothing else was pressed.")
    }

    private func showHeals(of slug: Slug, _ appliance: LocalAppliance) async throws {
        let pending = try await appliance.pendingSkills().filter { $0.slug == slug }
        if pending.isEmpty { Terminal.print("No change of the skill is proposed.") }
        for summary in pending {
            let detail = try await appliance.pendingSkill(slug, summary.sha12)
            Terminal.print("\nA change of the skill waits for a person, \(summary.sha12):")
            Terminal.print(detail.diff ?? ReviewText.describe(detail))
        }
    }
}
