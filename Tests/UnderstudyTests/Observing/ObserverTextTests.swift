// SPDX-License-Identifier: Apache-2.0
import Console
import ScreenText
import Testing
import Vocabulary

@testable import understudy

@Suite("Observations at a terminal")
struct ObserverTextTests {
    private func page(_ text: String) throws -> ObservationPage {
        let json = """
            {"schema":1,"owner":"person","observations":[{"schema":1,"number":4,"tab":"tab_1",
            "from":"2026-11-20T10:00:20.000Z","to":"2026-11-20T10:00:25.000Z","age_ms":1200,"looks":2,
            "origin":"https://shop.example","title":"Shop","state":"slow","degraded":"over_budget",
            "size":{"x":0,"y":0,"width":1280,"height":720},"pending":[],"redacted":{"card":1},"omitted":0,
            "lines":[{"text":"\(text)","box":{"x":4,"y":8,"width":12,"height":18},"confidence":51,"confidences":[51],"uncertain":true},
            {"text":"Second","box":{"x":4,"y":38,"width":12,"height":18},"confidence":91,"confidences":[91],"uncertain":false}]}],
            "gaps":[{"from":"2026-11-20T10:00:10.000Z","to":"2026-11-20T10:00:15.000Z","reason":"secret_typing"}]}
            """
        return try ConsoleJSON.decode(ObservationPage.self, from: Array(json.utf8))
    }

    @Test("observations and gaps stand in the order of their times, with what is to be known of each")
    func lines() throws {
        #expect(
            ObserverText.lines(of: try page("First")) == [
                "10:00:10  -- not looked at: secret_typing",
                "10:00:20  https://shop.example  Shop  [taken out: card 1, slow]",
                "          First ?",
                "          Second",
            ]
        )
    }

    @Test("what follows shows only what is new")
    func following() throws {
        let seen = try #require(try page("First").observations.first)
        #expect(
            ObserverText.lines(of: seen, after: ["Second", "Other"]) == [
                "10:00:20  https://shop.example  Shop  [1 line as before, taken out: card 1, slow]",
                "          First ?",
            ]
        )
    }

    @Test("what a page wrote does not steer the terminal")
    func steering() throws {
        let lines = ObserverText.lines(of: try page(#"\u001b[31mRed\u202e\u0007"#))
        #expect(lines.contains("          [31mRed ?"))
    }
}
