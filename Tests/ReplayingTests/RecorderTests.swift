// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Oversight
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary
import WebAddresses

/// A page, what a hand does on it, and the steps and notes that must come of it.
struct Lesson: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let page: String
    let steps: [String]
    let note: String?
    let act: @Sendable (Hand) async throws -> Void

    init(
        _ sentence: String,
        page: String,
        steps: [String],
        note: String? = nil,
        act: @escaping @Sendable (Hand) async throws -> Void
    ) {
        testDescription = sentence
        self.page = page
        self.steps = steps
        self.note = note
        self.act = act
    }
}

@Suite("The recorder writes down what a person did, and nothing else", .serialized)
struct RecorderTests {
    static let lessons: [Lesson] = [
        Lesson(
            "what a script clicks and types is nobody's doing",
            page: """
                <label><input type=checkbox id=c>Terms</label><label>Name <input id=n></label><button>Go</button>
                <script>setTimeout(() => { c.click(); n.focus(); document.execCommand('insertText', false, 'EVIL');
                  n.value = 'EVIL2'; n.dispatchEvent(new InputEvent('input', { bubbles: true })); document.title = 'forged' }, 50)</script>
                """,
            steps: ["open shop", "click go"]
        ) { hand in
            try await hand.wait("document.title === 'forged'")
            try await hand.click("button")
        },
        Lesson(
            "an address that the person typed is a step of its own, not the last click's doing",
            page: "<button>Look</button>",
            steps: ["open shop", "click look", "open shop"]
        ) { hand in
            try await hand.click("button")
            let origin = try await hand.evaluate("location.origin").string ?? ""
            try await hand.open(origin + "/other")
            try await hand.wait("location.pathname === '/other' && document.title === 'other'")
        },
        Lesson(
            "a page loaded again right after the start",
            page: "<button>Look</button><script>document.title = 'there'</script>",
            steps: ["open shop", "reload", "click look"]
        ) { hand in
            try await hand.wait("document.title === 'there'")
            try await hand.evaluate("window.old = true")
            try await hand.reload()
            try await hand.wait("!window.old && document.title === 'there'")
            try await hand.click("button")
        },
        Lesson(
            "a click with the right button",
            page: "<button>Look</button>",
            steps: ["open shop", "click look"],
            note: "right button"
        ) { hand in
            try await hand.click("button", button: "right")
            try await hand.click("button")
        },
        Lesson(
            "a click with Control held",
            page: "<button>Look</button>",
            steps: ["open shop", "click look holding Control", "click look"]
        ) { hand in
            try await hand.click("button", modifiers: 2)
            try await hand.click("button")
        },
        Lesson(
            "clicks with keys held on a link that the page keeps from opening a tab",
            page: "<a href=/other onclick='event.preventDefault()'>Look</a><button>Done</button>",
            steps: ["open shop", "click look holding Control", "click look holding Shift", "click done"]
        ) { hand in
            try await hand.click("a", modifiers: 2)
            try await hand.click("a", modifiers: 8)
            try await hand.click("button")
        },
        Lesson(
            "a key that is pressed in a frame, but on nothing in it",
            page: "<iframe srcdoc='<button>In</button>'></iframe><button>Out</button>",
            steps: ["open shop", "click in", "press F2 at iframe", "click out"]
        ) { hand in
            try await hand.wait("document.querySelector('iframe').contentDocument.querySelector('button')")
            try await hand.click("iframe", at: (0.1, 0.1))
            try await hand.wait("document.activeElement.localName === 'iframe'")
            try await hand.evaluate("document.querySelector('iframe').contentDocument.activeElement.blur()")
            try await hand.press("F2", code: 113)
            try await hand.click("body > button")
        },
        Lesson(
            "an element that could not be told apart",
            page: "<div style='height:20px' onclick=1></div><div style='height:20px'></div>",
            steps: ["open shop", "click div"],
            note: "nothing sets"
        ) { try await $0.click("div") },
        Lesson(
            "typing, correcting and going on is one fill",
            page: "<label>Name <input></label><label>Town <input></label>",
            steps: ["open shop", "fill name"]
        ) { hand in
            try await hand.click("label:nth-of-type(1) input")
            try await hand.type("Adx")
            try await hand.press("Backspace", code: 8)
            try await hand.click("label:nth-of-type(1) input")
            try await hand.type("a")
        },
    ]

    @Test("a lesson is written down", arguments: lessons)
    func lesson(_ lesson: Lesson) async throws {
        let pages: [String: FixtureReply] = [
            "/": .page(lesson.page), "/other": .page("<title>other</title><p>other</p>"),
        ]
        try await withFixtureServer(pages) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(
                        server.address("/"),
                        in: browser,
                        as: "lesson",
                        by: lesson.act
                    )
                    let compiled = try Compiler.compile(recording)
                    let site = try #require(compiled.skill.sites.first?.name)
                    let steps = compiled.skill.steps.map { $0.action.summary.replacing(site, with: "shop") }
                    #expect(steps == lesson.steps, "\(compiled.notes)")
                    if let note = lesson.note {
                        #expect(compiled.notes.contains { $0.contains(note) }, "\(compiled.notes)")
                    } else {
                        #expect(compiled.notes == [])
                    }
                }
            }
        }
    }

    @Test("a text of any length is kept whole, or told to be missing")
    func longText() async throws {
        for (length, isKept) in [(12_000, true), (120_000, false)] {
            try await withFixtureServer(["/": .page("<textarea aria-label=Text></textarea><button>Go</button>")]) {
                server in
                try await withTestBrowser { browser, sink in
                    try await withTemporaryFolder { folder in
                        let stage = try Stage(home: folder.path, sink: sink)
                        let recording = try await stage.record(server.address("/"), in: browser, as: "long") { hand in
                            try await hand.click("textarea")
                            try await hand.insert(String(repeating: "word ", count: length / 5))
                            try await hand.click("button")
                        }
                        let compiled = try Compiler.compile(recording)
                        #expect(compiled.skill.inputs.first?.defaultValue?.utf8.count == (isKept ? length : nil))
                        #expect(compiled.notes.contains { $0.contains("too long") } == !isKept)
                    }
                }
            }
        }
    }

    @Test("a page that goes on by itself at once is opened all the same")
    func redirecting() async throws {
        let pages: [String: FixtureReply] = [
            "/": .page("<script>location.replace('/other')</script>"),
            "/other": .page("<title>other</title><button>Go</button>"),
        ]
        try await withFixtureServer(pages) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "redirect") { hand in
                        try await hand.wait("document.title === 'other'")
                        try await hand.click("button")
                    }
                    let admitted = try await stage.admit(recording)
                    for _ in 0..<8 {
                        let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                        #expect(report.state == .succeeded, "\(report.message ?? "")")
                    }
                }
            }
        }
    }
}
