// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Oversight
public import Vocabulary
public import WebAddresses

extension Tab {
    /// Opens an address and returns when its document is there.
    ///
    /// Only `http` and `https` can be opened: ``WebAddresses/WebAddress`` holds nothing else.
    ///
    /// - Returns: the new document, or the one that its own script went on to.
    /// - Throws: ``BrowsingError`` with `navigation_failed`, `certificate_refused` or `page_never_loaded`; each names
    ///   the host, never the whole address.
    @discardableResult
    public func open(_ address: WebAddress, permit: Permit, deadline: Deadline) async throws -> DocumentID {
        try permit.require(.open(address), or: mismatch)
        let reply: Page.Navigate.Reply
        do {
            reply = try await session.send(Page.Navigate(url: address.text), deadline: deadline)
        } catch let error as CDPError where error.isTimeOut {
            try? session.enqueue(Page.StopLoading(), deadline: .after(.seconds(1))).discard()
            throw BrowsingError(
                code: .pageNeverLoaded,
                message: "\(address.origin.text) did not answer before the step's deadline: "
                    + "see whether the site is up, or give the step a longer 'within'.",
                cause: error
            )
        }
        if let failure = reply.errorText { throw navigationError(failure, at: address) }
        guard let loader = reply.loaderId else { return document }
        let arrived = DocumentID(rawValue: loader)
        return try await wait(for: "the document of \(address.origin.text)", deadline: deadline) { state in
            state.hasShown(arrived) && state.world != nil ? state.document : nil
        }
    }

    /// Loads the same address again.
    ///
    /// - Throws: ``BrowsingError`` with `navigation_failed` when the browser could not load it.
    public func reload(permit: Permit, deadline: Deadline) async throws {
        try permit.require(.reload, or: mismatch)
        let before = document
        _ = try await callPage(Page.Reload(), deadline: deadline)
        try await waitForDocument(otherThan: before, deadline: deadline)
        try requireLoaded()
    }

    /// Goes one entry back (-1) or forward (+1) in the tab's history.
    ///
    /// - Throws: ``BrowsingError`` with `no_history` when there is no such entry, `navigation_failed` when the browser
    ///   could not load it.
    public func goInHistory(by offset: Int, permit: Permit, deadline: Deadline) async throws {
        try permit.require(.history, or: mismatch)
        let history = try await callPage(Page.GetNavigationHistory(), deadline: deadline)
        let index = history.currentIndex + offset
        guard history.entries.indices.contains(index) else {
            throw BrowsingError(
                code: .noHistory,
                message: "The tab has nothing to go \(offset < 0 ? "back" : "forward") to."
            )
        }
        let before = (document, address)
        let entry = history.entries[index]
        _ = try await callPage(Page.NavigateToHistoryEntry(entryId: entry.id), deadline: deadline)
        _ = try await wait(for: "the page from the history", deadline: deadline) { state in
            (state.document, state.address) != before && (state.world != nil || state.isErrorPage) ? true : nil
        }
        try requireLoaded()
    }

    /// A page of the browser's own is none that anybody asked for.
    private func requireLoaded() throws(BrowsingError) {
        guard showsErrorPage else { return }
        throw BrowsingError(
            code: .navigationFailed,
            message: "\(origin?.text ?? "The page") could not be loaded again: see whether the site is up."
        )
    }

    /// Closes the tab, and returns when it is gone.
    public func close(permit: Permit, deadline: Deadline) async throws {
        try permit.require(.closeTab, or: mismatch)
        guard !isClosed else { return }
        do {
            try await close(deadline: deadline)
            let _: Void? = try await wait(for: "the tab to close", deadline: deadline) { _ in nil }
        } catch let error as BrowsingError where error.reason == .tabClosed {}
    }

    /// Closes the tab.
    public func close(deadline: Deadline) async throws {
        _ = try await session.send(Target.CloseTarget(targetId: id.rawValue), deadline: deadline)
    }

    private func waitForDocument(otherThan before: DocumentID, deadline: Deadline) async throws {
        _ = try await wait(for: "the page to load again", deadline: deadline) { state in
            state.document != before && (state.world != nil || state.isErrorPage) ? true : nil
        }
    }

    var mismatch: BrowsingError {
        BrowsingError(
            code: .permitMismatch,
            message: "The permit is for another action or another site than this one, or was taken back."
        )
    }

    private func navigationError(_ text: String, at address: WebAddress) -> BrowsingError {
        if text.hasPrefix("net::ERR_CERT") || text.hasPrefix("net::ERR_SSL") {
            return BrowsingError(
                code: .certificateRefused,
                message: "\(address.origin.text) has no valid certificate (\(text)): "
                    + "mend the site's certificate; the browser is never told to ignore it."
            )
        }
        if text == "net::ERR_INVALID_AUTH_CREDENTIALS" {
            return BrowsingError(
                code: .signInRequired,
                message: "\(address.origin.text) asks for a user and a password by HTTP, and the step holds none: "
                    + "teach it anew, or add 'then: { sign_in: … }' to it."
            )
        }
        return BrowsingError(
            code: .navigationFailed,
            message: "\(address.origin.text) could not be opened (\(text)): see whether the address is right and the "
                + "site is up."
        )
    }
}
