// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import SkillKit
internal import Vocabulary

/// What a step brings besides the page's own next document: tabs, and documents in frames.
extension StepExecutor {
    /// The tab that this tab's page opens, or that hides who opened it, once it shows what it must.
    ///
    /// Whatever else is opened meanwhile, such as an advertisement, is left alone.
    func awaitTab(
        _ name: TabName,
        at address: SiteAddressPattern?,
        in arrivals: AsyncStream<Tab>?
    ) async throws -> Tab {
        guard let arrivals else { throw missing("the tab '\(name)'") }
        let matcher = try address.map { try AddressMatcher($0, in: admitted.skill) }
        let fits: @Sendable (String) -> Bool = { matcher?.matches($0) ?? ConsequenceWatch.isSomewhere($0) }
        let taken = Set(opened.values.map(\.id)).union([tab.id])
        let (opener, limit) = (tab.id, deadline)
        do {
            let found = try await withDeadline(limit, waitingFor: "the tab \(name)") {
                let candidates = arrivals.filter { tab in
                    !taken.contains(tab.id) && (tab.opener == nil || tab.opener == opener)
                }
                return try await ConsequenceWatch.first(of: candidates, where: fits, deadline: limit)
            }
            if found.showsErrorPage { throw ReplayError.errorPage(inTab: name) }
            return found
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            throw missing("the tab '\(name)'" + (address.map { " at \($0)" } ?? ""))
        }
    }

    /// A new document in the frame that the target proves to be, at the address that the target says.
    ///
    /// What other frames load meanwhile is passed by.
    func awaitFrame(_ name: TargetName, in events: TabEventStream?) async throws {
        guard let events else { return }
        let target = try target(name)
        let matcher = try target.shows.map { try AddressMatcher($0, in: admitted.skill) }
        let executor = self
        do {
            try await withDeadline(deadline, waitingFor: "the frame \(name)") {
                var looking = executor
                for try await case .frameNavigated(let frame, let document, let address) in events
                where matcher?.matches(address ?? "") ?? (address == nil) {
                    let way = try await looking.arrive(at: name, inside: true)
                    if way.place.id == frame, way.document == document { return }
                }
                try ConsequenceWatch.requireMore("the frame '\(name)' showed a new document")
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            throw missing("a new document in the frame '\(name)'")
        }
    }
}

extension ConsequenceWatch {
    /// The first of several tabs that gets to an address that fits.
    fileprivate static func first(
        of candidates: some AsyncSequence<Tab, Never> & Sendable,
        where fits: @escaping @Sendable (String) -> Bool,
        deadline: Deadline
    ) async throws -> Tab {
        let (found, find) = AsyncStream.makeStream(of: Tab.self, bufferingPolicy: .bufferingOldest(1))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                await withDiscardingTaskGroup { tabs in
                    for await tab in candidates {
                        tabs.addTask {
                            // One that is closed first is not the one.
                            if (try? await tab.waitForAddress(deadline: deadline, where: fits)) == true {
                                find.yield(tab)
                            }
                        }
                    }
                }
            }
            for await tab in found { return tab }
            throw CancellationError()
        }
    }
}
