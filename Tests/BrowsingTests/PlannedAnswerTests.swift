// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import Browsing

@Suite("A planned answer to what a page asks")
struct PlannedAnswerTests {
    private var tab = TabState(top: "tab")

    @Test("is given to a site of the skill, and once")
    mutating func own() {
        let yes = DialogAnswer(kind: .geolocation, isAccepted: true)
        tab.plannedDialogs = [yes]
        let answers = [tab.noteDialog(.geolocation, saying: ""), tab.noteDialog(.geolocation, saying: "")]
        #expect(answers == [yes, nil])
        #expect(tab.unexpectedDialogs == 1)
    }

    @Test("is a refusal only of what it is for")
    func refusal() {
        let no = DialogAnswer(kind: .geolocation, isAccepted: false)
        #expect(no.isRefusal(of: .geolocation) && !no.isRefusal(of: .notifications))
        #expect(!DialogAnswer(kind: .geolocation, isAccepted: true).isRefusal(of: .geolocation))
        #expect(!DialogAnswer(kind: .confirm, isAccepted: false).isRefusal(of: .confirm))
    }

    @Test("is kept from another site when it is a yes, and given to it when it is a no")
    mutating func foreign() {
        let yes = DialogAnswer(kind: .geolocation, isAccepted: true)
        let no = DialogAnswer(kind: .notifications, isAccepted: false)
        tab.plannedDialogs = [yes]
        let refused = tab.noteDialog(.geolocation, saying: "", isForeign: true)
        #expect(refused == nil)
        #expect(tab.unexpectedDialogs == 1)
        #expect(tab.plannedDialogs == [yes])
        tab.plannedDialogs = [no]
        let given = tab.noteDialog(.notifications, saying: "", isForeign: true)
        #expect(given == no)
        #expect(tab.unexpectedDialogs == 1)
    }
}
