// SPDX-License-Identifier: Apache-2.0
import Replaying
import TestSupport
import Testing
import Vocabulary

@Suite("Scrolling is taught where something came of it, and nowhere else", .serialized)
struct ScrollTests {
    /// Twenty things, and twenty more whenever the end comes into view.
    static let endless = """
        <style>p { height: 60px; margin: 0 }</style><h1>Results</h1><main></main><div id=end>…</div><script>
        const more = () => { const n = document.querySelectorAll('p').length; for (let i = n + 1; i <= n + 20; i++) {
          document.querySelector('main').insertAdjacentHTML('beforeend', `<p><button onclick="tell('${i}')">Open number ${'abcdefghijklmnopqrstuvwxyz'[i % 26]}${i > 26 ? 'b' : 'a'}${i > 52 ? 'c' : 'a'}</button></p>`); } };
        more(); new IntersectionObserver((all) => { if (all[0].isIntersecting && document.querySelectorAll('p').length < 90) setTimeout(more, 80); }).observe(document.querySelector('#end'));
        </script>
        """

    /// A list that holds no more than what is seen of it, and a little around.
    static let virtual = """
        <div id=list aria-label=Names role=list tabindex=0 style="height:200px;width:300px;overflow:auto;position:relative"><div id=all style="height:8000px"></div></div><script>
        const names = Array.from({ length: 200 }, (_, i) => 'Name ' + String.fromCharCode(97 + i % 26) + String.fromCharCode(97 + Math.floor(i / 26)));
        const draw = () => { const first = Math.max(0, Math.floor(list.scrollTop / 40) - 1); all.innerHTML = names.slice(first, first + 8).map((name, i) =>
          `<button style="position:absolute;top:${(first + i) * 40}px;height:38px" onclick="tell('${name}')">${name}</button>`).join(''); };
        list.onscroll = draw; draw();</script>
        """

    /// The same to the right.
    static let shelf = """
        <div id=list aria-label=Names role=list tabindex=0 style="height:60px;width:400px;overflow:auto;position:relative"><div id=all style="width:16000px;height:1px"></div></div><script>
        const names = Array.from({ length: 200 }, (_, i) => 'Name ' + String.fromCharCode(97 + i % 26) + String.fromCharCode(97 + Math.floor(i / 26)));
        const draw = () => { const first = Math.max(0, Math.floor(list.scrollLeft / 80) - 1); all.innerHTML = names.slice(first, first + 8).map((name, i) =>
          `<button style="position:absolute;left:${(first + i) * 80}px;width:78px" onclick="tell('${name}')">${name}</button>`).join(''); };
        list.onscroll = draw; draw();</script>
        """

    /// Each event of scrolling draws the buttons anew, so it is the last one that counts.
    private static let named = "!!document.querySelector(\"[onclick*='Name me']\")"

    static let deeds: [(Deed, [String])] = [
        (
            Deed("a page that loads more at its end", page: endless, told: ["38"]) { hand in
                try await hand.wheel("body", by: (0, 3000), at: (0.5, 0.01))
                try await hand.wait("document.querySelectorAll('p').length > 20")
                try await hand.click("p:nth-of-type(38) button")
            }, ["open", "scroll", "click"]
        ),
        (
            Deed("a page that loads more again and again", page: endless, told: ["70"]) { hand in
                for count in [20, 40, 60] {
                    try await hand.wheel("h1", by: (0, 6000))
                    try await hand.wait("document.querySelectorAll('p').length > \(count)")
                }
                try await hand.click("p:nth-of-type(70) button")
            }, ["open", "scroll", "click"]
        ),
        (
            Deed("a list that holds only what is seen of it", page: virtual, told: ["Name me"]) { hand in
                try await hand.wheel("#list", by: (0, 4640))
                try await hand.wait("document.querySelector('#list').scrollTop === 4640 && \(named)")
                try await hand.click("[onclick*='Name me']")
            }, ["open", "scroll", "click"]
        ),
        (
            Deed(
                "a page that is only long",
                page:
                    "<button onclick=\"tell('top')\">Top</button><p style='height:2000px'></p><button id=low onclick=\"tell('low')\">Low</button>",
                told: ["low"]
            ) { hand in
                try await hand.wheel("button", by: (0, 1800))
                try await hand.wait("scrollY > 500")
                try await hand.click("#low")
            }, ["open", "click"]
        ),
        (
            Deed("a list that goes sideways and holds only what is seen of it", page: shelf, told: ["Name me"]) {
                hand in
                try await hand.wheel("#list", by: (9280, 0))
                try await hand.wait("document.querySelector('#list').scrollLeft === 9280 && \(named)")
                try await hand.click("[onclick*='Name me']")
            }, ["open", "scroll", "click"]
        ),
        (
            Deed("a page that loads more when it is scrolled by keys", page: endless, told: ["50"]) { hand in
                for count in [20, 40] {
                    try await hand.press("End", code: 35)
                    try await hand.wait("document.querySelectorAll('p').length > \(count)")
                }
                try await hand.click("p:nth-of-type(50) button")
            }, ["open", "press", "press", "scroll", "click"]
        ),
    ]

    @Test("a deed with scrolling is done again", arguments: deeds)
    func deed(_ deed: Deed, _ actions: [String]) async throws {
        let redone = try await expectFaithful(deed)
        #expect(redone.actions == actions, "\(redone.skill)")
    }

    @Test("what no scrolling brings any more fails the step in time")
    func nothingMore() async throws {
        let redone = try await redo(Self.deeds[0].0, on: Self.endless.replacing("setTimeout(more, 80)", with: "0"))
        #expect(redone.report.code == "consequence_missing" && redone.replayed.isEmpty, "\(redone.report)")
    }
}
