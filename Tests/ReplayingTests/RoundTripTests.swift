// SPDX-License-Identifier: Apache-2.0
import Foundation
import Oversight
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary
import WebAddresses

/// One behaviour: a page, and what a hand does on it.
struct Behaviour: Sendable, CustomTestStringConvertible {
    let page: String
    let act: @Sendable (Hand) async throws -> Void
    var testDescription: String { page }
}

@Suite("A page acts, a recording is made, a skill is compiled, and its replay gives the same page", .serialized)
struct RoundTripTests {
    static let behaviours: [Behaviour] = [
        Behaviour(page: "click") { hand in
            try await hand.click("button:nth-of-type(2)")
            try await hand.click("button:nth-of-type(1)")
        },
        Behaviour(page: "rows") { try await $0.click("tr:nth-of-type(2) button") },
        Behaviour(page: "fill") { hand in
            try await hand.click("input[name=name]")
            try await hand.type("Ada Lovelace")
            try await hand.click("textarea")
            try await hand.type("Grüße & <b>")
        },
        Behaviour(page: "password") { hand in
            try await hand.click("input[name=email]")
            try await hand.type("ada@example.com")
            try await hand.click("input[name=pw]")
            try await hand.type("hunter-2-hunter")
        },
        Behaviour(page: "select") { hand in
            try await hand.evaluate("document.querySelector('select').focus()")
            try await hand.press("ArrowDown", code: 40)
            try await hand.press("ArrowDown", code: 40)
        },
        Behaviour(page: "checkbox") { hand in
            try await hand.click("input[name=terms]")
            try await hand.click("label[for=n]")
        },
        Behaviour(page: "radio") { try await $0.click("label:nth-of-type(2)") },
        Behaviour(page: "enter") { hand in
            try await hand.click("input[name=q]")
            try await hand.type("espresso")
            try await hand.enter()
        },
        Behaviour(page: "keys") { hand in
            try await hand.click("#box")
            try await hand.press("ArrowRight", code: 39)
            try await hand.press("x", text: "x", code: 88)
        },
        Behaviour(page: "random-ids") { hand in
            try await hand.click("input[name=city]")
            try await hand.type("Berlin")
        },
        Behaviour(page: "late") { hand in
            try await hand.wait("document.querySelector('button:not([disabled]):not(#done)')")
            try await hand.click("button:not(#done)")
        },
        Behaviour(page: "navigate") { hand in
            try await hand.click("a")
            try await hand.wait("document.title === 'next'")
        },
    ]

    @Test("the state of the page is the same after the replay", arguments: behaviours)
    func sameState(_ behaviour: Behaviour) async throws {
        try await withFixtureServer(Fixtures.all) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(
                        server.address("/\(behaviour.page).html"),
                        in: browser,
                        as: behaviour.page
                    ) { hand in
                        try await behaviour.act(hand)
                        try await hand.click("#done")
                        _ = try await server.request(for: "/state")
                    }
                    #expect(!recording.events.contains { "\($0)".contains("hunter-2-hunter") })
                    for secret in try Compiler.compile(recording).skill.secrets {
                        try await stage.secrets.set(
                            secret.name,
                            origin: WebOrigin(server.origin()),
                            value: Secret("hunter-2-hunter"),
                            events: sink
                        )
                    }
                    let admitted = try await stage.admit(Self.waitingUntilSent(recording))
                    let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                    #expect(
                        report.state == .succeeded,
                        "\(report.message ?? "") \(report.steps.last.map { "\($0)" } ?? "")"
                    )
                    let states = try Self.two(server)
                    #expect(states[0] == states[1])
                }
            }
        }
    }

    /// The compiled skill with one step added by hand: it waits until the page has told its state.
    static func waitingUntilSent(_ recording: Recording) throws -> String {
        var skill = try Compiler.compile(recording).skill
        let sent = TextTemplate(literal: "sent")
        skill.steps.append(Step(id: StepID(rawValue: "sent"), action: .waitFor(.title(sent))))
        return SkillWriter.text(of: skill)
    }

    /// The states that the page told after the teaching and after the replay.
    static func two(_ server: FixtureServer) throws -> [String] {
        let bodies = server.requests(for: "/state").map(\.body)
        try #require(bodies.count == 2)
        return bodies
    }
}

/// The pages of `Fixtures/`, by path.
enum Fixtures {
    static var all: [String: FixtureReply] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var replies: [String: FixtureReply] = ["/state": .text("ok")]
        for name in names where name.hasSuffix(".html") {
            replies["/" + name] = .file(folder.appendingPathComponent(name).path)
        }
        return replies
    }
}
