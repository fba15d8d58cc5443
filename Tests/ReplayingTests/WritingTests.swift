// SPDX-License-Identifier: Apache-2.0
import CDP
import Replaying
import TestSupport
import Testing
import Vocabulary

@Suite("What is written is written again", .serialized)
struct WritingTests {
    private static let field = """
        <label>Note <textarea id=t></textarea></label><button onclick="tell(t.value)">Go</button>
        """

    /// An editor that knows one key of its own and leaves the others to the browser.
    private static let editor = """
        <div id=e contenteditable role=textbox aria-multiline=true aria-label=Note style="min-height:100px;border:1px solid"></div>
        <button onclick="tell(lines())">Go</button><script>
        e.onkeydown = (event) => { if (event.ctrlKey && event.key === 'b') { event.preventDefault(); document.execCommand('bold'); } };
        const lines = () => { let out = ''; const walk = (n, bold) => { if (n.nodeType === 3) { out += bold ? '*' + n.data + '*' : n.data; return; }
          if (n.localName === 'br') { if (n.nextSibling) out += '|'; return; } if (n.localName === 'div' && n !== e && out && !out.endsWith('|')) out += '|';
          for (const c of n.childNodes) walk(c, bold || n.localName === 'b'); }; walk(e, false); return out.replaceAll('\\u00a0', ' '); };</script>
        """

    static let long = (1...120).map { "Line \($0) of a long text that somebody pastes." }.joined(separator: " ")

    static let deeds: [Deed] = [
        Deed("a long text", page: field.replacing("t.value)", with: "t.value.length)"), told: ["\(long.count)"]) {
            hand in
            try await hand.click("#t")
            try await hand.insert(long)
            try await hand.click("button")
        },
        Deed("a composition of an input method", page: field, told: ["日本語 ok"]) { hand in
            try await hand.click("#t")
            for part in ["に", "にほ", "日本", "日本語"] { try await hand.compose(part) }
            try await hand.insert("日本語")
            try await hand.type(" ok")
            try await hand.click("button")
        },
        Deed("emoji of several parts", page: field, told: ["👩‍👩‍👧 🇩🇪 fine"]) { hand in
            try await hand.click("#t")
            try await hand.insert("👩‍👩‍👧 🇩🇪")
            try await hand.type(" fine")
            try await hand.click("button")
        },
        Deed("a letter of a dead key", page: field, told: ["café"]) { hand in
            try await hand.click("#t")
            try await hand.type("caf")
            try await hand.press("Dead", code: 222)
            try await hand.compose("´")
            try await hand.insert("é")
            try await hand.click("button")
        },
        Deed("what is edited in place", page: editor, told: ["Dear Ada"]) { hand in
            try await hand.click("#e")
            try await hand.type("Dear Ada")
            try await hand.click("button")
        },
        Deed("lines of an editor", page: editor, told: ["one|two|three"]) { hand in
            try await hand.click("#e")
            try await hand.type("one")
            try await hand.enter()
            try await hand.type("two")
            try await hand.enter()
            try await hand.type("three")
            try await hand.click("button")
        },
        Deed("bold words of an editor", page: editor, told: ["Hello *Ada* and|Bob"]) { hand in
            try await hand.click("#e")
            try await hand.type("Hello ")
            try await hand.chord("b")
            try await hand.type("Ada")
            try await hand.chord("b")
            try await hand.type(" and")
            try await hand.enter()
            try await hand.type("Bob")
            try await hand.click("button")
        },
        Deed(
            "a text that is copied by keys",
            page:
                "<input id=a aria-label=From value=Espresso><input id=b aria-label=To><button onclick='tell(b.value)'>Go</button>",
            told: ["Espresso"]
        ) { hand in
            try await hand.click("#a")
            try await hand.chord("a", command: "selectAll")
            try await hand.chord("c", command: "copy")
            try await hand.click("#b")
            try await hand.chord("v", command: "paste")
            try await hand.click("button")
        },
        Deed(
            "keys of the page's own",
            page: """
                <p>Inbox</p><script>addEventListener('keydown', (e) => { if (e.ctrlKey && e.key === 's') { e.preventDefault(); tell('saved'); }
                  if (!e.ctrlKey && e.key === '?') tell('help'); if (e.key === 'Escape') tell('closed'); });</script>
                """,
            told: ["saved", "help", "closed"]
        ) { hand in
            try await hand.chord("s")
            try await hand.type("?")
            try await hand.press("Escape", code: 27)
        },
    ]

    @Test("a text is written again", arguments: deeds)
    func deed(_ deed: Deed) async throws { try await expectFaithful(deed) }
}

extension Hand {
    /// Shows a text that an input method has not finished.
    fileprivate func compose(_ text: String) async throws {
        let end = text.utf16.count
        _ = try await session.send(
            Input.ImeSetComposition(text: text, selectionStart: end, selectionEnd: end),
            deadline: .after(.seconds(10))
        )
    }

    /// A letter with Control held down, and what a desktop makes of it.
    fileprivate func chord(_ key: String, command: String? = nil) async throws {
        let code = Int(key.uppercased().utf8.first ?? 0)
        for type in ["rawKeyDown", "keyUp"] {
            _ = try await session.send(
                Input.DispatchKeyEvent(
                    type: type,
                    modifiers: 2,
                    code: "Key\(key.uppercased())",
                    key: key,
                    windowsVirtualKeyCode: code,
                    commands: type == "rawKeyDown" ? command.map { [$0] } : nil
                ),
                deadline: .after(.seconds(10))
            )
        }
    }
}
