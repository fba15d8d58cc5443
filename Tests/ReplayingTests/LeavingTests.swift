// SPDX-License-Identifier: Apache-2.0
import Foundation
import Replaying
import SkillKit
import TestSupport
import Testing
import Vocabulary

@testable import Teaching

@Suite("Pages that ask before they are left", .serialized)
struct LeavingTests {
    private static let first = """
        <title>first</title><a href="/editor">Edit</a><button id=b onclick="tell('first')">Done</button>
        """
    private static let editor = """
        <title>editor</title><button onclick="onbeforeunload = (e) => e.preventDefault(); document.title = 'changed'">Change</button>
        <button id=b onclick="tell('editor')">Done</button>
        """

    /// Leaves the editor in some way after it was changed, and says so on the page that comes.
    private static func deed(
        _ sentence: String,
        told: String,
        _ leave: @escaping @Sendable (Hand) async throws -> Void
    ) -> Deed {
        Deed(sentence, page: first, pages: ["/editor": editor], told: [told]) { hand in
            try await hand.click("a")
            try await hand.wait("document.title === 'editor'")
            try await hand.click("button")
            try await hand.wait("document.title === 'changed'")
            try await hand.answering([(true, nil)]) { try await leave(hand) }
            try await hand.wait("document.title === '\(told)'")
            try await hand.click("#b")
        }
    }

    static let deeds: [(deed: Deed, line: String)] = [
        (
            Deed(
                "a page that goes back by itself, asks before, and is not left",
                page: first,
                pages: ["/editor": editor + "<button id=back onclick=\"history.back()\">Back</button>"],
                told: ["editor"]
            ) { hand in
                try await hand.click("a")
                try await hand.wait("document.title === 'editor'")
                try await hand.click("button")
                try await hand.wait("document.title === 'changed'")
                try await hand.answering([(false, nil)]) { try await hand.click("#back") }
                try await hand.click("#b")
            },
            "click: back, then: { dialog: { kind: beforeunload, answer: dismiss } } }"
        ),
        (
            deed("a page that asks before it is loaded again", told: "editor") { try await $0.reload() },
            "reload: true, then: { dialog: { kind: beforeunload, answer: accept }"
        ),
        (
            deed("a page that asks before the person goes back", told: "first") { try await $0.back() },
            "back: true, then: { dialog: { kind: beforeunload, answer: accept }"
        ),
        (
            deed("a page that asks before the person goes to an address", told: "first") { hand in
                let origin = try await hand.evaluate("location.origin").string ?? ""
                try await hand.open(origin + "/")
            },
            "open: 127:/, then: { dialog: { kind: beforeunload, answer: accept }"
        ),
    ]

    @Test("the question stands on the step that leaves", arguments: deeds.map(\.deed))
    func deed(_ deed: Deed) async throws {
        let line = Self.deeds.first { $0.deed.testDescription == deed.testDescription }?.line ?? ""
        let skill = try await expectFaithful(deed).skill
        #expect(skill.contains(line), "\(skill)")
    }

    @Test("whoever is asked and stays has done nothing")
    func staying() async throws {
        let deed = Deed("a page that is not left", page: Self.editor, told: ["editor"]) { hand in
            try await hand.click("button")
            try await hand.answering([(false, nil)]) { _ = try? await hand.reload() }
            try await hand.click("#b")
        }
        let redone = try await expectFaithful(deed)
        #expect(!redone.skill.contains("reload") && !redone.skill.contains("dialog"))
    }

    @Test("a question before a tab is closed stands on the step that closes it")
    func closed() {
        let target = RecordedTarget(looks: "a button", locators: [], fingerprint: Fingerprint(tag: "button"))
        let dialog = RecordedDialog(
            kind: .beforeunload,
            isAccepted: true,
            text: nil,
            isSecret: false,
            message: nil,
            cause: nil
        )
        let bodies: [RecordedEvent.Body] = [
            .opened(address: "http://a.example/"), .click(target, role: "button", detail: 1, isMade: false),
            .dialog(dialog), .tabClosed,
        ]
        var draft = Draft()
        for (index, body) in bodies.enumerated() {
            draft.take(
                RecordedEvent(
                    number: index + 1,
                    at: Double(index),
                    tab: TabID(rawValue: "t"),
                    document: DocumentID(rawValue: "d"),
                    body: body
                )
            )
        }
        #expect(draft.finish().map(\.dialogs.count) == [0, 0, 1])
    }

    @Test("a question that no step foresees is answered with no, and the run stops")
    func unforeseen() async throws {
        let page = "<a href=/next>Next</a>"
        let deed = Deed(
            "a link",
            page: page,
            pages: ["/next": "<title>next</title><script>tell('left')</script>"],
            told: []
        ) {
            hand in
            try await hand.click("a")
            try await hand.wait("document.title === 'next'")
        }
        let other = "<a href=/next onclick=\"onbeforeunload = (e) => e.preventDefault()\">Next</a>"
        let redone = try await redo(deed, on: other, within: .seconds(3))
        #expect(redone.report.code == "unexpected_dialog" && redone.replayed.isEmpty, "\(redone.report)")
    }
}
