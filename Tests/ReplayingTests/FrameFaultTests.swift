// SPDX-License-Identifier: Apache-2.0
import Replaying
import TestSupport
import Testing
import Vocabulary

@Suite("Frames that change under the pointer", .serialized)
struct FrameFaultTests {
    private static let frame = "<button onclick=\"tell('meant')\" style='width:200px;height:60px'>Greet</button>"
    private static let pages = [
        "/greet": frame,
        "/other": "<button onclick=\"tell('other')\" style='width:200px;height:60px'>Greet</button>",
    ]

    private func deed(_ page: String, at element: String = "iframe") -> Deed {
        Deed("a click in a frame", page: page, pages: Self.pages, told: ["meant"]) { hand in
            let frame = try await hand.frame(element, showing: "/greet")
            try await frame.click("button")
            try await frame.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
        }
    }

    private static let plain = "<iframe id=f src=http://pay.localhost/greet width=300 height=100></iframe>"

    @Test(
        "nothing is clicked when the frame is not what it was",
        arguments: [
            (
                "it shows another address",
                "<iframe id=f src=http://pay.localhost/other width=300 height=100></iframe>",
                "target_not_proved"
            ),
            (
                "it is of another site", "<iframe id=f src=/greet width=300 height=100></iframe>", "target_not_proved"
            ),
            ("it is gone", "<p>Nothing here", "target_not_found"),
            (
                "something lies over it",
                plain + "<div style='position:fixed;inset:0;background:#eee' onclick=\"tell('cover')\"></div>",
                "target_not_ready"
            ),
            (
                "it is hidden", "<iframe id=f style=visibility:hidden src=http://pay.localhost/greet></iframe>",
                "target_not_ready"
            ),
        ]
    )
    func refused(_ what: String, _ page: String, _ code: String) async throws {
        let redone = try await redo(deed(Self.plain), on: page)
        #expect(redone.taught == ["meant"])
        #expect(redone.replayed.isEmpty)
        #expect(redone.report.code == code, "\(redone.report.message ?? "")")
    }

    @Test(
        "a page that changes when the pointer comes gets no click that was not meant",
        arguments: [
            (
                "the frame goes, and a button of the page comes in its place",
                """
                <div id=at style="position:relative">\(plain)</div>
                <script>f.onmouseenter = () => { f.outerHTML = `<button style="width:300px;height:100px" onclick="tell('wrong')">Greet</button>` }</script>
                """
            ),
            (
                "the frame goes at the press itself",
                """
                <div style="position:relative">\(plain)</div>
                <script>
                  let seen = 0;
                  f.onmouseenter = () => { seen += 1; const b = document.createElement('button'); b.textContent = 'Greet';
                    b.style = 'position:absolute;inset:0;width:300px;height:100px'; b.onclick = () => tell('wrong');
                    f.parentNode.append(b) };
                </script>
                """
            ),
            (
                "another frame comes in its place",
                """
                <div id=at>\(plain)</div>
                <script>f.onmouseenter = () => { f.src = f.src.replace('greet', 'other') }</script>
                """
            ),
        ]
    )
    func moved(_ what: String, _ page: String) async throws {
        let redone = try await redo(deed(Self.plain), on: page)
        #expect(redone.replayed.filter { $0 != "meant" }.isEmpty, "\(redone.replayed)")
        #expect(redone.report.state == .failed || redone.replayed == ["meant"], "\(redone.report.message ?? "")")
    }

    @Test(
        "a frame that goes in the middle of the step leaves what was meant for it to nobody",
        arguments: ["pointerdown", "focusin", "keydown", "input"]
    )
    func gone(at moment: String) async throws {
        let plain = "<iframe id=f src=/note width=300 height=100></iframe>"
        let note = """
            <input aria-label=Note oninput="if (top === self) tell('here ' + this.value)" style='width:200px;height:60px'>
            <button onclick="tell(document.querySelector('input').value)">Greet</button>
            """
        let going = """
            <div style="position:relative">\(plain)</div><script>
            f.onload = () => f.contentWindow.addEventListener('\(moment)', () => {
              f.outerHTML = `<div style="position:absolute;left:8px;top:8px">\(note)</div>`; document.querySelector('input').focus() }, true)</script>
            """
        let deed = Deed("a note in a frame", page: plain, pages: ["/note": note], told: ["Ada"]) { hand in
            let frame = try await hand.frame("iframe", showing: "/note")
            try await frame.click("input")
            try await frame.type("Ada")
            try await frame.click("button")
            try await frame.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
        }
        let redone = try await redo(deed, on: going, within: .seconds(3))
        #expect(redone.taught == ["Ada"])
        #expect(redone.replayed.isEmpty, "\(redone.replayed) \(redone.report)")
        #expect(redone.report.state == .failed)
        // A machine that is busy answers that the frame is gone later than a call may take.
        let codes = ["document_gone", "target_not_found", "call_timed_out"]
        #expect(codes.contains(redone.report.code ?? ""), "\(redone.report)")
    }

    @Test("a secret that is typed in a frame is bound to the frame's site and goes nowhere else")
    func secret() async throws {
        let page = """
            <input id=thief aria-label=Search><iframe title=Payment src=http://pay.localhost/pin width=400 height=120></iframe>
            """
        let pin = """
            <label>PIN <input id=p type=password autocomplete=current-password></label>
            <button onclick="tell('pin ' + p.value.length)">Show it</button>
            """
        let deed = Deed("a PIN in a frame", page: page, pages: ["/pin": pin], told: ["pin 8"]) { hand in
            let frame = try await hand.frame("iframe", showing: "/pin")
            try await frame.click("#p")
            try await frame.type("s3cret99")
            try await frame.click("button")
            try await frame.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
        }
        let redone = try await redo(deed)
        #expect(redone.taught == ["pin 8"])
        #expect(redone.skill.contains("secrets: { pay-pin: pay }"), "\(redone.skill)")
        #expect(!redone.skill.contains("s3cret99"))
        // Nobody has given the secret, so nothing is typed.
        #expect(redone.replayed.isEmpty)
    }

    @Test("what is typed into the page is not given to a frame that takes the focus")
    func thief() async throws {
        let pages = [
            "/thief": """
            <input id=t><script>setInterval(() => t.focus(), 1); t.oninput = () => tell('stolen ' + t.value)</script>
            """
        ]
        let page = "<label>Name <input id=n></label><button onclick=\"tell(n.value)\">Show</button>"
        let deed = Deed("a name", page: page, pages: pages, told: ["Ada Lovelace"]) { hand in
            try await hand.click("#n")
            try await hand.type("Ada Lovelace")
            try await hand.click("button")
        }
        let redone = try await redo(deed, on: page + "<iframe src=http://pay.localhost/thief></iframe>")
        #expect(redone.replayed.filter { $0.hasPrefix("stolen") }.isEmpty, "\(redone.replayed)")
        #expect(redone.replayed == ["Ada Lovelace"] || redone.report.state == .failed, "\(redone.replayed)")
    }

    @Test("what a frame does in answer to a click is waited for before the next one")
    func slowStep() async throws {
        let page = "<iframe name=steps src=/one width=300 height=200></iframe>"
        let one = "<button onclick=\"setTimeout(() => location = '/two', 400)\">Next</button>"
        let two = "<button onclick=\"tell('two')\">Next</button>"
        let deed = Deed("a wizard in a frame", page: page, pages: ["/one": one, "/two": two], told: ["two"]) { hand in
            try await hand.frame("iframe", showing: "/one").click("button")
            let frame = try await hand.frame("iframe", showing: "/two")
            try await frame.click("button")
        }
        let skill = try await expectFaithful(deed).skill
        #expect(skill.contains("then: { frame: steps-2 }"), "\(skill)")
    }

    @Test("a tab that opens in its place is not taken for the one that was meant")
    func popUp() async throws {
        let opener = """
            <a href=/receipt target=_blank>Open</a>
            <script>document.querySelector('a').onclick = () => { window.open('/ad', 'ad', 'popup') }</script>
            """
        let plain = "<a href=/receipt target=_blank>Open</a>"
        let pages = [
            "/ad": "<button onclick=\"tell('ad')\">Agree</button>",
            "/receipt": "<button onclick=\"tell('receipt')\">Agree</button>",
        ]
        let deed = Deed("a tab", page: plain, pages: pages, told: ["receipt"]) { hand in
            try await hand.click("a")
            let other = try await hand.other("/receipt")
            try await other.click("button")
            try await other.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('told'))")
        }
        let redone = try await redo(deed, on: opener)
        // The browser lets one click open one window.
        #expect(redone.replayed.isEmpty)
        #expect(redone.report.code == "consequence_missing", "\(redone.report.message ?? "")")
        #expect(redone.skill.contains("opens_tab: { tab: receipt, at: "))
    }
}
