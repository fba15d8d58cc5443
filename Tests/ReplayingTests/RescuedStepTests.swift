// SPDX-License-Identifier: Apache-2.0
import Foundation
import Replaying
import SkillKit
import TestSupport
import Testing
import Vocabulary

@Suite("What is kept of a step that was rescued", .serialized)
struct RescuedStepTests {
    @Test("its report says what each locator matched")
    func matches() async throws {
        try await withChangedPage(RescueTests.deed, RescueTests.shop(RescueTests.moved)) { page in
            let (report, _) = try await page.run()
            let step = try #require(report.steps.last)
            #expect(step.locator == "similarity" && step.matches == ["xpath": 0, "css": 0, "role": 1], "\(step)")
            let ended = try await page.stage.sink.event(named: .stepEnded) { $0.extra["rescue"] != nil }
            #expect(ended.extra["matches"]?["role"]?.int == 1)
        }
    }

    @Test("its picture shows the page before the click, and where the element was")
    func picture() async throws {
        let leaving = RescueTests.moved.replacing(
            "tell('kept')",
            with: "tell('kept'); document.body.innerHTML = '<h1>Gone</h1>'"
        )
        try await withChangedPage(RescueTests.deed, RescueTests.shop(leaving)) { page in
            let (report, told) = try await page.run(isPictured: true)
            #expect(told == ["kept"], "\(report)")
            let step = try #require(report.steps.last)
            guard case .picture(let after, let afterDigest)? = step.evidence,
                case .picture(let found, let foundDigest)? = step.rescue?.picture
            else {
                Issue.record("\(step)")
                return
            }
            #expect(after != found && afterDigest != foundDigest && found.hasSuffix("/\(step.id).found.jpg"))
            let store = EvidenceStore(home: page.stage.home)
            #expect(try store.picture(of: step.id, in: report.run, sha256: foundDigest, .found)?.count ?? 0 > 1000)
            let sight = try #require(page.heals.sights.values.first)
            let box = try #require(sight.box)
            #expect(sight.after == found && box.x > 0 && box.width > 0 && box.x + box.width < 1, "\(sight)")
            let proposed = try #require(try page.heals.proposals.first ?? nil)
            let heal = try #require(await page.stage.registry.heal(proposed.slug, proposed.sha12))
            #expect(heal.targets.map(\.after) == [found] && heal.targets.map(\.box) == [box])
        }
    }

    @Test(
        "numbers that count beside it while a person thinks do not matter, its row's own do",
        arguments: ["5 seconds left", "Order 18"]
    )
    func counting(_ words: String) async throws {
        let isCounter = words.hasPrefix("5")
        let turning = """
            <script>(async function look() {
              if (await (await fetch('/turn')).text() !== 'turn') return setTimeout(look, 50);
              document.getElementById('\(isCounter ? "left" : "row")').textContent = '\(words)';
              tell('turned');
            })()</script>
            """
        let row =
            "<table><tr><td id=row>Order 17</td><td><a href=#k role=button onclick=\"tell('kept')\">Put by</a></td></tr></table>"
        let other = RescueTests.shop("<p id=left>6 seconds left</p>" + row + turning)
        try await withChangedPage(RescueTests.deed, other, within: .seconds(3)) { page in
            let server = page.server
            server.server.answer("/turn", with: .text("not yet"))
            let person = ScriptedAdvisor(level: .person) { _ in
                server.server.answer("/turn", with: .text("turn"))
                _ = try await server.server.request(for: "/told", deadline: .after(.seconds(60))) {
                    $0.query == "turned"
                }
                return .candidate(0)
            }
            let (report, told) = try await page.run(asking: [person])
            #expect(told == (isCounter ? ["turned", "kept"] : ["turned"]), "\(report)")
        }
    }

    @Test(
        "a page whose shadow roots still change is not quiet, and what they are waited for comes",
        arguments: ["open", "closed"]
    )
    func unrest(_ mode: String) async throws {
        let decoy = RescueTests.moved.replacing("tell('kept')", with: "tell('wrong')")
        let changing = """
            <div id=host></div><div id=place></div><script>{
              const root = host.attachShadow({ mode: '\(mode)' });
              root.innerHTML = '<p>0</p>';
              let count = 0;
              const clock = setInterval(() => {
                count += 1;
                root.firstChild.textContent = count;
                if (count < 15) return;
                clearInterval(clock);
                place.innerHTML = `\(RescueTests.button)`;
              }, 200);
            }</script>
            """
        try await withChangedPage(RescueTests.deed, RescueTests.shop(decoy + changing), within: .seconds(8)) { page in
            let (report, told) = try await page.run()
            #expect(told == ["kept"] && report.steps.last?.rescue == nil, "\(report)")
        }
    }

    @Test(
        "a check says what a run would do with what a person has refused, and with what has come to sound irreversible"
    )
    func check() async throws {
        try await withChangedPage(RescueTests.deed, RescueTests.shop(RescueTests.moved), within: .seconds(3)) { page in
            func check(_ skill: AdmittedSkill) async throws -> TargetCheck {
                try #require(try await page.stage.player.check(skill, inputs: [:], run: .new(), in: page.browser).last)
            }
            let first = try await check(page.admitted)
            #expect(first.level == "similarity" && first.code == nil && page.server.told.count == 1, "\(first)")
            _ = try await page.run()
            let proposed = try #require(try page.heals.proposals.first ?? nil)
            try await page.stage.registry.reject(proposed.slug, sha256: proposed.sha256, by: "operator")
            let second = try await check(try await page.stage.registry.admit(proposed.slug))
            #expect(second.level == nil && second.code == "target_not_proved", "\(second)")
            #expect(second.rescue?.advice == ["a person has said before that it is not meant"], "\(second)")
            page.server.show(
                RescueTests.shop(RescueTests.button.replacing("Keep this basket", with: "Keep this basket and pay"))
            )
            let third = try await check(page.admitted)
            #expect(third.level == nil, "\(third)")
        }
    }

    @Test("of a proposal with several targets each is remembered by itself, and nothing else is")
    func several() async throws {
        let deed = Deed("two", page: RescueTests.shop(RescueTests.button + Self.sent), told: ["kept", "sent"]) { hand in
            try await hand.click("#keep-basket")
            try await hand.click("#share-basket")
        }
        let sent = RescueTests.moved.replacing("tell('kept')", with: "tell('sent')").replacing("x9", with: "x8")
            .replacing("Keep this", with: "Share that")
        try await withChangedPage(deed, RescueTests.shop(RescueTests.moved + sent)) { page in
            let (report, told) = try await page.run()
            #expect(told == ["kept", "sent"], "\(report)")
            let proposed = try #require(try page.heals.proposals.first ?? nil)
            let heal = try #require(await page.stage.registry.heal(proposed.slug, proposed.sha12))
            try await page.stage.registry.reject(proposed.slug, sha256: proposed.sha256, by: "operator")
            let file = try Data(contentsOf: URL(fileURLWithPath: "\(page.stage.home)/skills/.rejected/deed.json"))
            let known = try JSONDecoder().decode([HealRejection].self, from: file)
            #expect(Set(known) == Set(heal.targets.map(\.rejection)) && known.count == 2)
            #expect(Set(known.map(\.target)) == Set(heal.targets.map(\.target)))
        }
    }

    private static let sent = "<button id=share-basket onclick=\"tell('sent')\">Share that basket</button>"

    @Test(
        "what was refused is known again when the page numbers its marks anew",
        arguments: [
            ("row-17-keep", "row-18-keep", true), ("ember412", "ember97", true), ("a3f9c", "b7d", true),
            ("keep-tea", "keep-milk", false),
        ]
    )
    func digest(_ one: String, _ other: String, _ isSame: Bool) throws {
        let name = try #require(TargetName("keep"))
        let rejections = [one, other]
            .map {
                HealRejection(
                    target: name,
                    element: Fingerprint(tag: "a", role: "link", name: "Go", attributes: ["id": $0])
                )
            }
        #expect((rejections[0] == rejections[1]) == isSame)
    }
}
