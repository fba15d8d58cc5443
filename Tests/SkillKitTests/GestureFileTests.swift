// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import SkillKit

@Suite("Gestures in a skill's file")
struct GestureFileTests {
    private func skill(_ step: String, name: String = "Done") -> String {
        """
        understudy: 1
        name: gestures
        description: Gestures.
        browser: { viewport: 1280x720, login: none }
        sites: { shop: "https://shop.example" }
        steps:
          - { id: a1, open: "shop:/" }
          - \(step)
        targets:
          card:
            looks: listitem "Pay the rent"
            locators:
              - { xpath: "//li[1]", matched: 1 }
          done:
            looks: region "\(name)"
            locators:
              - { xpath: "//section[2]", matched: 1 }
        fingerprints: # machine-written
          card: { v: 1, tag: li, role: listitem, name: Pay the rent }
          done: { v: 1, tag: section, role: region, name: \(name) }

        """
    }

    private func read(_ text: String) -> SkillReading { SkillReader.read(Array(text.utf8), file: "gestures.yaml") }

    static let lines = [
        "{ id: a2, drag: { from: card, to: done } }",
        "{ id: a2, drag: { from: card, from_at: [0.1, 0.5], to: done, to_at: [0.5, 1], path: [[0, 20], [-40, 90]] } }",
        "{ id: a2, drag: { from: card, path: [[120, 0]] } }",
        "{ id: a2, hover: card, then: { appears: done } }",
        "{ id: a2, scroll: end, then: { appears: done } }",
        "{ id: a2, scroll: { target: card, to: start } }",
        "{ id: a2, scroll: { target: card, to: right }, then: { appears: done } }",
        "{ id: a2, drag: { from: card, hold: 400ms, to: done, path: [[0, 20]] } }",
        "{ id: a2, click: card, holding: Control+Shift }",
        "{ id: a2, click: card, then: { dialog: { kind: notifications, answer: dismiss } } }",
        "{ id: a2, choose: card, options: [A, B] }",
        "{ id: a2, choose: card, options: [] }",
        "{ id: a2, close_tab: true }",
        "{ id: a2, click: card, button: middle }",
        "{ id: a2, scroll: { target: card, by: [0, -120], holding: Control+Shift } }",
        "{ id: a2, click: card, then: { request: POST shop:/save, disappears: done } }",
        "{ id: a2, click: card, then: { request: [PUT shop:/a, DELETE shop:/b/*] } }",
        "{ id: a2, click: card, then: { dialog: { kind: confirm, message: \"Sure, * of it?\", answer: accept } } }",
    ]

    @Test("a gesture that was read is written as it stood", arguments: lines)
    func roundTrip(_ line: String) throws {
        let reading = read(skill(line))
        let skill = try #require(reading.skill, "\(reading.diagnostics)")
        #expect(SkillWriter.text(of: skill).contains("  - \(line)\n"), "\(SkillWriter.text(of: skill))")
    }

    static let mistakes: [(String, String)] = [
        ("{ id: a2, drag: { from: card } }", "S022"),
        ("{ id: a2, drag: { from: card, from_at: [0.5], to: done } }", "S070"),
        ("{ id: a2, drag: { from: card, from_at: [0.5, 7], to: done } }", "S070"),
        ("{ id: a2, drag: { from: card, path: [[1, 2, 3]] } }", "S071"),
        ("{ id: a2, drag: { from: card, path: [[1, 99999]] } }", "S071"),
        ("{ id: a2, drag: { from: card, to_at: [0, 0], path: [[1, 9]] } }", "S041"),
        ("{ id: a2, scroll: down }", "S072"),
        ("{ id: a2, scroll: { target: card, to: down } }", "S072"),
        ("{ id: a2, scroll: { target: card } }", "S022"),
        ("{ id: a2, choose: card, option: A, options: [B] }", "S041"),
        ("{ id: a2, choose: card, options: A }", "S024"),
        ("{ id: a2, click: card, button: left }", "S073"),
        ("{ id: a2, hover: card, button: middle }", "S041"),
        ("{ id: a2, hover: card, holding: Shift }", "S041"),
        ("{ id: a2, click: card, holding: Shift, at: [0.5, 0.5] }", "S041"),
        ("{ id: a2, click: card, holding: Shift, button: middle }", "S041"),
        ("{ id: a2, click: card, holding: A }", "S075"),
        ("{ id: a2, drag: { from: card, hold: 4s, to: done } }", "S045"),
        ("{ id: a2, click: card, then: { dialog: { kind: geolocation, message: Where, answer: accept } } }", "S049"),
        ("{ id: a2, click: card, then: { request: GET shop:/save } }", "S074"),
        ("{ id: a2, scroll: { target: card, by: [0, 9], holding: Escape } }", "S075"),
    ]

    @Test("a gesture that cannot be meant so is told by its place", arguments: mistakes)
    func mistake(_ line: String, _ code: String) throws {
        let reading = read(skill(line))
        #expect(reading.skill == nil)
        #expect(reading.diagnostics.map(\.code) == [code], "\(reading.diagnostics)")
    }

    @Test("a note that is put in order asks nobody, a bin that says what it does asks each time")
    func bin() throws {
        let line = "{ id: a2, drag: { from: card, to: done } }"
        let harmless = try #require(read(skill(line)).skill)
        let bin = try #require(read(skill(line, name: "Delete")).skill)
        #expect(IrreversibleWording.word(of: harmless.steps[1], in: harmless) == nil)
        #expect(IrreversibleWording.word(of: bin.steps[1], in: bin) == "delete")
    }
}
