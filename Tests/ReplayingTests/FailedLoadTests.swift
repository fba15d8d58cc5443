// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing

@Suite("Pages that cannot be loaded any more", .serialized)
struct FailedLoadTests {
    private static let unkept = "<script>addEventListener('unload', () => {})</script>"
    private static let first = unkept + "<title>first</title><a href=/second>Go</a>"
    private static let second = unkept + "<title>second</title><button onclick=\"tell('second')\">Done</button>"

    private static let goes: @Sendable (Hand) async throws -> Void = { hand in
        try await hand.click("a")
        try await hand.wait("document.title === 'second'")
    }

    /// Teaches a deed, and does it again where a page answers only so many times more.
    private func replay(
        _ deed: Deed,
        where path: String,
        failsAfter count: Int
    ) async throws -> (RunReport, skill: String) {
        try await DeedServer.with(deed) { server in
            let recording = try await server.record { hand, _, _ in try await deed.act(hand) }
            let skill = SkillWriter.text(of: try Compiler.compile(recording).skill)
            let before = server.server.requests(for: path).count
            let page = path == "/" ? deed.page : deed.pages[path] ?? ""
            let fixture = server.server
            fixture.answer(
                path,
                with: .computed { _ in
                    fixture.requests(for: path).count - before > count ? .hangUp : .page(page)
                }
            )
            return (try await server.replay(skill, in: .full), skill)
        }
    }

    @Test("loading again what cannot be loaded fails the step that asks for it")
    func reload() async throws {
        let deed = Deed("a reload", page: Self.first, told: []) { hand in
            try await hand.reload()
            try await hand.wait("performance.getEntriesByType('navigation')[0].type === 'reload'")
        }
        let (report, skill) = try await replay(deed, where: "/", failsAfter: 1)
        #expect(skill.contains("reload: true"))
        #expect(report.code == "navigation_failed" && report.steps.last?.action == "reload", "\(report)")
    }

    @Test("going back to what cannot be loaded fails the step that asks for it")
    func back() async throws {
        let deed = Deed("a way back", page: Self.first, pages: ["/second": Self.second], told: []) { hand in
            try await Self.goes(hand)
            try await hand.back()
            try await hand.wait("document.title === 'first'")
        }
        let (report, skill) = try await replay(deed, where: "/", failsAfter: 1)
        #expect(skill.contains("back: true"))
        #expect(report.code == "navigation_failed" && report.steps.last?.action == "back", "\(report)")
    }

    @Test("a link to what cannot be loaded fails its step, at the right address")
    func link() async throws {
        let deed = Deed("a link", page: Self.first, pages: ["/second": Self.second], told: [], act: Self.goes)
        let (report, _) = try await replay(deed, where: "/second", failsAfter: 0)
        #expect(report.code == "consequence_missing" && report.message?.contains("could not load") == true, "\(report)")
    }

    @Test("a tab whose page cannot be loaded fails the step that opens it")
    func tab() async throws {
        let page = "<a href=/second target=_blank>Go</a>"
        let deed = Deed("a tab", page: page, pages: ["/second": Self.second], told: []) { hand in
            try await hand.click("a")
            try await hand.other("/second").click("button")
        }
        let (report, skill) = try await replay(deed, where: "/second", failsAfter: 0)
        #expect(skill.contains("opens_tab"))
        #expect(report.code == "consequence_missing" && report.message?.contains("could not load") == true, "\(report)")
        #expect(report.steps.last?.action.hasPrefix("click") == true)
    }
}
