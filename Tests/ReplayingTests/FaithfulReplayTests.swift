// SPDX-License-Identifier: Apache-2.0
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@Suite("What a person brought about, the replay brings about", .serialized)
struct FaithfulReplayTests {
    static let deeds: [Deed] = [
        Deed(
            "a button that moves away under the press is clicked where it went",
            page: """
                <input onblur="p.style.height='60px'"><p id=p style="height:0;margin:0"></p>
                <button onclick="tell('clicked')">Save</button>
                """,
            told: ["clicked"]
        ) { hand in
            try await hand.click("input")
            try await hand.type("x")
            try await hand.click("button")
            try await hand.click("button")
        },
        Deed(
            "what the last click sends a moment later arrives",
            page:
                "<button onclick=\"setTimeout(() => { tell('saved'); document.title = 'saved'; }, 150)\">Save</button>",
            told: ["saved"]
        ) { hand in
            try await hand.click("button")
            try await hand.wait("document.title === 'saved'")
        },
        Deed(
            "Enter in a field of many lines sends where the page says so, and is text elsewhere",
            page: """
                <textarea id=note onchange="tell('note:' + this.value.split('\\n').length)"></textarea>
                <textarea id=chat onkeydown="if (event.key === 'Enter') { event.preventDefault(); tell('sent:' + this.value); this.value = ''; }"></textarea>
                """,
            told: ["note:2", "sent:hello"]
        ) { hand in
            try await hand.click("#note")
            try await hand.type("one")
            try await hand.enter()
            try await hand.type("two")
            try await hand.click("#chat")
            try await hand.type("hello")
            try await hand.enter()
        },
        Deed(
            "a suggestion that is taken when the button goes down",
            page: """
                <input onfocus="s.hidden = false"><div id=s hidden><div role=option onmousedown="event.preventDefault(); tell('took'); s.remove()">Berlin</div></div>
                """,
            told: ["took"]
        ) { hand in
            try await hand.click("input")
            try await hand.click("[role=option]")
        },
        Deed(
            "a document that is written anew is still recorded",
            page: """
                <button id=b onclick="document.open(); document.write(`<script>function tell(x) { const r = new XMLHttpRequest();
                  r.open('GET', '/told?' + x, false); r.send(); }<\\/script><button id=c onclick=&quot;tell('new')&quot;>Next</button>`.replaceAll('&quot;', '&#34;')); document.close()">First</button>
                """,
            told: ["new"]
        ) { hand in
            try await hand.click("#b")
            try await hand.wait("document.querySelector('#c')")
            try await hand.click("#c")
        },
        Deed(
            "a list that opens when a key comes up",
            page: """
                <input onkeyup="if (this.value === 'ber') s.hidden = false"><div id=s hidden><button onclick="tell('opened')">Berlin</button></div>
                """,
            told: ["opened"]
        ) { hand in
            try await hand.click("input")
            try await hand.type("ber")
            try await hand.click("button")
        },
        Deed(
            "a click into a field that opens a calendar",
            page: """
                <input readonly onclick="s.hidden = false" aria-label=Date><div id=s hidden><button onclick="tell('day')">21</button></div>
                """,
            told: ["day"]
        ) { hand in
            try await hand.click("input")
            try await hand.click("button")
        },
        Deed(
            "one field that asks one question after another",
            page: """
                <label id=l for=i>Name</label><input id=i><button onclick="tell(l.textContent + ':' + i.value); l.textContent = 'Town'; i.value = ''; i.focus()">Next</button>
                """,
            told: ["Name:Ada", "Town:Berlin"]
        ) { hand in
            try await hand.click("input")
            try await hand.type("Ada")
            try await hand.click("button")
            try await hand.type("Berlin")
            try await hand.click("button")
        },
        Deed(
            "a box whose label holds a field",
            page: """
                <label><input type=checkbox onchange="tell('on:' + d.value)"> Remind me in <input id=d aria-label=days size=3> days</label>
                """,
            told: ["on:42"]
        ) { hand in
            try await hand.click("#d")
            try await hand.type("42")
            try await hand.click("input[type=checkbox]")
        },
        Deed(
            "a box that the page ticks itself",
            page: """
                <input type=checkbox aria-label=Own onclick="event.preventDefault(); tell('own')">
                """,
            told: ["own"]
        ) { try await $0.click("input") },
        Deed(
            "a page that keeps pointer events from everybody",
            page: """
                <script>for (const t of ['pointerdown', 'mousedown', 'pointerup', 'mouseup']) addEventListener(t, (e) => e.stopImmediatePropagation(), true);</script>
                <button onclick="tell('clicked')">Go</button>
                """,
            told: ["clicked"]
        ) { try await $0.click("button") },
        Deed(
            "an address that changes a while after the click",
            page: """
                <button id=two onclick="setTimeout(() => { history.pushState(0, '', '?page=2'); pick.dataset.page = 'two'; }, 400)">Page two</button>
                <button id=pick data-page=one onclick="tell('pick:' + this.dataset.page)">Pick</button>
                """,
            told: ["pick:two"]
        ) { hand in
            try await hand.click("#two")
            try await hand.wait("location.search === '?page=2'")
            try await hand.click("#pick")
        },
        Deed(
            "a way back inside one document",
            page: """
                <button id=in onclick="history.pushState(0, '', '/x')">In</button><button id=say onclick="tell('at:' + location.pathname)">Say</button>
                """,
            told: ["at:/x", "at:/"]
        ) { hand in
            try await hand.click("#in")
            try await hand.click("#say")
            try await hand.evaluate("history.length")
            try await hand.back()
            try await hand.wait("location.pathname === '/'")
            try await hand.click("#say")
        },
        Deed(
            "back, forward and loading again, from document to document",
            page: """
                <a id=go href="/?page=2">On</a> <button id=say>Say</button>
                <script>say.onclick = () => { const how = performance.getEntriesByType('navigation')[0].type;
                  tell('at:' + location.search + (how === 'reload' ? ':again' : '')) }</script>
                """,
            told: ["at:?page=2", "at:", "at:?page=2", "at:?page=2:again"]
        ) { hand in
            try await hand.click("#go")
            try await hand.wait("location.search === '?page=2'")
            try await hand.click("#say")
            try await hand.back()
            try await hand.wait("location.search === ''")
            try await hand.click("#say")
            try await hand.forward()
            try await hand.wait("location.search === '?page=2'")
            try await hand.click("#say")
            try await hand.reload()
            try await hand.wait("performance.getEntriesByType('navigation')[0].type === 'reload'")
            try await hand.click("#say")
        },
        Deed(
            "a script at the end of the page that never comes",
            page: """
                <button onclick="tell('clicked')">Go</button><script src="/silent"></script>
                """,
            told: ["clicked"]
        ) { hand in try await hand.click("button") },
        Deed(
            "fifteen hundred buttons of one name",
            page: """
                <div id=d></div><script>d.innerHTML = Array.from({ length: 1500 }, (_, i) =>
                  `<div><b>Row ${i}</b> <button onclick="tell('row:${i}')">Add</button></div>`).join('');</script>
                """,
            told: ["row:700"]
        ) { try await $0.click("#d > div:nth-of-type(701) button") },
    ]

    @Test("a deed is done again", arguments: deeds)
    func deed(_ deed: Deed) async throws { try await expectFaithful(deed) }
}
