// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing
import Vocabulary

@Suite("Frames", .serialized)
struct FrameTests {
    private static let card = """
        <title>Card</title><label>Card holder <input id=h></label>
        <label>Kind <select id=k><option>Debit</option><option>Credit</option></select></label>
        <label><input type=checkbox id=c> Keep it</label>
        <button onclick="tell([h.value, k.value, c.checked].join())">Use it</button>
        """

    private static let fillIn: @Sendable (Hand) async throws -> Void = { frame in
        try await frame.click("#h")
        try await frame.type("Ada")
        try await frame.click("#c")
        try await frame.click("button")
        try await frame.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
    }

    /// Begins by a button that goes away, and then hears keys wherever they are pressed.
    private static let board = """
        <button onclick="this.remove(); tell('Begin')">Begin</button>
        <script>addEventListener('keydown', (e) => tell(e.target.localName + ' ' + e.key))</script>
        """

    private static func playBoard(_ hand: Hand) async throws {
        let frame = try await hand.frame("iframe", showing: "/board")
        try await frame.click("button")
        try await frame.press("x", text: "x", code: 88)
        try await frame.press("Escape", code: 27)
    }

    static let deeds: [Deed] = [
        Deed(
            "a form in a frame of the same site",
            page: "<h1>Pay</h1><iframe src=/card title=Payment width=500 height=300></iframe>",
            pages: ["/card": card],
            told: ["Ada,Debit,true"]
        ) { hand in try await fillIn(hand.frame("iframe", showing: "/card")) },
        Deed(
            "a form in a frame of another site, in a process of its own",
            page: "<h1>Pay</h1><iframe src=http://pay.localhost/card title=Payment width=500 height=300></iframe>",
            pages: ["/card": card],
            told: ["Ada,Debit,true"]
        ) { hand in try await fillIn(hand.frame("iframe", showing: "/card")) },
        Deed(
            "a frame in a frame, of two sites, scrolled out of view",
            page:
                "<div style=height:1500px>Far up</div><iframe id=outer src=http://pay.localhost/outer width=600 height=500></iframe>",
            pages: [
                "/outer":
                    "<div style=height:700px>More</div><iframe name=inner src=/card width=400 height=250></iframe>",
                "/card": card,
            ],
            told: ["Ada,Debit,true"]
        ) { hand in
            try await hand.evaluate("scrollTo(0, 2000)")
            let outer = try await hand.frame("#outer", showing: "/outer")
            try await outer.evaluate("scrollTo(0, 2000)")
            try await fillIn(outer.frame("iframe", showing: "/card"))
        },
        Deed(
            "a frame that the page itself wrote",
            page: "<iframe id=note srcdoc='<button onclick=\"parent.tell(`noted`)\">Note it</button>'></iframe>",
            told: ["noted"]
        ) { hand in try await hand.frame("#note", showing: "about:srcdoc").click("button") },
        Deed(
            "a sandboxed frame",
            page: "<iframe id=box sandbox=allow-scripts src=/box></iframe>",
            pages: ["/box": "<button onclick=\"new Image().src = '/told?boxed'\">Box it</button>"],
            told: ["boxed"]
        ) { hand in
            let frame = try await hand.frame("#box", showing: "/box")
            try await frame.click("button")
            try await frame.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
        },
        Deed(
            "a frame that comes late, and the page after it",
            page: """
                <button id=more onclick="setTimeout(() => { const f = document.createElement('iframe'); f.title = 'Late'; f.src = '/late'; at.append(f) }, 300)">More</button>
                <p id=at></p><button id=end onclick="tell('end')">Finish</button>
                """,
            pages: ["/late": "<button onclick=\"tell('late')\">Here</button>"],
            told: ["late", "end"]
        ) { hand in
            try await hand.click("#more")
            let frame = try await hand.frame("iframe", showing: "/late")
            try await frame.click("button")
            try await frame.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
            try await hand.click("#end")
        },
        Deed(
            "a frame that goes to other pages",
            page: "<iframe name=steps src=http://pay.localhost/one></iframe>",
            pages: [
                "/one": "<a href=/two>Go on</a>",
                "/two": "<button onclick=\"tell('two')\">Done</button>",
            ],
            told: ["two"]
        ) { hand in
            try await hand.frame("iframe", showing: "/one").click("a")
            let frame = try await hand.frame("iframe", showing: "/two")
            try await frame.click("button")
            try await frame.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
        },
        Deed(
            "a frame that changes its address itself",
            page: "<iframe name=steps src=/part width=300 height=100></iframe>",
            pages: [
                "/part": """
                <button onclick="history.pushState(0, '', '/part/two'); document.body.innerHTML = '<button onclick=\\'tell(1)\\'>Finish</button>'">Next</button>
                """
            ],
            told: ["1"]
        ) { hand in
            let frame = try await hand.frame("iframe", showing: "/part")
            try await frame.click("button")
            try await frame.wait("document.querySelector('button').textContent === 'Finish'")
            try await frame.click("button")
            try await frame.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
        },
        Deed(
            "keys that are pressed on nothing in a frame",
            page: "<iframe title=Board src=/board width=300 height=100></iframe><label>Name <input></label>",
            pages: ["/board": board],
            told: ["Begin", "body x", "body Escape"]
        ) { hand in try await playBoard(hand) },
        Deed(
            "keys that are pressed on nothing in a frame of another site, after something else had the focus",
            page: """
                <iframe title=Board src=http://pay.localhost/board width=300 height=100></iframe><label>Name <input id=n></label>
                """,
            pages: ["/board": board],
            told: ["Begin", "body x", "body Escape"]
        ) { hand in
            try await hand.click("#n")
            try await hand.type("Ada")
            try await playBoard(hand)
        },
        Deed(
            "two frames of the same page, told apart by their rows",
            page: """
                <table><tr><td>Ada<td><iframe src=/row width=200 height=60></iframe><tr><td>Bob<td><iframe src=/row width=200 height=60></iframe></table>
                """,
            pages: ["/row": "<button onclick=\"tell(frameElement.closest('tr').cells[0].textContent)\">Greet</button>"],
            told: ["Bob"]
        ) { hand in
            try await hand.wait(
                "[...document.querySelectorAll('iframe')].every((f) => f.contentWindow.performance.getEntriesByType('paint').length)"
            )
            let place = try await hand.point("tr:last-child iframe")
            try await hand.drag(from: (place.x - 70, place.y - 8), to: (place.x - 70, place.y - 8), moves: 1)
        },
        Deed(
            "a frame that is scaled, with a border and padding",
            page: """
                <iframe title=Small src=/small width=400 height=200 style="border: 9px solid; padding: 13px; transform: scale(.6); transform-origin: 0 0"></iframe>
                """,
            pages: ["/small": "<p style=height:90px>Above</p><button onclick=\"tell('small')\">Tiny</button>"],
            told: ["small"]
        ) { hand in
            let frame = try await hand.frame("iframe", showing: "/small")
            let spot = try await frame.evaluate(
                "(() => { const b = document.querySelector('button').getBoundingClientRect(); return { x: b.x + b.width / 2, y: b.y + b.height / 2 } })()"
            )
            let corner = try await hand.evaluate(
                "(() => { const b = document.querySelector('iframe').getBoundingClientRect(); return { x: b.x, y: b.y } })()"
            )
            let x = (corner["x"]?.double ?? 0) + ((spot["x"]?.double ?? 0) + 22) * 0.6
            let y = (corner["y"]?.double ?? 0) + ((spot["y"]?.double ?? 0) + 22) * 0.6
            try await hand.drag(from: (x, y), to: (x, y), moves: 1)
        },
    ]

    @Test("what is done in it is done again", arguments: deeds)
    func faithful(_ deed: Deed) async throws { try await expectFaithful(deed) }
}
