// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Foundation
internal import Synchronization
internal import Vocabulary

extension TabPump {
    /// Tells of the calls that a page's scripts send to change something, and of their answers.
    func hear(_ event: CDPEvent, from tab: Tab) throws {
        if let request = try event.decode(Network.RequestWillBeSent.self) {
            // A server that sends a call elsewhere has answered it.
            if let redirect = request.redirectResponse {
                announce(tab) { $0.answered(request.requestId, status: redirect.status) }
            }
            let now = (Date().timeIntervalSince1970 * 1000).rounded()
            announce(tab) { book in
                let sent = request.request
                return book.sent(request.requestId, sent.method, type: request.type, to: sent.url, at: now)
            }
        } else if let response = try event.decode(Network.ResponseReceived.self) {
            announce(tab) { $0.answered(response.requestId, status: response.response.status) }
        } else if let failure = try event.decode(Network.LoadingFailed.self) {
            announce(tab) { $0.answered(failure.requestId, status: nil) }
        }
    }

    /// What comes of the calls that are under way is told to nobody.
    func forgetRequests(of tab: Tab) { tab.requests.withLock { $0 = RequestBook() } }

    private func announce(_ tab: Tab, _ note: (inout RequestBook) -> TabEvent?) {
        if let event = tab.requests.withLock({ note(&$0) }) { tab.announce(event) }
    }
}
