// SPDX-License-Identifier: Apache-2.0
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("A person says that something is secret although the page does not", .serialized)
struct HidingTests {
    private static let page = """
        <form action=/next><label>Member <input name=member></label><label>Note <input name=note></label>
        <button>Go</button></form><p id=echo></p>
        <script>document.querySelector('[name=member]').oninput = (e) => { echo.textContent = e.target.value; };</script>
        """
    private static let secret = "mellon-4711-x"

    @Test("the field that is typed into next is a secret: nothing of it is ever written, nor of where it shows up")
    func hideNext() async throws {
        try await teach(Self.page, pages: ["/next": "<h1>Thanks</h1><button>Done</button>"]) { hand, controls in
            try await hand.click("[name=note]")
            try await hand.type("plain")
            _ = try await controls.apply(.hide(name: "member-code"))
            try await hand.click("[name=member]")
            try await hand.type(Self.secret)
            try await hand.click("#echo")
            // Only the next field: the one after it is plain again.
            try await hand.click("[name=note]")
            try await hand.type("er")
            try await hand.click("button")
            try await hand.wait("location.pathname === '/next'")
            try await hand.click("button")
        } then: { taught in
            for part in [Self.secret, "mellon", "mell", "4711"] { #expect(!taught.written.contains(part)) }
            #expect(taught.skill.secrets.map(\.name) == ["127-member-code"])
            #expect(taught.skill.inputs.map(\.defaultValue).contains("plainer"), "\(taught.text)")
            let line = try #require(taught.text.split(separator: "\n").first { $0.contains("fill: member") })
            #expect(line.contains("{{ secrets.127-member-code }}"))
        }
    }

    private static let framed = (
        page: "<iframe title=Members src=/inner width=500 height=200></iframe>",
        inner: "<label>Note <input name=note></label><label>Member <input name=member></label><button>Look</button>"
    )

    @Test("a field of a frame is hidden like one of the page")
    func hideInFrame() async throws {
        try await teach(Self.framed.page, pages: ["/inner": Self.framed.inner]) { hand, controls in
            let frame = try await hand.frame("iframe", showing: "/inner")
            try await frame.click("[name=note]")
            // What is held back there until the field is left is not the next field.
            try await frame.type("1234")
            _ = try await controls.apply(.hide(name: "code"))
            try await frame.click("[name=member]")
            try await frame.type(Self.secret)
            try await frame.click("button")
        } then: { taught in
            for part in [Self.secret, "mellon", "mell"] { #expect(!taught.written.contains(part)) }
            #expect(taught.skill.secrets.map(\.name) == ["127-code"])
            #expect(taught.skill.inputs.map(\.defaultValue) == ["1234"], "\(taught.text)")
        }
    }

    @Test("what was typed in a frame is taken out of the recording when it is made a secret afterwards")
    func secretInFrame() async throws {
        try await teach(Self.framed.page, pages: ["/inner": Self.framed.inner]) { hand, controls in
            let frame = try await hand.frame("iframe", showing: "/inner")
            try await frame.click("[name=member]")
            try await frame.type(Self.secret)
            let before = try await controls.preview()
            #expect(before.skill.inputs.map(\.defaultValue) == [Self.secret])
            _ = try await controls.apply(.secret(step: 2, name: "code"))
            try await frame.click("[name=member]")
            try await frame.type("9")
            try await frame.click("button")
        } then: { taught in
            for part in [Self.secret, "mellon", "mell"] { #expect(!taught.written.contains(part)) }
            #expect(taught.skill.secrets.map(\.name) == ["127-code"] && taught.skill.inputs.isEmpty, "\(taught.text)")
        }
    }

    @Test("also when it is typed into on a page that comes only after it was asked for")
    func hideOnNextPage() async throws {
        let next = "<label>Member <input name=member></label><label>Note <input name=note></label><button>Done</button>"
        try await teach("<a href=/next>On</a>", pages: ["/next": next]) { hand, controls in
            _ = try await controls.apply(.hide(name: nil))
            try await hand.click("a")
            try await hand.wait("location.pathname === '/next'")
            try await hand.click("[name=member]")
            try await hand.type(Self.secret)
            try await hand.click("[name=note]")
            try await hand.type("plain")
            try await hand.click("button")
        } then: { taught in
            for part in [Self.secret, "mellon", "mell", "mel"] { #expect(!taught.written.contains(part)) }
            #expect(taught.steps == ["open 127", "click on", "fill member", "fill note", "click done"])
            #expect(taught.skill.secrets.map(\.name) == ["127-member"])
            #expect(taught.skill.inputs.map(\.defaultValue) == ["plain"])
        }
    }

    @Test("the same field is hidden again when it comes back in another document, from its first letter on")
    func hiddenAgain() async throws {
        try await teach(Self.page, pages: ["/next": Self.page]) { hand, controls in
            _ = try await controls.apply(.hide(name: "code"))
            try await hand.click("[name=member]")
            try await hand.type("q")
            try await hand.reload()
            try await hand.wait("document.querySelector('[name=member]').value === ''")
            try await hand.click("[name=member]")
            try await hand.type(Self.secret)
            try await hand.click("button")
        } then: { taught in
            for part in [Self.secret, "mellon", "mell", "mel"] { #expect(!taught.written.contains(part)) }
        }
    }

    @Test("what was typed already is taken out of the recording's bytes, wherever it shows up, and stays out")
    func secretStep() async throws {
        try await teach(Self.page, pages: ["/next": "<h1>Thanks</h1><button>Done</button>"]) { hand, controls in
            try await hand.click("[name=member]")
            try await hand.type(Self.secret)
            try await hand.click("#echo")
            let before = try await controls.preview()
            #expect(before.skill.inputs.map(\.defaultValue) == [Self.secret], "it is there to be taken out")
            let after = try await controls.apply(.secret(step: 2, name: "member-code"))
            #expect(after.lines.map(\.event) == before.lines.map(\.event), "events keep their numbers")
            #expect(after.skill.inputs.isEmpty && after.skill.secrets.map(\.name) == ["127-member-code"])
            // The recording goes on in the new file; the form sends the value in the address.
            try await hand.click("[name=member]")
            try await hand.type("yz")
            try await hand.click("button")
            try await hand.wait("location.pathname === '/next'")
            try await hand.click("button")
        } then: { taught in
            for part in [Self.secret, "mellon", "mell", "mel", "4711", "-xyz"] {
                #expect(!taught.written.contains(part), "\(part) in \(taught.written)")
            }
            #expect(taught.steps.last == "click done", "\(taught.text)")
            #expect(taught.recording.events.map(\.number) == Array(1...taught.recording.events.count))
            #expect(
                taught.recording.events.contains {
                    if case .edited(.nameSecret(_, "member-code")) = $0.body { true } else { false }
                }
            )
        }
    }

    @Test("a value that is a word of the recording's own form does not break its lines")
    func formalWord() async throws {
        try await teach(Self.page) { hand, controls in
            try await hand.click("[name=member]")
            try await hand.type("click")
            let after = try await controls.apply(.secret(step: 2, name: "word"))
            #expect(after.words == ["open 127", "fill member"])
            try await hand.click("#echo")
        } then: { taught in
            #expect(taught.steps.count == 3)
        }
    }

    @Test("a hidden field is pointed at without its value")
    func pickedSecret() async throws {
        try await teach(Self.page) { hand, controls in
            _ = try await controls.apply(.hide(name: "code"))
            try await hand.click("[name=member]")
            try await hand.type(Self.secret)
            for place in ["[name=member]", "#echo"] {
                async let picked = controls.pick(.expect, named: nil, deadline: .after(.seconds(20)))
                try await hand.pick(place)
                _ = try await picked
            }
        } then: { taught in
            for part in [Self.secret, "mellon", "mell", "mel"] { #expect(!taught.written.contains(part)) }
        }
    }
}
