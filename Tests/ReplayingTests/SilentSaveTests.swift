// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import SkillKit
import Synchronization
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("Pages that save without a word", .serialized)
struct SilentSaveTests {
    static let saved = "a page that saves by a call that shows nothing"

    /// Goes to the other page, which tells what has been saved.
    private static let page = """
        <button onclick="fetch('/save', { method: 'POST', body: 'x' }).then((r) => r.text()); setTimeout(() => fetch('/open'), 600)">Save</button><a href=/next>Next</a>
        """
    private static let deed = Deed("a save", page: page, pages: ["/next": "<title>next</title>"], told: []) { hand in
        try await hand.click("button")
        try await hand.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('save'))")
        try await hand.click("a")
        try await hand.wait("document.title === 'next'")
    }

    private func redo(
        _ deed: Deed,
        taught first: FixtureReply = .text("ok"),
        replayed second: FixtureReply = .text("ok")
    ) async throws -> (RunReport, skill: String, opened: Int) {
        try await DeedServer.with(deed) { server in
            server.server.answer("/save", with: first)
            server.server.answer("/open", with: .text("ok"))
            let recording = try await server.record { hand, _, _ in try await deed.act(hand) }
            let skill = SkillWriter.text(of: try Compiler.compile(recording).skill)
            let gate = Gate()
            server.server.answer(
                "/open",
                with: .computed { _ in
                    gate.open()
                    return .text("ok")
                }
            )
            if case .text(_, status: 200, headers: _) = second {
                server.server.answer("/save", with: .held(by: gate, then: second))
            } else {
                server.server.answer("/save", with: second)
            }
            let before = server.server.requests(for: "/open").count
            let report = try await server.replay(skill, in: .full)
            return (report, skill, server.server.requests(for: "/open").count - before)
        }
    }

    @Test("a page that saves by a call that shows nothing")
    func waits() async throws {
        let (report, skill, opened) = try await redo(Self.deed)
        #expect(report.state == .succeeded, "\(report)")
        #expect(skill.contains("click: save, then: { request: POST 127:/save }"), "\(skill)")
        // The link leaves the page, which would not have let the answer come then.
        #expect(opened == 1)
    }

    @Test("a question before the page saves is not all that is waited for")
    func asked() async throws {
        let page = Self.page.replacing("onclick=\"", with: "onclick=\"if (confirm('Save it?')) ")
        let deed = Deed("a save after a question", page: page, pages: Self.deed.pages, told: []) { hand in
            try await hand.answering([(true, nil)]) { try await hand.click("button") }
            try await hand.wait("performance.getEntriesByType('resource').some((r) => r.name.includes('save'))")
            try await hand.click("a")
            try await hand.wait("document.title === 'next'")
        }
        let (report, skill, opened) = try await redo(deed)
        #expect(report.state == .succeeded && opened == 1, "\(report)")
        #expect(skill.contains("confirm") && skill.contains("request: POST 127:/save"), "\(skill)")
    }

    @Test("what the server refuses fails its step")
    func refused() async throws {
        let (report, _, _) = try await redo(Self.deed, replayed: .text("no", status: 500))
        #expect(report.code == "consequence_missing" && report.message?.contains("500") == true, "\(report)")
    }

    @Test("what the page sends again after a refusal has its way")
    func again() async throws {
        let page = """
            <button onclick="(async () => { while (!(await fetch('/save', { method: 'POST', body: 'x' }).then((r) => r.text().then(() => r.ok)))); })(); setTimeout(() => fetch('/open'), 600)">Save</button><a href=/next>Next</a>
            """
        let deed = Deed("a save with a stale token", page: page, pages: Self.deed.pages, told: []) {
            try await Self.deed.act($0)
        }
        let count = Mutex(0)
        let (report, _, _) = try await redo(
            deed,
            replayed: .computed { _ in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                return .text("", status: number == 1 ? 401 : 200)
            }
        )
        #expect(report.state == .succeeded, "\(report)")
        #expect(count.withLock(\.self) == 2)
    }

    @Test("a call that the page does not send fails its step")
    func unsent() async throws {
        let report = try await DeedServer.with(Self.deed) { server in
            for path in ["/save", "/open"] { server.server.answer(path, with: .text("ok")) }
            let recording = try await server.record { hand, _, _ in try await Self.deed.act(hand) }
            server.show("<button>Save</button><a href=/next>Next</a>")
            return try await server.replay(SkillWriter.text(of: try Compiler.compile(recording).skill), in: .full)
        }
        #expect(report.state == .failed && report.code == "consequence_missing", "\(report)")
    }

    @Test("what was refused while it was shown is not waited for, nor what the page sends by itself")
    func notMeant() async throws {
        let (report, skill, _) = try await redo(Self.deed, taught: .text("no", status: 500))
        #expect(report.state == .succeeded && !skill.contains("request"), "\(report) \(skill)")
        let beating = Deed(
            "a page that sends by itself",
            page: Self.page
                + "<script>setInterval(() => { fetch('/save', { method: 'POST' }).then((r) => r.text()); fetch('/open'); }, 400)</script>",
            pages: Self.deed.pages,
            told: []
        ) { hand in
            try await hand.wait(
                "performance.getEntriesByType('resource').filter((r) => r.name.includes('save')).length > 5"
            )
            try await Self.deed.act(hand)
        }
        #expect(try await !redo(beating).skill.contains("request"))
    }

    @Test("a field that is saved when it is left is waited for by nobody, and is saved")
    func leaving() async throws {
        let deed = Deed(
            "a field that saves itself",
            page: """
                <input aria-label=Name onchange="fetch('/save', { method: 'PUT', body: value }); fetch('/open')"><button onclick="tell('done')">Done</button>
                """,
            told: ["done"]
        ) { hand in
            try await hand.click("input")
            try await hand.type("Ada")
            try await hand.click("button")
        }
        let (report, skill, _) = try await redo(deed)
        #expect(
            report.state == .succeeded && !skill.contains("fill: name, with: \"{{ inputs.name }}\", then"),
            "\(skill)"
        )
    }
}
