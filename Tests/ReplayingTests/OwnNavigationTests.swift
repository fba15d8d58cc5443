// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing

@Suite("Pages that go through their history, or load themselves again", .serialized)
struct OwnNavigationTests {
    /// Without it the browser keeps a page that was left, and shows that again.
    private static let unkept = "<script>addEventListener('unload', () => {})</script>"

    static let deeds: [Deed] =
        ["", unkept]
        .map { kept in
            Deed(
                "a button of the page that goes back" + (kept.isEmpty ? "" : ", to a page that is loaded anew"),
                page: kept
                    + "<title>first</title><a href=/second>Go</a><button onclick=\"tell('first')\">Done</button>",
                pages: ["/second": kept + "<title>second</title><button onclick=\"history.back()\">Back</button>"],
                told: ["first"]
            ) { hand in
                try await hand.click("a")
                try await hand.wait("document.title === 'second'")
                try await hand.click("button")
                try await hand.wait("document.title === 'first'")
                try await hand.click("button")
            }
        } + [
            Deed(
                "a page that loads itself again when a button is clicked",
                page: """
                    <button onclick="sessionStorage.n = 1; location.reload()">Refresh</button>
                    <script>if (sessionStorage.n) { document.title = 'again';
                      document.write('<button id=b onclick="tell(sessionStorage.n)">Done</button>') }</script>
                    """,
                told: ["1"]
            ) { hand in
                try await hand.click("button")
                try await hand.wait("document.title === 'again'")
                try await hand.click("#b")
            },
            Deed(
                "a page that goes back in its own history",
                page: """
                    <button onclick="history.pushState(1, '', '#list')">List</button>
                    <button id=b onclick="history.back()">Close</button>
                    <button id=c onclick="tell(location.hash || 'none')">Tell</button>
                    """,
                told: ["none"]
            ) { hand in
                try await hand.click("button")
                try await hand.wait("location.hash === '#list'")
                try await hand.click("#b")
                try await hand.wait("location.hash === ''")
                try await hand.click("#c")
            },
            Deed(
                "a page that loads itself again by itself",
                page: """
                    <title>page</title><script>sessionStorage.n = 1 + (+sessionStorage.n || 0);
                      if (sessionStorage.n < 3) setTimeout(() => location.reload(), 200)</script>
                    <button onclick="tell('done')">Done</button>
                    """,
                told: ["done"]
            ) { hand in
                try await hand.wait("sessionStorage.n === '3'")
                try await hand.click("button")
            },
        ]

    @Test("what the page did is no step", arguments: deeds)
    func deed(_ deed: Deed) async throws {
        let skill = try await expectFaithful(deed).skill
        for word in ["back: true", "forward: true", "reload: true"] { #expect(!skill.contains(word), "\(skill)") }
    }

    @Test("a person who goes back after the page has loaded itself again goes one page back")
    func backAfterReload() async throws {
        let deed = Deed(
            "back after a reload",
            page: "<title>first</title><a href=/second>Go</a><button onclick=\"tell('first')\">Done</button>",
            pages: [
                "/second": """
                <title>second</title><button onclick="sessionStorage.n = 1; location.reload()">Refresh</button>
                <script>if (sessionStorage.n) document.title = 'again'</script>
                """
            ],
            told: ["first"]
        ) { hand in
            try await hand.click("a")
            try await hand.wait("document.title === 'second'")
            try await hand.click("button")
            try await hand.wait("document.title === 'again'")
            try await hand.back()
            try await hand.wait("document.title === 'first'")
            try await hand.click("button")
        }
        let skill = try await expectFaithful(deed).skill
        #expect(skill.components(separatedBy: "back: true").count == 2, "\(skill)")
    }
}
