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

@Suite("Servers that ask who is there, by HTTP, are answered as was shown", .serialized)
struct SignInTests {
    /// Where a server asks.
    struct Door: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What lies before it; nil when it is the first page.
        let page: String?
        let step: String
        var opensTab = false
    }

    static let doors: [Door] = [
        Door(
            testDescription: "a first page whose server asks for a user and a password",
            page: nil,
            step: "then: { sign_in: { user: \"{{ inputs.user }}\", password: \"{{ secrets.127-password }}\" } }"
        ),
        Door(
            testDescription: "a link to a page whose server asks for a user and a password",
            page: "<title>out</title><a href=/inside>Go inside</a>",
            step:
                "sign_in: { user: \"{{ inputs.user }}\", password: \"{{ secrets.127-password }}\" }, navigation: 127:/inside"
        ),
        Door(
            testDescription: "a call of a page whose server asks for a user and a password",
            page:
                "<title>out</title><button onclick=\"fetch('/inside').then((r) => { document.title = r.ok ? 'called' : 'refused' })\">Call</button>",
            step: "then: { sign_in: { user: \"{{ inputs.user }}\", password: \"{{ secrets.127-password }}\" } }"
        ),
        Door(
            testDescription: "a tab that a link opens, whose server asks for a user and a password",
            page: "<title>out</title><a href=/inside target=_blank rel=opener>Go inside</a>",
            step: inTab,
            opensTab: true
        ),
        Door(
            testDescription: "a tab that the page cannot reach, whose server asks for a user and a password",
            page: "<title>out</title><a href=/inside target=_blank>Go inside</a>",
            step: inTab,
            opensTab: true
        ),
        Door(
            testDescription: "a window that a script opens, whose server asks for a user and a password",
            page: "<title>out</title><button onclick=\"window.open('/inside')\">Go inside</button>",
            step: inTab,
            opensTab: true
        ),
    ]

    private static let inTab =
        "sign_in: { user: \"{{ inputs.user }}\", password: \"{{ secrets.127-password }}\" }, opens_tab: { tab: inside, at: 127:/inside }"

    static func inside(_ user: String, _ password: String) -> FixtureReply {
        let credentials = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
        return .computed { request in
            guard request.headers["authorization"] == credentials else {
                return .text("no", status: 401, headers: ["WWW-Authenticate": "Basic realm=\"inside\""])
            }
            return .page("<title>in</title><h1>Inside</h1><button>Look</button>")
        }
    }

    /// A person who answers when a server asks.
    static func answer(
        _ browser: RunningBrowser,
        _ stage: Stage,
        at origin: String? = nil,
        user: String = "ada",
        password: String = "hunter-2-hunter"
    )
        async throws
    {
        _ = try await stage.sink.event(named: .signInAsked) { $0.outcome == .pending }
        let asking = try #require(browser.signInQuestions.first?.origin)
        try await TeachingSession.signIn(
            at: try origin.map { try WebOrigin($0) } ?? asking,
            user: user,
            password: Secret(password),
            by: "operator",
            in: browser,
            gate: stage.gate
        )
    }

    /// Teaches a door, and goes on with the skill's text.
    private func taught(
        _ door: Door,
        _ body: @escaping @Sendable (Stage, RunningBrowser, FixtureServer, String) async throws -> Void
    ) async throws {
        let inside = Self.inside("ada", "hunter-2-hunter")
        try await withFixtureServer(["/": door.page.map { .page($0) } ?? inside, "/inside": inside]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { try await Self.answer(browser, stage) }
                        let recording = try await stage.record(server.address("/"), in: browser, as: "door") { hand in
                            if door.page != nil { try await hand.click("a, button") }
                            if door.opensTab {
                                let other = try await hand.other("/inside")
                                try await other.wait("document.title === 'in'")
                                return try await other.click("button")
                            }
                            try await hand.wait("document.title === 'in' || document.title === 'called'")
                            if door.page == nil { try await hand.click("button") }
                        }
                        try await group.waitForAll()
                        return recording
                    }
                    let raw = try String(contentsOfFile: "\(folder.path)/door.jsonl", encoding: .utf8)
                    #expect(!raw.contains("hunter-2-hunter"))
                    #expect(!sink.events.contains { "\($0)".contains("hunter-2-hunter") })
                    let text = SkillWriter.text(of: try Compiler.compile(recording).skill)
                    #expect(text.contains(door.step), "\(text)")
                    #expect(text.contains("user: { type: string, default: ada }"))
                    try await body(stage, browser, server, text)
                }
            }
        }
    }

    @Test("the same user comes in again", arguments: doors)
    func again(_ door: Door) async throws {
        try await taught(door) { stage, browser, server, text in
            try await stage.secrets.set(
                "127-password",
                origin: WebOrigin(server.origin()),
                value: Secret("hunter-2-hunter"),
                events: stage.sink
            )
            let admitted = try await stage.admit(text)
            let before = server.requests(for: door.page == nil ? "/" : "/inside").count
            let report = await stage.player(grace: .seconds(1)).play(admitted, inputs: [:], run: .new(), in: browser)
            #expect(report.state == .succeeded, "\(report.message ?? "") \(text)")
            let asked = server.requests(for: door.page == nil ? "/" : "/inside").dropFirst(before)
            #expect(asked.contains { $0.headers["authorization"] != nil }, "\(asked)")
        }
    }

    @Test("only the server that the person was shown gets the password, however many ask")
    func addressed() async throws {
        let closed = Self.inside("ada", "hunter-2-hunter")
        try await withFixtureServer(["/": .page("<button>Call</button>"), "/inside": closed, "/other": closed]) {
            server in
            let page =
                "<title>out</title><button onclick=\"fetch('/inside').then((r) => { document.title = r.status });"
                + "window.open('\(server.address("/other", host: "localhost"))')\">Call</button>"
            server.answer("/", with: .page(page))
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let own = try WebOrigin(server.origin())
                    let other = try WebOrigin(server.origin(host: "localhost"))
                    _ = try await stage.record(server.address("/"), in: browser, as: "two") { hand in
                        try await hand.click("button")
                        for origin in [own, other] {
                            _ = try await sink.event(named: .signInAsked) { $0.extra["origin"] == .string(origin.text) }
                        }
                        #expect(Set(browser.signInQuestions.map(\.origin)) == [own, other])
                        let nobody = try WebOrigin("https://nobody.example")
                        for (origin, path, elsewhere) in [(other, "/other", "/inside"), (own, "/inside", "/nowhere")] {
                            await #expect(throws: BrowsingError.self) {
                                try await Self.answer(browser, stage, at: nobody.text)
                            }
                            try await Self.answer(browser, stage, at: origin.text)
                            _ = try await server.request(for: path) { $0.headers["authorization"] != nil }
                            #expect(server.requests(for: elsewhere).allSatisfy { $0.headers["authorization"] == nil })
                            #expect(!browser.signInQuestions.contains { $0.origin == origin })
                        }
                    }
                }
            }
        }
    }

    @Test("a password that is wrong by now stops the run at its step, and is tried once")
    func wrong() async throws {
        try await taught(Self.doors[0]) { stage, browser, server, text in
            let admitted = try await stage.admit(text)
            let unknown = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
            #expect(unknown.code == "secret_unknown", "\(unknown)")
            try await stage.secrets.set(
                "127-password",
                origin: WebOrigin(server.origin()),
                value: Secret("another-one"),
                events: stage.sink
            )
            let before = server.requests(for: "/").count { $0.headers["authorization"] != nil }
            let wrong = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
            #expect(wrong.code == "sign_in_refused", "\(wrong)")
            #expect(server.requests(for: "/").count { $0.headers["authorization"] != nil } == before + 1)
        }
    }

    @Test("a server that asks unforeseen stops the step at once, and so does one of another site")
    func unforeseen() async throws {
        let inside = Self.inside("ada", "hunter-2-hunter")
        try await withFixtureServer(["/": .page("<button>Go</button>"), "/inside": inside]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "plain") {
                        try await $0.click("button")
                    }
                    let text = SkillWriter.text(of: try Compiler.compile(recording).skill)
                    let admitted = try await stage.admit(text)
                    server.answer("/", with: inside)
                    let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                    #expect(report.code == "sign_in_required", "\(report)")
                    // A secret that is bound to one site is not given to another that asks in the same step.
                    try await stage.secrets.set(
                        "pin",
                        origin: WebOrigin(server.origin()),
                        value: Secret("hunter-2-hunter"),
                        events: sink
                    )
                    server.answer("/", with: .redirect(to: server.address("/inside", host: "localhost")))
                    let other =
                        text.replacing(
                            "open: 127:/ }",
                            with: "open: 127:/, then: { sign_in: { user: ada, password: \"{{ secrets.pin }}\" } } }"
                        )
                        .replacing("steps:", with: "secrets: { pin: 127 }\nsteps:")
                    let foreign = await stage.player.play(
                        try await stage.admit(other),
                        inputs: [:],
                        run: .new(),
                        in: browser
                    )
                    #expect(foreign.state == .failed, "\(foreign)")
                    #expect(server.requests(for: "/inside").allSatisfy { $0.headers["authorization"] == nil })
                }
            }
        }
    }
}
