// SPDX-License-Identifier: Apache-2.0
import Replaying
import TestSupport
import Testing

@Suite("What goes away because of a step", .serialized)
struct DepartureTests {
    static let deeds: [Deed] = [
        Deed(
            "a row that goes a while after its button was clicked",
            page: """
                <ul><li data-testid=milk>Milk <button onclick="const r = this.parentNode; setTimeout(() => r.remove(), 500)">Tick off</button></li>
                <li>Bread <button onclick="tell('bread')">Tick off</button></li></ul>
                <button id=c onclick="tell(document.querySelectorAll('li').length)">Count</button>
                """,
            told: ["1"]
        ) { hand in
            try await hand.click("li button")
            try await hand.wait("document.querySelectorAll('li').length === 1")
            try await hand.click("#c")
        },
        Deed(
            "a panel that closes after its button was clicked",
            page: """
                <div id=d role=dialog aria-label=Settings><button onclick="setTimeout(() => { d.hidden = true }, 500)">Keep</button></div>
                <button id=c onclick="tell(d.hidden)">Look</button>
                """,
            told: ["true"]
        ) { hand in
            try await hand.click("#d button")
            try await hand.wait("d.hidden")
            try await hand.click("#c")
        },
        Deed(
            "a sign of work that comes and goes",
            page: """
                <button onclick="p.hidden = false; setTimeout(() => { p.hidden = true; c.value = 'done' }, 600)">Work</button>
                <div id=p role=progressbar aria-label=Working hidden>…</div><button id=c value=idle onclick="tell(value)">Tell</button>
                """,
            told: ["done"]
        ) { hand in
            try await hand.click("button")
            try await hand.wait("c.value === 'done'")
            try await hand.click("#c")
        },
    ]

    @Test("the step after it waits until it is gone", arguments: deeds)
    func deed(_ deed: Deed) async throws {
        let skill = try await expectFaithful(deed).skill
        #expect(skill.contains("then: { disappears: "), "\(skill)")
    }

    static let lasting: [Deed] = [
        Deed(
            "a list that is drawn anew",
            page: """
                <ul id=l></ul><script>let n = 0; const draw = () => { l.innerHTML = '<li>Milk <button onclick="n++; draw(); tell(n)">More</button></li>'; };
                draw()</script>
                """,
            told: ["1", "2"]
        ) { hand in
            try await hand.click("li button")
            try await hand.click("li button")
        },
        Deed(
            "something else that goes by itself",
            page: """
                <div id=m>Welcome</div><button onclick="tell('clicked')">Go</button><script>onclick = () => setTimeout(() => m.remove(), 50)</script>
                """,
            told: ["clicked"]
        ) { try await $0.click("button") },
    ]

    @Test("what is there again, or was not part of it, is not waited for", arguments: lasting)
    func staying(_ deed: Deed) async throws {
        #expect(try await !expectFaithful(deed).skill.contains("disappears"))
    }
}
