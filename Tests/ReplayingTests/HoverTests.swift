// SPDX-License-Identifier: Apache-2.0
import Replaying
import TestSupport
import Testing
import Vocabulary

@Suite("A rest of the pointer is taught where something came of it, and nowhere else", .serialized)
struct HoverTests {
    private static let styled = """
        <style>.sub { display: none } li:hover > .sub { display: block } ul { margin: 0 }</style>
        <ul><li><a href="#file">File</a><ul class=sub><li><a href="#more">More</a><ul class=sub>
        <li><button onclick="tell('renamed')">Rename</button></li></ul></li></ul></li><li><a href="#edit">Edit</a></li></ul>
        """

    static let deeds: [(Deed, [String])] = [
        (
            Deed("a menu in a menu, which the style shows", page: styled, told: ["renamed"]) { hand in
                try await hand.hover("[href='#file']")
                try await hand.hover("[href='#more']")
                try await hand.click("button")
            }, ["open", "hover", "hover", "click"]
        ),
        (
            Deed(
                "a button that a row shows under the pointer",
                page: """
                    <style>tr button { visibility: hidden } tr:hover button { visibility: visible } td { padding: 12px }</style>
                    <table>\(["Ada", "Bob"].map { "<tr><td>\($0)</td><td><button onclick=\"tell('\($0)')\">Edit</button></td></tr>" }.joined())</table>
                    """,
                told: ["Bob"]
            ) { hand in
                try await hand.hover("tr:nth-of-type(2) td")
                try await hand.click("tr:nth-of-type(2) button")
            }, ["open", "hover", "click"]
        ),
        (
            Deed(
                "a way over a page on which nothing opens",
                page: """
                    <style>a:hover { color: red }</style><p><a href="#a">One</a> <a href="#b">Two</a></p><button onclick="tell('go')">Go</button>
                    """,
                told: ["go"]
            ) { hand in
                try await hand.hover("a")
                try await hand.hover("a:nth-of-type(2)")
                try await hand.click("button")
            }, ["open", "click"]
        ),
        (
            Deed(
                "what a click has opened",
                page: """
                    <button id=a onclick="m.hidden = false">Menu</button><div id=m hidden><button id=b onclick="tell('b')">Next</button></div>
                    """,
                told: ["b"]
            ) { hand in
                try await hand.hover("#a")
                try await hand.click("#a")
                try await hand.click("#b")
            }, ["open", "click", "click"]
        ),
        (
            Deed(
                "a menu that the page makes elsewhere a while after",
                page: """
                    <button id=account>Account</button><div id=place style="margin:80px"></div><script>
                    account.onmouseenter = () => setTimeout(() => { place.innerHTML = '<button onclick="tell(1)">Log out</button>'; }, 200);</script>
                    """,
                told: ["1"]
            ) { hand in
                try await hand.hover("#account")
                try await hand.wait("document.querySelector('#place button')")
                try await hand.click("#place button")
            }, ["open", "hover", "click"]
        ),
    ]

    @Test("a deed with a pointer that rests is done again", arguments: deeds)
    func deed(_ deed: Deed, _ actions: [String]) async throws {
        let redone = try await expectFaithful(deed)
        #expect(redone.actions == actions, "\(redone.skill)")
    }

    @Test("a menu that does not open any more fails the step that should open it")
    func closedMenu() async throws {
        let redone = try await redo(
            Self.deeds[0].0,
            on: Self.styled.replacing("li:hover > .sub", with: "li:active > .sub")
        )
        #expect(redone.report.code == "consequence_missing" && redone.replayed.isEmpty, "\(redone.report)")
    }
}
