// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Browsing
@testable import CDP

@Suite("What was dealt with while a tab was set up")
struct HeardQuestionsTests {
    private func event(_ method: String) -> CDPEvent {
        CDPEvent(method: method, content: Content(message: [], range: nil))
    }

    @Test(
        "is passed by once by whoever follows the tab, a request as well as its server's question, and nothing else is"
    )
    func skipped() {
        var heard = HeardQuestions()
        heard.add(nil)
        heard.add {}
        let methods = [
            "Page.loadEventFired", Fetch.RequestPaused.method, "Fetch.other", Fetch.AuthRequired.method,
            Fetch.RequestPaused.method,
        ]
        #expect(methods.map { heard.skips(event($0)) } == [false, true, false, true, false])
        #expect(heard.timers.count == 1)
    }
}
