// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SkillKit

@Suite("The safety gate")
struct SafetyGateTests {
    private func findings(_ text: String) throws -> [Diagnostic] {
        let reading = SkillReader.read(Array(text.utf8), file: "order-coffee.yaml")
        let skill = try #require(reading.skill, "\(reading.diagnostics)")
        return SafetyGate.check(skill, positions: reading.positions, file: "order-coffee.yaml")
    }

    @Test("a good skill passes without a word")
    func accepted() throws {
        #expect(try findings(sampleSkill).isEmpty)
    }

    @Test(
        "each rule finds what it is for, and says where",
        arguments: [
            (
                "{ id: a1, open: \"shop:/menu?q={{ inputs.coffee }}\", within: 15s }", "{ id: a1, reload: true }",
                "G001", 12
            ),
            ("within: 15s", "within: 11m", "G001", 12),
            ("extract: { target: total", "extract: { target: totl", "G002", 16),
            ("id: a5", "id: a4", "G002", 16),
            (
                "{ id: a5, extract: { target: total, into: total } }", "{ id: a5, expect: { target: total } }", "G002",
                17
            ),
            ("open: \"shop:", "open: \"shpo:", "G003", 12),
            ("https://shop.example", "http://shop.example", "G004", 5),
            ("https://shop.example", "http://169.254.169.254", "G004", 5),
            (", irreversible: true", "", "G005", 15),
            ("with: \"{{ secrets.shop-password }}\"", "with: \"x{{ secrets.shop-password }}\"", "G006", 13),
            ("text: \"{{ outputs.total }}\"", "text: \"{{ secrets.shop-password }}\"", "G006", 17),
            ("with: \"{{ secrets.shop-password }}\"", "with: hunter2", "G007", 13),
            ("default: Espresso", "default: 4111 1111 1111 1111", "G007", 8),
            (
                "[pay-box, button], matched: 1 }\n      - { role: button, name: Pay, matched: 1",
                "[b], matched: 2 }\n      - { role: button, name: Pay, matched: 3", "G008", 23
            ),
            ("with: \"{{ secrets.shop-password }}\"", "with: \"a\\u200Bb\"", "G007", 13),
        ]
    )
    func rejected(_ good: String, _ bad: String, _ code: String, _ line: Int) throws {
        let text = sampleSkill.replacing(good, with: bad, maxReplacements: 1)
        try #require(text != sampleSkill)
        let found = try findings(text)
        let finding = try #require(found.first { $0.code == code }, "\(found)")
        #expect(finding.position.line == line, "\(finding)")
    }

    @Test("words that mean an end are told from words that only sound like it")
    func wording() {
        for name in [
            "Pay", "Buy now", "Place your order", "Delete account", "Jetzt kaufen", "Löschen", "Confirmar", "Commander",
            "Send",
        ] {
            #expect(IrreversibleWording.match(name) != nil, "\(name)")
        }
        for name in [
            "Add to cart", "Order history", "Sign in", "Next", "Bookmarks", "Search", "Payment methods", "Send code",
        ] {
            #expect(IrreversibleWording.match(name) == nil, "\(name)")
        }
    }

    @Test(
        "what cannot be undone is known by its words",
        arguments: [
            "Pay now", "Send message to John Smith", "Confirm your booking now", "Place my order",
            "Delete order history",
            "Jetzt zahlungspflichtig bestellen", "Cancel subscription for all members",
        ]
    )
    func irreversibleWords(_ name: String) { #expect(IrreversibleWording.match(name) != nil) }

    @Test(
        "harmless words ask nobody",
        arguments: ["Order history", "Sign in", "Bookmarks", "Add to cart", "Sort orders by date", "Next", "Search"]
    )
    func harmlessWords(_ name: String) { #expect(IrreversibleWording.match(name) == nil) }
}
