// SPDX-License-Identifier: Apache-2.0
import Replaying
import SkillKit
import TestSupport
import Testing
import Vocabulary

@Suite("What is dragged is dragged again", .serialized)
struct DragTests {
    /// Cards that the browser carries, and columns that take them.
    static func board(_ columns: [String]) -> String {
        """
        <style>section { width: 180px; min-height: 120px; border: 1px solid; float: left; margin: 8px } article { margin: 4px; padding: 8px; border: 1px solid }</style>
        \(columns.map { "<section aria-label=\($0) id=\($0.lowercased())><h2>\($0)</h2></section>" }.joined())
        <script>
        for (const [i, name] of ['Paint', 'Roof'].entries()) {
          const card = document.createElement('article'); card.id = name.toLowerCase(); card.draggable = true; card.textContent = name;
          card.ondragstart = (e) => e.dataTransfer.setData('text/plain', card.id); document.querySelector('#todo').append(card);
        }
        for (const column of document.querySelectorAll('section')) {
          column.ondragover = (e) => e.preventDefault();
          column.ondrop = (e) => { e.preventDefault(); const id = e.dataTransfer.getData('text/plain'); column.append(document.getElementById(id)); tell(id + '>' + column.id); };
        }
        </script>
        """
    }

    /// A list that is put in order by pointer events, and tells its order when the button comes up.
    static let sortable = """
        <style>li { height: 40px; width: 200px; touch-action: none; user-select: none }</style>
        <ul>\(["Ada", "Bob", "Cleo", "Dan"].map { "<li>\($0)</li>" }.joined())</ul>
        <script>
        let held = null; const list = document.querySelector('ul');
        list.onpointerdown = (e) => { held = e.target.closest('li'); held.setPointerCapture(e.pointerId); };
        list.onpointermove = (e) => { if (!held) return; for (const other of list.children) { const b = other.getBoundingClientRect();
          if (other !== held && e.clientY > b.top && e.clientY < b.bottom) { const after = [...list.children].indexOf(other) > [...list.children].indexOf(held); list.insertBefore(held, after ? other.nextSibling : other); break; } } };
        list.onpointerup = () => { held = null; tell([...list.children].map((x) => x.textContent).join(' ')); };
        </script>
        """

    static let slider = """
        <div id=track style="width:400px;height:10px;margin:60px;background:#ccc;position:relative">
        <div role=slider tabindex=0 aria-label=Volume aria-valuenow=0 style="position:absolute;left:0;top:-5px;width:20px;height:20px;background:#06c"></div></div>
        <script>
        const thumb = document.querySelector('[role=slider]'); let from = null;
        thumb.onpointerdown = (e) => { from = e.clientX - thumb.offsetLeft; thumb.setPointerCapture(e.pointerId); };
        thumb.onpointermove = (e) => { if (from === null) return; const x = Math.max(0, Math.min(380, e.clientX - from)); thumb.style.left = x + 'px'; thumb.setAttribute('aria-valuenow', Math.round(x / 3.8)); };
        thumb.onpointerup = () => { from = null; tell(thumb.getAttribute('aria-valuenow')); };
        </script>
        """

    static let deeds: [Deed] = [
        Deed("a card that the browser carries to another column", page: board(["Todo", "Done"]), told: ["paint>done"]) {
            hand in
            try await hand.drag(from: hand.point("#paint"), to: hand.point("#done"))
        },
        Deed("two cards, one after the other", page: board(["Todo", "Done"]), told: ["paint>done", "roof>done"]) {
            hand in
            try await hand.drag(from: hand.point("#paint"), to: hand.point("#done", at: (0.5, 0.8)))
            try await hand.drag(from: hand.point("#roof"), to: hand.point("#done", at: (0.5, 0.8)))
        },
        Deed(
            "a list that is put in order while the browser carries",
            page: """
                <style>li { height: 40px; width: 200px }</style><ol>\(["Ada", "Bob", "Cleo"].map { "<li draggable=true>\($0)</li>" }.joined())</ol>
                <script>let held; const list = document.querySelector('ol');
                list.ondragstart = (e) => { held = e.target; };
                list.ondragover = (e) => { const other = e.target.closest('li'); if (!other || other === held) return;
                  const after = [...list.children].indexOf(other) > [...list.children].indexOf(held); list.insertBefore(held, after ? other.nextSibling : other); };
                list.ondragend = () => tell([...list.children].map((x) => x.textContent).join(' '));</script>
                """,
            told: ["Bob Cleo Ada"]
        ) { hand in
            try await hand.drag(from: hand.point("li"), to: hand.point("li:nth-child(3)", at: (0.5, 0.7)))
        },
        Deed("a list that is put in order by pointer events", page: sortable, told: ["Bob Cleo Ada Dan"]) { hand in
            try await hand.drag(from: hand.point("li"), to: hand.point("li:nth-child(3)", at: (0.5, 0.7)))
        },
        Deed(
            "a card that must be held before it can be dragged",
            page: """
                <style>div { width: 120px; height: 60px; position: absolute; user-select: none; touch-action: none; background: #cdf } .up { background: #fc9 }</style>
                <div id=card style="left:20px;top:20px">Card</div><script>
                let timer = 0, from = null, down = null;
                const lift = () => { clearTimeout(timer); card.className = 'up'; from = down.clientX - card.offsetLeft; card.setPointerCapture(down.pointerId); };
                card.onpointerdown = (e) => { from = null; down = e; timer = setTimeout(lift, 300); };
                card.onpointermove = (e) => { if (!down) return;
                  // By the events' own time: a page that is late with its timer sees the move first.
                  if (from === null && e.timeStamp - down.timeStamp >= 300) lift();
                  if (from === null) { clearTimeout(timer); down = null; } else card.style.left = e.clientX - from + 'px'; };
                card.onpointerup = () => { clearTimeout(timer); down = null; tell(card.className + card.offsetLeft); };</script>
                """,
            told: ["up220"]
        ) { hand in
            let start = try await hand.point("#card")
            try await hand.drag(
                from: start,
                to: (start.x + 200, start.y + 40),
                holdingUntil: "card.className === 'up'"
            )
        },
        Deed("a slider of the page's own", page: slider, told: ["40"]) { hand in
            let start = try await hand.point("[role=slider]")
            try await hand.drag(from: start, to: (start.x + 152, start.y + 3))
        },
        Deed(
            "a range of the browser's own",
            page:
                "<label>Size <input type=range min=0 max=100 value=0 style='width:300px' onchange='tell(this.value)'></label>",
            told: ["80"]
        ) { hand in
            let start = try await hand.point("input", at: (0.027, 0.5))
            try await hand.drag(from: start, to: (start.x + 227, start.y))
        },
        Deed(
            "a line that is drawn",
            page: """
                <canvas aria-label=Board width=300 height=200 style="border:1px solid"></canvas><script>
                const c = document.querySelector('canvas'); let at = null; c.onpointerdown = (e) => { at = e; };
                c.onpointerup = (e) => tell(Math.round(e.offsetX - at.offsetX) + ',' + Math.round(e.offsetY - at.offsetY));</script>
                """,
            told: ["100,50"]
        ) { hand in
            let start = try await hand.point("canvas", at: (0.2, 0.2))
            try await hand.drag(from: start, to: (start.x + 100, start.y + 50))
        },
    ]

    @Test("a click that comes at once after a drag is done again as well")
    func clickAfterwards() async throws {
        let page = Self.board(["Todo", "Done"]) + "<button onclick=\"tell('clicked')\">Next</button>"
        let deed = Deed("a drag and a click", page: page, told: ["paint>done", "clicked"]) { hand in
            let next = try await hand.point("button")
            try await hand.drag(from: hand.point("#paint"), to: hand.point("#done"), then: next)
        }
        #expect(try await expectFaithful(deed).actions == ["open", "drag", "click"])
    }

    @Test("a drag is done again", arguments: deeds)
    func deed(_ deed: Deed) async throws {
        let redone = try await expectFaithful(deed)
        #expect(!redone.actions.contains("click"), "\(redone.skill)")
    }

    @Test("a column that stands elsewhere by now is where the card goes")
    func movedColumn() async throws {
        let other = "<p style='height:70px'></p>" + Self.board(["Todo", "Waiting", "Done"])
        let redone = try await redo(Self.deeds[0], on: other)
        #expect(redone.replayed == ["paint>done"], "\(redone.report) \(redone.skill)")
    }

    @Test("a column that is not there any more leaves the card where it is")
    func missingColumn() async throws {
        let redone = try await redo(Self.deeds[0], on: Self.board(["Todo", "Waiting"]))
        #expect(redone.report.state == .failed && redone.replayed.isEmpty, "\(redone.report)")
    }

    @Test("what comes in front of the card at the last moment is not dragged")
    func coveredCard() async throws {
        let other =
            Self.board(["Todo", "Done"]) + """
                <script>const roof = document.querySelector('#roof'); document.querySelector('#paint').onmouseenter = () => {
                  document.querySelector('#todo').insertBefore(roof, document.querySelector('#paint')); };</script>
                """
        let redone = try await redo(Self.deeds[0], on: other)
        #expect(redone.replayed.allSatisfy { $0 == "paint>done" }, "\(redone.report) \(redone.replayed)")
    }

    @Test("an unsteady click is a click, and text that is marked is nothing")
    func noDrag() async throws {
        let deed = Deed(
            "a click of an unsteady hand",
            page: """
                <p>Some words that somebody may mark while they read them.</p>
                <button style="width:200px" onmousedown="this.className = 'down'" onclick="tell('clicked')">Save</button>
                """,
            told: ["clicked"]
        ) { hand in
            try await hand.drag(from: hand.point("p", at: (0.01, 0.5)), to: hand.point("p", at: (0.2, 0.5)))
            try await hand.drag(from: hand.point("button", at: (0.3, 0.5)), to: hand.point("button", at: (0.4, 0.5)))
        }
        let redone = try await expectFaithful(deed)
        #expect(redone.actions == ["open", "click"], "\(redone.skill)")
    }
}
