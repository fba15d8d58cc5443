// SPDX-License-Identifier: Apache-2.0
import Replaying
import TestSupport
import Testing
import Vocabulary

@Suite("Widgets, the page's own and the browser's, are worked again", .serialized)
struct WidgetTests {
    static let deeds: [Deed] = [
        Deed(
            "a combobox that filters its list",
            page: """
                <label for=c>Town</label><input id=c role=combobox aria-expanded=false aria-controls=l autocomplete=off><ul id=l role=listbox hidden></ul><script>
                const towns = ['Berlin', 'Bern', 'Bonn', 'Paris'];
                c.oninput = () => { l.hidden = false; c.setAttribute('aria-expanded', 'true'); l.innerHTML = towns.filter((t) => t.toLowerCase().startsWith(c.value.toLowerCase())).map((t) => `<li role=option>${t}</li>`).join(''); };
                l.onmousedown = (e) => { e.preventDefault(); c.value = e.target.textContent; l.hidden = true; tell(c.value); };</script>
                """,
            told: ["Bern"]
        ) { hand in
            try await hand.click("#c")
            try await hand.type("be")
            try await hand.click("[role=option]:nth-of-type(2)")
        },
        Deed(
            "a combobox that is worked with the arrows",
            page: """
                <input id=c role=combobox aria-label=Fruit autocomplete=off><ul role=listbox><li role=option>Apple<li role=option>Pear<li role=option>Plum</ul><script>
                let at = -1; c.onkeydown = (e) => { const all = document.querySelectorAll('li'); if (e.key === 'ArrowDown') { at++; e.preventDefault(); } if (e.key === 'Enter') tell(all[at].textContent); };</script>
                """,
            told: ["Pear"]
        ) { hand in
            try await hand.click("#c")
            try await hand.press("ArrowDown", code: 40)
            try await hand.press("ArrowDown", code: 40)
            try await hand.enter()
        },
        Deed(
            "a listbox, a menu, tabs and a tree by their roles",
            page: """
                <div role=listbox aria-label=Size><div role=option tabindex=0 onclick="tell('size:M')">M</div><div role=option tabindex=0>L</div></div>
                <div role=menubar><div role=menuitem tabindex=0 onclick="sub.hidden = !sub.hidden">View</div><div role=menu id=sub hidden><div role=menuitemcheckbox aria-checked=false tabindex=0 onclick="tell('grid')">Grid</div></div></div>
                <div role=tablist><div role=tab tabindex=0 onclick="p.textContent = 'Costs'; tell('tab')">Costs</div></div><div role=tabpanel id=p></div>
                <ul role=tree><li role=treeitem aria-expanded=false tabindex=0 onclick="event.stopPropagation(); leaf.hidden = false"><span>Plants</span><ul role=group id=leaf hidden><li role=treeitem tabindex=0 onclick="event.stopPropagation(); tell('oak')">Oak</li></ul></li></ul>
                """,
            told: ["size:M", "grid", "tab", "oak"]
        ) { hand in
            try await hand.click("[role=option]")
            try await hand.click("[role=menuitem]")
            try await hand.click("[role=menuitemcheckbox]")
            try await hand.click("[role=tab]")
            try await hand.click("[role=treeitem] > span")
            try await hand.click("#leaf li")
        },
        Deed(
            "a dialog, a popover and what can be unfolded",
            page: """
                <button id=o onclick="d.showModal()">Settings</button><dialog id=d aria-label=Settings><label>Name <input id=n></label><form method=dialog><button id=k onclick="tell('kept:' + n.value)">Keep</button></form></dialog>
                <button popovertarget=p id=t>Tools</button><div popover id=p><button id=r onclick="tell('ruler')">Ruler</button></div>
                <details><summary>More</summary><button id=e onclick="tell('export')">Export</button></details>
                """,
            told: ["kept:Ada", "ruler", "export"]
        ) { hand in
            try await hand.click("#o")
            try await hand.click("#n")
            try await hand.type("Ada")
            try await hand.click("#k")
            try await hand.click("#t")
            try await hand.click("#r")
            try await hand.click("summary")
            try await hand.click("#e")
        },
        Deed(
            "a box that only its label shows, and a switch",
            page: """
                <style>input { position: absolute; opacity: 0; width: 0; height: 0 }</style><input type=checkbox id=x onchange="tell('news:' + this.checked)"><label for=x>News</label>
                <div role=switch aria-checked=false tabindex=0 onclick="this.setAttribute('aria-checked', 'true'); tell('dark')">Dark</div>
                """,
            told: ["news:true", "dark"]
        ) { hand in
            try await hand.click("label")
            try await hand.click("[role=switch]")
        },
        Deed(
            "a day that is typed, and a number that is turned up",
            page: """
                <label>Day <input type=date id=d></label><label>Count <input type=number id=n value=1></label><button onclick="tell(d.value + ' ' + n.value)">Go</button>
                """,
            told: ["2026-11-21 3"]
        ) { hand in
            try await hand.evaluate("document.querySelector('#d').focus()")
            for digit in "11212026" {
                try await hand.press(String(digit), text: String(digit), code: Int(digit.asciiValue ?? 0))
            }
            try await hand.click("#n")
            try await hand.press("ArrowUp", code: 38)
            try await hand.press("ArrowUp", code: 38)
            try await hand.click("button")
        },
    ]

    @Test("a widget is worked again", arguments: deeds)
    func deed(_ deed: Deed) async throws { try await expectFaithful(deed) }
}
