// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import SkillKit

@Suite("A skill as it is reviewed")
struct SkillReviewTests {
    private let review: SkillReview

    init() throws { review = try #require(SkillReview.of(sampleSkill)) }

    private func step(_ id: String) throws -> StepReview { try #require(review.steps.first { $0.id == id }) }

    @Test("each step is said in words that name the element, the site and where the value comes from")
    func sentences() throws {
        #expect(
            review.steps.map(\.sentence) == [
                "Opens https://shop.example/menu?q=[input “coffee”].",
                "Types the secret “shop-password” into field \"Password\".",
                "Presses Enter in field \"Password\". This leads to shop:/menu.",
                "Clicks button \"Pay\". This leads to shop:/orders/*.",
                "Reads element \"Total\" as the result “total”.",
                "Expects element \"Total\" to show the result “total”, and stops otherwise.",
            ]
        )
        #expect(review.steps.allSatisfy { $0.origin == "https://shop.example" })
    }

    @Test("the danger of a step is the gravest one")
    func risks() throws {
        #expect(try step("a1").risk == nil)
        #expect(try step("a2").risk?.sentence == "Gives a secret to https://shop.example, and to no other site.")
        #expect(try step("a4").risk?.level == .irreversible)
    }

    @Test("values tell where they come from, inputs with their default")
    func values() throws {
        let value = try #require(try step("a1").values.last)
        #expect(value.from == "input" && value.name == "coffee" && value.default == "Espresso")
        #expect(try step("a2").values.map(\.from) == ["secret"])
    }

    @Test("each step names its line, and each target its locators with what they matched")
    func places() throws {
        let lines = sampleSkill.split(separator: "\n", omittingEmptySubsequences: false)
        for step in review.steps { #expect(lines[step.line - 1].contains("id: \(step.id)")) }
        let locators = try #require(try step("a4").targets.first).locators
        #expect(locators.map(\.kind) == ["css", "role"])
        #expect(locators.map(\.value) == ["pay-box ⟩⟩ button", "button “Pay”"])
        #expect(locators.allSatisfy { $0.matched == 1 })
    }

    @Test("what it may reach is what its file names")
    func reach() {
        #expect(review.reach.map(\.kind) == [.open, .secret])
        #expect(review.reach.map(\.name) == ["https://shop.example", "shop-password"])
    }

    @Test("a text that is no skill has no review")
    func unreadable() { #expect(SkillReview.of("understudy: 1\nsteps: []\n") == nil) }
}
