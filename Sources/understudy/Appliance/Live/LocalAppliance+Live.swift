// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Vocabulary

extension LocalAppliance: LiveControl {
    func tabs() async throws -> [TabSummary] {
        var titles: [TabID: String] = [:]
        for browser in loginBrowsers.running {
            // One that ends just now has no tabs any more.
            let known = (try? await browser.titles(deadline: .after(.seconds(5)))) ?? [:]
            titles.merge(known) { first, _ in first }
        }
        let viewers = Dictionary(grouping: viewing.viewers, by: \.tab).mapValues(\.count)
        let front = viewing.front?.tab.id
        return viewing.tabs.map { tab, _ in
            TabSummary(
                id: tab.id,
                title: titles[tab.id] ?? "",
                address: tab.address,
                run: tab.owner.run,
                recording: tab.owner.recording,
                front: tab.id == front,
                viewers: viewers[tab.id] ?? 0,
                document: tab.document,
                dialog: tab.dialogQuestion
                    .map { OpenDialog(number: $0.number, kind: $0.kind.rawValue, message: $0.message) },
                chooser: viewing.isAttended(tab)
                    ? tab.chooser.map { OpenChooser(number: $0.number, several: $0.takesSeveral) } : nil
            )
        }
    }

    func viewers() async throws -> [ViewerSummary] {
        viewing.viewers
            .map { viewer in
                ViewerSummary(
                    id: "\(viewer.tab).\(viewer.number)",
                    tab: viewer.tab,
                    principal: viewer.name.principal,
                    kind: viewer.name.kind,
                    since: viewer.since,
                    frames: viewer.frames,
                    width: viewer.width
                )
            }
            .sorted { $0.since < $1.since }
    }

    func watch(
        _ tab: TabID?,
        _ wish: PictureWish,
        as kind: ViewerName.Kind,
        by principal: Principal
    ) async throws -> any PictureFeed {
        try viewing.watch(tab, wish, as: ViewerName(principal: principal.rawValue, kind: kind))
    }

    func drive(_ tab: TabID, _ batch: InputBatch, by principal: Principal) async throws -> Int {
        try await viewing.drive(tab, batch, by: principal.rawValue)
    }

    func answerDialog(in tab: TabID, _ answer: AnswerDialog, by principal: Principal) async throws {
        try await viewing.answerDialog(in: tab, answer, by: principal.rawValue)
    }

    func giveFile(_ file: HandedFile, to tab: TabID, by principal: Principal) async throws {
        try await viewing.giveFile(file, to: tab, by: principal.rawValue)
    }
}
