// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Vocabulary

extension Tab {
    /// Waits until a document and what it embeds and asks for have been loaded, and for half a second nothing else was.
    ///
    /// For before one says that something is missing. The browser tells it once a document, also afterwards to those who
    /// begin to listen; see
    /// [Page.setLifecycleEventsEnabled](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-setLifecycleEventsEnabled).
    ///
    /// - Parameters:
    ///   - document: the document that is waited for; another one ends the wait.
    ///   - deadline: when to stop waiting, which is no error: some pages never stop loading.
    /// - Throws: ``BrowsingError`` with `tab_closed`, or what the connection throws.
    public func waitForQuietNetwork(of document: DocumentID, deadline: Deadline) async throws {
        let changes = events()
        _ = try await session.send(Page.SetLifecycleEventsEnabled(enabled: true), deadline: .after(.seconds(5)))
        do {
            try await withDeadline(deadline, waitingFor: "the network") { [closedError] in
                for try await event in changes {
                    if event == .networkQuiet(document) { return }
                    if case .navigated(let arrival) = event, arrival.document != document { return }
                }
                throw closedError
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {}
        _ = try await session.send(Page.SetLifecycleEventsEnabled(enabled: false), deadline: .after(.seconds(5)))
    }
}
