// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// Starts to listen before a step acts, so that nothing it causes is missed.
struct ConsequenceWatch {
    /// Nil when no consequence is told by events.
    let events: TabEventStream?
    /// The tabs that are opened meanwhile; nil when none is expected.
    let arrivals: AsyncStream<Tab>?
    /// Nil when no call is expected.
    let calls: TabEventStream?
    /// Where the page was.
    let address: String

    init(tab: Tab, session: BrowsingSession, step: Step) {
        let isNeeded = step.then.contains { consequence in
            switch consequence {
            case .navigation, .address, .frame: true
            case .appears, .disappears, .dialog, .signIn, .opensTab, .request, .download: false
            }
        }
        let opensTab = step.then.contains { if case .opensTab = $0 { true } else { false } }
        calls = step.sendsRequest ? tab.events() : nil
        arrivals = opensTab ? session.arrivals() : nil
        events = isNeeded ? tab.events() : nil
        address = tab.address
    }
}

extension ConsequenceWatch {
    /// Whether a tab shows a page that can be acted on.
    @Sendable
    static func isSomewhere(_ address: String) -> Bool { (try? WebAddress(address)) != nil }

    /// A tab of which nothing more is heard is gone, and so is what was awaited in it.
    @Sendable
    static func requireMore(_ what: String) throws -> Never {
        try Task.checkCancellation()
        throw BrowsingError(
            code: .tabClosed,
            message: "The tab was closed, or the browser ended, before \(what): open it anew and see why it closes."
        )
    }
}

/// Whether an address of the page is the one that a skill's pattern means.
struct AddressMatcher: Sendable {
    private let origin: WebOrigin
    private let pattern: WebAddressPattern

    init(_ address: SiteAddressPattern, in skill: Skill) throws {
        guard let origin = skill.origin(ofSite: address.site) else {
            throw ReplayError(code: .outsideSites, message: "The skill names no site '\(address.site)'.")
        }
        self.origin = origin
        self.pattern = try WebAddressPattern(address.path)
    }

    @Sendable
    func matches(_ text: String) -> Bool {
        guard let address = try? WebAddress(text) else { return false }
        return address.origin == origin && pattern.matches(address)
    }
}

extension StepExecutor {
    /// Waits for exactly what the step says it causes, in order.
    mutating func awaitConsequences(_ watch: ConsequenceWatch) async throws {
        try await awaitRequests(in: watch.calls)
        for consequence in step.then {
            switch consequence {
            case .navigation(let pattern): try await awaitNavigation(pattern, in: watch.events)
            case .address(let pattern): try await awaitAddress(pattern, watch)
            case .dialog(let dialog): try await awaitDialogs(dialog)
            case .opensTab(let name, let address):
                opened[name] = try await awaitTab(name, at: address, in: watch.arrivals)
            case .frame(let name): try await awaitFrame(name, in: watch.events)
            // All of them have been waited for, in whatever order they came.
            case .request: break
            case .signIn: try await awaitSignIn()
            case .download: try await awaitDownloads()
            case .appears(let name): try await expect(.targetVisible(name), failing: .consequenceMissing)
            case .disappears(let name): try await expect(.targetGone(name), failing: .consequenceMissing)
            }
        }
    }

    /// Tells the tab how to answer the dialogs that the step opens, before it opens them.
    mutating func planDialogs() async throws {
        let planned = try step.then.compactMap { consequence -> DialogAnswer? in
            guard case .dialog(let dialog) = consequence else { return nil }
            return DialogAnswer(
                kind: dialog.kind,
                isAccepted: dialog.isAccepted,
                text: try dialog.text.map { try values.text(of: $0) },
                message: try dialog.message.map { MessagePattern(pieces: try values.pieces(of: $0)) }
            )
        }
        guard !planned.isEmpty else { return }
        let request = ActionRequest(
            actor: .replay(run: log.run, step: step.id, skill: admitted.skill.name, sha256: admitted.sha256),
            effect: .answerDialog,
            isIrreversible: false,
            correlationID: log.correlationID,
            description: "answer a dialog of \(step.action.summary)"
        )
        guard case .permitted(let permit) = try await player.gate.permit(for: request, skillGrants: skillGrants) else {
            return
        }
        try tab.planDialogs(planned, permit: permit)
    }

    private func awaitDialogs(_ dialog: ExpectedDialog) async throws {
        guard try await tab.waitForPlannedDialogs(deadline: deadline) else {
            throw missing("the page's \(dialog.kind.rawValue)")
        }
    }

    /// A page that was at such an address already must go to one anew: a query may be all that changes.
    private func awaitAddress(_ pattern: SiteAddressPattern, _ watch: ConsequenceWatch) async throws {
        let matcher = try AddressMatcher(pattern, in: admitted.skill)
        guard matcher.matches(watch.address), let events = watch.events else {
            guard try await tab.waitForAddress(deadline: deadline, where: matcher.matches) else {
                throw missing("the address \(pattern)")
            }
            if tab.showsErrorPage { throw ReplayError.errorPage(pattern) }
            return
        }
        do {
            try await withDeadline(deadline, waitingFor: "the address \(pattern)") {
                for try await case .navigated(let navigation) in events where matcher.matches(navigation.address) {
                    return
                }
                try ConsequenceWatch.requireMore("the page was at \(pattern)")
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            throw missing("another address like \(pattern)")
        }
    }

    /// A new document at the address; one at another address on the way (a redirecting page) is passed by.
    private func awaitNavigation(_ pattern: SiteAddressPattern, in events: TabEventStream?) async throws {
        guard let events else { return }
        let matcher = try AddressMatcher(pattern, in: admitted.skill)
        do {
            try await withDeadline(deadline, waitingFor: "the page to go to \(pattern)") {
                for try await event in events {
                    guard case .navigated(let navigation) = event, navigation.kind == .newDocument else { continue }
                    if navigation.isErrorPage { throw ReplayError.errorPage(pattern) }
                    if matcher.matches(navigation.address) { return }
                }
                try ConsequenceWatch.requireMore("a new page was at \(pattern)")
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            throw missing("a new page at \(pattern)")
        }
    }

    func missing(_ what: String) -> ReplayError {
        ReplayError(
            code: .consequenceMissing,
            message: "The step was done but \(what) did not follow in time; the page is at "
                + "\(tab.origin?.text ?? "no web address")."
        )
    }
}

extension ReplayError {
    static func errorPage(inTab name: TabName) -> ReplayError {
        ReplayError(
            code: .consequenceMissing,
            message:
                "The tab '\(name)' was opened, but the browser could not load its page: see whether the site is up."
        )
    }

    static func errorPage(_ pattern: SiteAddressPattern) -> ReplayError {
        ReplayError(
            code: .consequenceMissing,
            message: "The page went to \(pattern), but the browser could not load it: see whether the site is up."
        )
    }
}
