// SPDX-License-Identifier: Apache-2.0
import Replaying
import TestSupport
import Testing
import Vocabulary

@Suite("What is done at a place of a drawing is done there again, and said to be so", .serialized)
struct PlaceTests {
    static let map = """
        <canvas aria-label=Map width=400 height=300 style="border:1px solid"></canvas><script>
        const c = document.querySelector('canvas'); let zoom = 0;
        const at = (e) => Math.round(e.offsetX / c.clientWidth * 10) + ',' + Math.round(e.offsetY / c.clientHeight * 10);
        c.onclick = (e) => tell('one ' + at(e)); c.ondblclick = (e) => tell('two ' + at(e));
        c.oncontextmenu = (e) => { e.preventDefault(); tell('menu ' + at(e)); };
        c.addEventListener('wheel', (e) => { e.preventDefault(); zoom -= e.deltaY; if (Math.abs(zoom) === 360) tell('zoom ' + zoom + ' ' + at(e)); });</script>
        """

    static let deeds: [Deed] = [
        Deed("a click on a map", page: map, told: ["one 3,7"]) { try await $0.click("canvas", at: (0.3, 0.7)) },
        Deed("two clicks in a row on a map", page: map, told: ["one 8,2", "one 8,2", "two 8,2"]) { hand in
            try await hand.click("canvas", at: (0.8, 0.2), times: 2)
        },
        Deed("a click of the other button on a map", page: map, told: ["menu 5,1"]) { hand in
            try await hand.click("canvas", at: (0.5, 0.1), button: "right")
        },
        Deed(
            "a map that is zoomed by the wheel with Control held down",
            page: """
                <canvas aria-label=Map width=300 height=200></canvas><script>const c = document.querySelector('canvas'); let zoom = 0;
                c.addEventListener('wheel', (e) => { if (!e.ctrlKey) return; e.preventDefault(); zoom -= e.deltaY; if (zoom === 240) tell('zoom'); });</script>
                """,
            told: ["zoom"]
        ) { hand in
            try await hand.hover("canvas")
            for _ in 1...2 { try await hand.wheel("canvas", by: (0, -120), modifiers: 2) }
        },
        Deed("a map that is zoomed by the wheel, and then clicked", page: map, told: ["zoom 360 2,2", "one 5,5"]) {
            hand in
            for _ in 1...3 { try await hand.wheel("canvas", by: (0, -120), at: (0.2, 0.2)) }
            try await hand.click("canvas", at: (0.501, 0.501))
        },
        Deed(
            "a click on a drawing of lines",
            page:
                "<svg role=img aria-label=Plan width=300 height=200 onclick=\"tell(Math.round(event.offsetX / 30))\"><rect width=300 height=200 fill=#eee /></svg>",
            told: ["7"]
        ) { try await $0.click("svg", at: (0.7, 0.5)) },
    ]

    @Test("a place is acted on again, and a note says that nothing tells what is there", arguments: deeds)
    func deed(_ deed: Deed) async throws {
        let redone = try await expectFaithful(deed)
        #expect(redone.notes.count == 1 && redone.notes.allSatisfy { $0.contains("by place") }, "\(redone.notes)")
    }

    @Test("a map of another size is clicked at the same place of it")
    func otherSize() async throws {
        let redone = try await redo(Self.deeds[0], on: Self.map.replacing("width=400", with: "width=600"))
        #expect(redone.replayed == ["one 3,7"], "\(redone.report)")
    }

    @Test("a place under something else is not clicked")
    func covered() async throws {
        let other =
            Self.map
            + "<div style='position:fixed;left:0;top:150px;width:600px;height:300px;background:red' onclick=\"tell('wrong')\"></div>"
        let redone = try await redo(Self.deeds[0], on: other)
        #expect(redone.report.state == .failed && redone.replayed.isEmpty, "\(redone.report)")
    }
}
