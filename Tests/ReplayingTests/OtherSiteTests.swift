// SPDX-License-Identifier: Apache-2.0
import Replaying
import SkillKit
import TestSupport
import Testing
import Vocabulary

@Suite("An element of one site is not looked for on another")
struct OtherSiteTests {
    private static let next = "<title>Pay</title><h1>Pay</h1><button onclick=\"tell(location.hostname)\">Next</button>"
    private static let deed = Deed(
        "a button on the second site",
        page: "<h1>Shop</h1><a href=http://pay.localhost/next>Go on</a>",
        pages: ["/next": next],
        told: ["pay.localhost"]
    ) { hand in
        try await hand.click("a")
        let pay = try await hand.other("/next")
        try await pay.click("button")
    }

    @Test("where the skill has several sites each target says its own, and is found there")
    func found() async throws {
        let redone = try await expectFaithful(Self.deed)
        #expect(redone.skill.contains("  next:\n    site: pay\n"), "\(redone.skill)")
        #expect(redone.skill.contains("  go-on:\n    site: 127\n"), "\(redone.skill)")
    }

    @Test("the same page on the first site is left alone")
    func elsewhere() async throws {
        try await withChangedPage(
            Self.deed,
            "<h1>Shop</h1><a href=/next>Go on</a>",
            within: .seconds(3),
            edit: Self.unaddressed
        ) { page in
            let (report, told) = try await page.run()
            #expect(told.isEmpty && report.state == .failed, "\(report)")
            #expect(report.code == "target_not_proved", "\(report)")
            #expect(report.message?.contains("where 'next' belongs") == true, "\(report)")
        }
    }

    /// Without the navigation that the click must cause, which would stop it before.
    private static let unaddressed = SkillEdit { skill in
        for index in skill.steps.indices { skill.steps[index].then = [] }
    }
}
