// SPDX-License-Identifier: Apache-2.0
import Replaying
import TestSupport
import Testing

@Suite("Keys that move the focus, and the middle button", .serialized)
struct FocusTests {
    private static let form = """
        <input aria-label=First onchange="tell('first ' + value)"><input aria-label=Second onchange="tell('second ' + value)">
        <button onclick="tell('done')">Done</button>
        """

    @Test("from field to field by Tab, where the fields' own steps do it")
    func betweenFields() async throws {
        let deed = Deed("fields by Tab", page: Self.form, told: ["first a", "second b", "done"]) { hand in
            try await hand.click("input")
            try await hand.type("a")
            try await hand.press("Tab", code: 9)
            try await hand.type("b")
            try await hand.press("Tab", code: 9)
            try await hand.press("Enter", text: "\r", code: 13)
        }
        let skill = try await expectFaithful(deed).skill
        #expect(!skill.contains("Tab"), "\(skill)")
    }

    static let deeds: [Deed] = [
        Deed("a field that is left by Tab at the end", page: form, told: ["first a"]) { hand in
            try await hand.click("input")
            try await hand.type("a")
            try await hand.press("Tab", code: 9)
        },
        Deed(
            "a page that makes something of Tab",
            page: """
                <input aria-label=Town list=l onkeydown="if (event.key === 'Tab' && value === 'Ber') {
                  event.preventDefault(); value = 'Berlin'; }"><button onclick="tell(document.querySelector('input').value)">Go</button>
                """,
            told: ["Berlin"]
        ) { hand in
            try await hand.click("input")
            try await hand.type("Ber")
            try await hand.press("Tab", code: 9)
            try await hand.click("button")
        },
    ]

    @Test("what Tab does, where nothing else does it", arguments: deeds)
    func deed(_ deed: Deed) async throws {
        let skill = try await expectFaithful(deed).skill
        #expect(skill.contains("keys: Tab"), "\(skill)")
    }

    private static let second = "<title>second</title><button onclick=\"tell('second')\">Agree</button>"

    static let middles: [Deed] = [("with the middle button", "middle", 0), ("while Control is held down", "left", 2)]
        .map { sentence, button, modifiers in
            Deed(
                "a link that is clicked \(sentence)",
                page: "<a href=/second>Go</a> <button id=b onclick=\"tell('first')\">Back</button>",
                pages: ["/second": second],
                told: ["second", "first"]
            ) { hand in
                try await hand.click("a", button: button, modifiers: modifiers)
                let other = try await hand.other("/second")
                try await other.click("button")
                try await other.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
                try await hand.click("#b")
            }
        }

    @Test("a link opens in another tab", arguments: middles)
    func middle(_ deed: Deed) async throws {
        let skill = try await expectFaithful(deed).skill
        #expect(skill.contains("click: go, button: middle, then: { opens_tab: { tab: second, at: "), "\(skill)")
    }

    @Test("what the page itself makes of the middle button is done again")
    func ownMiddle() async throws {
        let deed = Deed(
            "a tab strip whose tabs close under the middle button",
            page: """
                <div role=tab tabindex=0 onmousedown="event.preventDefault()"
                  onauxclick="if (event.button === 1) { event.preventDefault(); tell('closed'); }">Notes</div>
                """,
            told: ["closed"]
        ) { try await $0.click("div", button: "middle") }
        #expect(try await expectFaithful(deed).skill.contains("button: middle"))
    }
}
