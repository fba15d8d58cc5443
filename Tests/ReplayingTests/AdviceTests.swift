// SPDX-License-Identifier: Apache-2.0
import Replaying
import SkillKit
import Synchronization
import TestSupport
import Testing
import Vocabulary

@Suite("Advisors pick from a list, and from nothing else", .serialized)
struct AdviceTests {
    /// Two that nothing tells apart.
    private static let page = RescueTests.shop(
        RescueTests.moved.replacing("tell('kept')", with: "tell('first')")
            + RescueTests.moved.replacing("tell('kept')", with: "tell('second')")
            + "<button onclick=\"tell('renamed')\">Put by</button>"
    )

    @Test("a person's pick is clicked, and proposed with the person as its finder")
    func person() async throws {
        try await withChangedPage(RescueTests.deed, Self.page, within: .seconds(3)) { page in
            let desk = PersonDesk()
            let run = RunID.new()
            async let played = page.run(asking: [desk], as: run)
            let question = try await Self.question(of: run, at: desk)
            #expect(question.candidates.count == 3, "\(question.candidates)")
            #expect(!desk.answer(run, with: .candidate(3)))
            // An answer to the question of a step before.
            #expect(!desk.answer(run, with: .candidate(0), to: "a0"))
            let second = try #require(
                question.candidates.firstIndex {
                    $0.fingerprint.among == "2/2" || $0.fingerprint.path.contains("div[2]")
                }
            )
            #expect(desk.answer(run, with: .candidate(second)))
            #expect(!desk.answer(run, with: .candidate(second)))
            let (report, told) = try await played
            #expect(report.state == .succeeded && told == ["second"], "\(report)")
            #expect(report.steps.last?.locator == "person")
            let proposed = try #require(try page.heals.proposals.first ?? nil)
            let heal = await page.stage.registry.heal(proposed.slug, proposed.sha12)
            #expect(heal?.targets.map(\.level) == ["person"])
        }
    }

    @Test("a person may mean an element of another name, a model may not", arguments: [RescueLevel.person, .model])
    func renamed(_ level: RescueLevel) async throws {
        try await withChangedPage(RescueTests.deed, Self.page, within: .seconds(3)) { page in
            let advisor = ScriptedAdvisor(level: level) { question in
                .candidate(question.candidates.firstIndex { $0.fingerprint.name == "Put by" } ?? 99)
            }
            let (report, told) = try await page.run(asking: [advisor])
            switch level {
            case .person: #expect(told == ["renamed"], "\(report)")
            case .model, .similarity, .screen:
                #expect(told.isEmpty && report.state == .failed, "\(report)")
                #expect(report.steps.last?.rescue?.advice.contains("model: has another name") == true, "\(report)")
            }
        }
    }

    @Test("nothing is clicked for a pick that is no pick, and the next advisor is asked")
    func useless() async throws {
        let answers: [RescueVerdict] = [.candidate(-1), .candidate(3), .candidate(.max), .none, .silent("it is down")]
        try await withChangedPage(RescueTests.deed, Self.page, within: .seconds(2)) { page in
            for answer in answers {
                let asked = Mutex(0)
                let next = ScriptedAdvisor { _ in
                    asked.withLock { $0 += 1 }
                    return .none
                }
                let (report, told) = try await page.run(asking: [ScriptedAdvisor { _ in answer }, next])
                #expect(told.isEmpty && report.state == .failed, "\(answer): \(report)")
                #expect(asked.withLock { $0 } == 1, "\(answer): \(report)")
            }
            #expect(try page.heals.proposals.isEmpty)
        }
    }

    @Test("the question holds no value of a field and no more than fifteen candidates")
    func question() async throws {
        let field =
            "<label>Colour <input value=mauve-9></label>"
            + "<a role=button href=#k>Keep this basket <span contenteditable>mauve-9</span></a>"
        let many = (0..<40).map { "<button onclick=\"tell('wrong')\">Keep this basket \($0)</button>" }.joined()
        let seen = Mutex<RescueQuestion?>(nil)
        try await withChangedPage(RescueTests.deed, RescueTests.shop(many + field), within: .seconds(2)) { page in
            let (_, told) = try await page.run(
                asking: [
                    ScriptedAdvisor { question in
                        seen.withLock { $0 = question }
                        return .none
                    }
                ]
            )
            #expect(told.isEmpty)
        }
        let question = try #require(seen.withLock { $0 })
        #expect(question.candidates.count == 15)
        #expect(!"\(question)".contains("mauve-9"))
    }

    private static func question(of run: RunID, at desk: PersonDesk) async throws -> RescueQuestion {
        try await withDeadline(.after(.seconds(60)), waitingFor: "the question") {
            while true {
                if let question = desk.question(of: run) { return question }
                await Task.yield()
                try Task.checkCancellation()
            }
        }
    }
}
