// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@Suite("Tabs that a page opens", .serialized)
struct TabTests {
    private static let second = "<title>second</title><button onclick=\"tell('second')\">Agree</button>"

    static let openers = [
        "<a href=/receipt target=_blank>Open</a>",
        "<a href=/receipt target=_blank rel=noopener>Open</a>",
        "<button onclick=\"window.open('/receipt')\">Open</button>",
        "<button onclick=\"window.open('/receipt', '_blank', 'noopener')\">Open</button>",
        "<button onclick=\"const w = window.open(''); setTimeout(() => { w.location = '/receipt' }, 50)\">Open</button>",
        "<form action=/receipt target=_blank><button>Open</button></form>",
    ]

    @Test("what is done in it, and then in the first tab again, is done again", arguments: openers)
    func there(_ opener: String) async throws {
        let page = opener + "<p><button id=b onclick=\"tell('first')\">Back</button>"
        let deed = Deed("a tab", page: page, pages: ["/receipt": Self.second], told: ["second", "first"]) { hand in
            try await hand.click("a, button")
            let other = try await hand.other("/receipt" + (opener.contains("form") ? "?" : ""))
            try await other.click("button")
            try await other.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
            try await hand.click("#b")
        }
        let skill = try await expectFaithful(deed).skill
        #expect(skill.contains("opens_tab: { tab: receipt, at: "))
        #expect(skill.contains("tab: receipt, click: agree"))
    }

    @Test("a tab whose address ends in a number is called by the word before it")
    func numbered() async throws {
        let page = "<a href=/receipts/2001 target=_blank>Open</a>"
        let deed = Deed("a tab", page: page, pages: ["/receipts/2001": Self.second], told: ["second"]) { hand in
            try await hand.click("a")
            try await hand.other("/receipts/2001").click("button")
        }
        #expect(try await expectFaithful(deed).skill.contains("tab: receipts, click: agree"))
    }

    @Test("a window that closes itself leaves the first tab to go on in")
    func closing() async throws {
        let page = """
            <button onclick="window.open('/login', 'w', 'popup,width=300,height=200')">Log in</button>
            <p id=who></p><button id=b onclick="tell(who.textContent)">Go</button>
            """
        let login = "<button onclick=\"opener.who.textContent = 'Ada'; window.close()\">It is me</button>"
        let deed = Deed("a window", page: page, pages: ["/login": login], told: ["Ada"]) { hand in
            try await hand.click("button")
            let other = try await hand.other("/login")
            try await other.click("button")
            try await hand.wait("who.textContent === 'Ada'")
            try await hand.click("#b")
        }
        #expect(try await !expectFaithful(deed).skill.contains("close_tab"))
    }

    @Test("a tab that the person closes is closed again")
    func closed() async throws {
        let page = """
            <button onclick="w = window.open('/receipt')">Open</button><button id=b onclick="tell(w.closed)">Look</button>
            """
        let deed = Deed("a tab", page: page, pages: ["/receipt": Self.second], told: ["second", "true"]) { hand in
            try await hand.click("button")
            let other = try await hand.other("/receipt")
            try await other.click("button")
            try await other.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
            try await hand.close("/receipt")
            try await hand.wait("w.closed")
            try await hand.click("#b")
        }
        #expect(try await expectFaithful(deed).skill.contains("tab: receipt, close_tab: true"))
    }

    @Test("a box that is ticked in two tabs of the same page is ticked twice")
    func ticks() async throws {
        let box =
            "<title>box</title><input type=checkbox aria-label=Agree onchange=\"tell(location.search + this.checked)\">"
        let deed = Deed(
            "two ticks",
            page: box + "<a href=/?two target=_blank>Two</a>",
            told: ["?twotrue", "true"]
        ) { hand in
            try await hand.click("a")
            let two = try await hand.other("/?two")
            try await two.click("input")
            try await two.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
            try await hand.click("input")
        }
        let skill = try await expectFaithful(deed).skill
        #expect(skill.components(separatedBy: "check: agree").count == 3, "\(skill)")
    }

    @Test("two tabs of the same page are told apart by the steps that opened them")
    func twins() async throws {
        let page = "<a href=/item?1 target=_blank>One</a> <a id=two href=/item?2 target=_blank>Two</a>"
        let item = "<button onclick=\"tell(location.search)\">Take</button>"
        let deed = Deed("two tabs", page: page, pages: ["/item": item], told: ["?2", "?1"]) { hand in
            try await hand.click("a")
            let one = try await hand.other("/item?1")
            try await hand.click("#two")
            let two = try await hand.other("/item?2")
            try await two.click("button")
            try await two.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
            try await one.click("button")
        }
        let skill = try await expectFaithful(deed).skill
        #expect(skill.contains("tab: item-2") && skill.contains("tab: item,"))
    }
}
