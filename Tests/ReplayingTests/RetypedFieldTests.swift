// SPDX-License-Identifier: Apache-2.0
import Replaying
import TestSupport
import Testing
import Vocabulary

@Suite("Fields that have another type than when they were recorded", .serialized)
struct RetypedFieldTests {
    private static func page(_ field: String) -> String {
        RescueTests.shop(
            "<label>Where to <input \(field)></label><button onclick=\"tell(document.querySelector('input').value)\">Show</button>"
        )
    }

    private func replay(_ then: String, _ now: String) async throws -> (report: RunReport, told: [String]) {
        let deed = Deed("a field", page: Self.page(then), told: ["Ada"]) { hand in
            try await hand.click("input")
            try await hand.type("Ada")
            try await hand.click("button")
        }
        return try await withRun(deed, Self.page(now))
    }

    private func withRun(_ deed: Deed, _ other: String) async throws -> (report: RunReport, told: [String]) {
        let ended = Watched<(report: RunReport, told: [String])?>(nil)
        try await withChangedPage(deed, other, within: .seconds(3)) { page in
            let run = try await page.run(asking: [ScriptedAdvisor { _ in .candidate(0) }])
            ended.update { $0 = run }
        }
        return try #require(ended.current)
    }

    @Test(
        "a field of text that has become another one is found by two keys of its own",
        arguments: [
            ("type=text name=mail", "type=email name=mail"), ("name=mail", "type=text name=mail"),
            ("type=text name=find", "type=search name=find"), ("type=tel id=call", "id=call"),
        ]
    )
    func harmless(_ then: String, _ now: String) async throws {
        let (report, told) = try await replay(then, now)
        #expect(told == ["Ada"], "\(report)")
        #expect(report.steps.allSatisfy { ["xpath", "css", "role", nil].contains($0.locator) }, "\(report)")
    }

    @Test(
        "by one key it is not, and what takes no text is never taken",
        arguments: [
            ("type=text", "type=email"), ("type=text name=mail", "type=email name=post"),
            ("type=text name=mail id=mail", "type=password name=mail id=mail"),
            ("type=text name=mail id=mail", "type=checkbox name=mail id=mail"),
            ("type=text name=mail id=mail", "type=number name=mail id=mail"),
            ("type=text name=mail id=mail", "type=file name=mail id=mail"),
        ]
    )
    func other(_ then: String, _ now: String) async throws {
        let (report, told) = try await replay(then, now)
        #expect(report.state == .failed && told.isEmpty, "\(report)")
    }
}
