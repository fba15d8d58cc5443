// SPDX-License-Identifier: Apache-2.0
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("Dialogs and other clicks are taught and done again", .serialized)
struct GestureTests {
    static let deeds: [Deed] = [
        Deed("a double click", page: "<button ondblclick=\"tell('twice')\">Open</button>", told: ["twice"]) { hand in
            try await hand.click("button", times: 2)
        },
        Deed(
            "a click of the other button, and one in the menu that it opens",
            page: """
                <div oncontextmenu="event.preventDefault(); m.hidden = false" style="height:60px">Row 7</div>
                <menu id=m hidden><button onclick="tell('pinned')">Pin to top</button></menu>
                """,
            told: ["pinned"]
        ) { hand in
            try await hand.click("div", button: "right")
            try await hand.click("menu button")
        },
        Deed(
            "rows that are chosen with Shift and Control held down",
            page: """
                <style>li { user-select: none } [aria-selected=true] { background: #cdf }</style>
                <ul role=listbox aria-label=Rows aria-multiselectable=true>\(["Ada", "Bob", "Cleo", "Dan", "Eve"].map { "<li role=option aria-selected=false>\($0)</li>" }.joined())</ul>
                <button onclick="tell(rows.filter((r) => r.ariaSelected === 'true').map((r) => r.textContent).join(' '))">Take</button>
                <script>const rows = [...document.querySelectorAll('li')]; let first = 0;
                document.querySelector('ul').onclick = (e) => { const at = rows.indexOf(e.target);
                  rows.forEach((row, i) => { row.ariaSelected = e.shiftKey ? (i - first) * (i - at) <= 0 : i === at ? !e.ctrlKey || row.ariaSelected !== 'true' : e.ctrlKey && row.ariaSelected === 'true'; });
                  if (!e.shiftKey) first = at; };</script>
                """,
            told: ["Bob Dan"]
        ) { hand in
            try await hand.click("li:nth-child(2)")
            try await hand.click("li:nth-child(4)", modifiers: 8)
            try await hand.click("li:nth-child(3)", modifiers: 2)
            try await hand.click("button")
        },
        Deed(
            "a question that is answered with yes",
            page: "<button onclick=\"tell(confirm('Sure?') ? 'yes' : 'no')\">Go</button>",
            told: ["yes"]
        ) { hand in
            try await hand.answering([(true, nil)]) { try await hand.click("button") }
        },
        Deed(
            "a question that is answered with no",
            page: "<button onclick=\"tell(confirm('Sure?') ? 'yes' : 'no')\">Go</button>",
            told: ["no"]
        ) { hand in
            try await hand.answering([(false, nil)]) { try await hand.click("button") }
        },
        Deed(
            "a question for a text, and a message after it",
            page: "<button onclick=\"const n = prompt('Your name?', 'Bob'); alert('Hello'); tell(n)\">Go</button>",
            told: ["Ada"]
        ) { hand in
            try await hand.answering([(true, "Ada"), (true, nil)]) { try await hand.click("button") }
        },
        Deed(
            "a question before the page is left",
            page: """
                <a href="/next">Next</a><button onclick="onbeforeunload = (e) => e.preventDefault()">Edit</button>
                """,
            pages: ["/next": "<title>next</title><script>tell('left')</script>"],
            told: ["left"]
        ) { hand in
            try await hand.click("button")
            try await hand.answering([(true, nil)]) { try await hand.click("a") }
            try await hand.wait("document.title === 'next'")
        },
    ]

    @Test("a deed is done again", arguments: deeds)
    func deed(_ deed: Deed) async throws { try await expectFaithful(deed) }

    /// A skill taught on one page, replayed on another.
    private func replay(
        _ page: String,
        taughtOn first: String,
        _ act: @escaping @Sendable (Hand) async throws -> Void
    ) async throws -> (RunReport, told: [String]) {
        let redone = try await redo(Deed("another page", page: first, told: [], act: act), on: page)
        return (redone.report, redone.replayed)
    }

    @Test("another kind of dialog than the one that was shown is answered with no, and the run stops")
    func otherDialog() async throws {
        let (report, told) = try await replay(
            "<button onclick=\"tell(confirm('Delete all?') ? 'yes' : 'no')\">Go</button>",
            taughtOn: "<button onclick=\"alert('Hello'); tell('hello')\">Go</button>"
        ) { hand in
            try await hand.answering([(true, nil)]) { try await hand.click("button") }
        }
        #expect(report.code == "unexpected_dialog" && told == ["no"], "\(report)")
    }

    @Test(
        "another question than the one that was answered with yes is answered with no, and the run stops",
        arguments: ["Delete everything?", "Remove 30 items?", "Remove 3 items? And all others?", ""]
    )
    func otherMessage(_ message: String) async throws {
        let (report, told) = try await replay(
            "<button onclick=\"tell(confirm('\(message)') ? 'yes' : 'no')\">Go</button>",
            taughtOn: "<button onclick=\"tell(confirm('Remove 3 items?') ? 'yes' : 'no')\">Go</button>"
        ) { hand in
            try await hand.answering([(true, nil)]) { try await hand.click("button") }
        }
        #expect(report.code == "unexpected_dialog" && told == ["no"], "\(report)")
    }

    @Test("a message that only tells of another number, in other white space and case, is the same")
    func otherNumber() async throws {
        let (report, told) = try await replay(
            "<button onclick=\"alert(' ORDER no. 4712/b\\n\\nwas kept at 11:05.'); tell('told')\">Go</button>",
            taughtOn: "<button onclick=\"alert('Order no. 4711/b was kept at 09:59.'); tell('told')\">Go</button>"
        ) { hand in
            try await hand.answering([(true, nil)]) { try await hand.click("button") }
        }
        #expect(report.state == .succeeded && told == ["told"], "\(report)")
    }

    @Test("what a question says of a value is asked of the value that a run is given")
    func messageWithInput() async throws {
        let deed = Deed(
            "a question about what was typed",
            page: """
                <input aria-label=Name><button onclick="const n = document.querySelector('input').value;
                  tell(confirm('Greet ' + n + '?') ? n : 'no')">Greet</button>
                """,
            told: ["Ada"]
        ) { hand in
            try await hand.click("input")
            try await hand.type("Ada")
            try await hand.answering([(true, nil)]) { try await hand.click("button") }
        }
        #expect(try await expectFaithful(deed).skill.contains("message: \"Greet {{ inputs.name }}?\""))
    }

    @Test("a dialog that does not come any more fails its step")
    func missingDialog() async throws {
        let (report, _) = try await replay(
            "<button onclick=\"tell('done')\">Go</button>",
            taughtOn: "<button onclick=\"tell(confirm('Sure?') ? 'yes' : 'no')\">Go</button>"
        ) { hand in
            try await hand.answering([(true, nil)]) { try await hand.click("button") }
        }
        #expect(report.code == "consequence_missing", "\(report)")
    }

    @Test("the second click of two does not reach what has come in the first one's place")
    func secondClick() async throws {
        let (report, told) = try await replay(
            """
            <button id=a onclick="this.outerHTML = '<button id=b onclick=tell(1)>Pay</button>'">Open</button>
            """,
            taughtOn: "<button ondblclick=\"tell('twice')\">Open</button>"
        ) { try await $0.click("button", times: 2) }
        #expect(report.state == .failed && told.isEmpty, "\(report) \(told)")
    }

    @Test("what a prompt for a password was given is in no recording")
    func secretPrompt() async throws {
        let page = "<button onclick=\"prompt('Your password?'); document.title = 'done'\">Go</button>"
        try await withFixtureServer(["/": .page(page)]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "secret") { hand in
                        try await hand.answering([(true, "hunter2")]) { try await hand.click("button") }
                    }
                    let text = try String(contentsOfFile: folder.path + "/secret.jsonl", encoding: .utf8)
                    #expect(!text.contains("hunter2"))
                    #expect(try Compiler.compile(recording).notes.contains { $0.contains("sounds secret") })
                }
            }
        }
    }
}
