// SPDX-License-Identifier: Apache-2.0
import Foundation
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

    private static let framed =
        sampleSkill.replacing("  password:\n    looks", with: "  password:\n    frame: box\n    looks")
        .replacing(
            "fingerprints: # machine-written",
            with: """
                  box:
                    shows: shop:/card
                    looks: frame "Card"
                    locators:
                      - { css: ['iframe'], matched: 1 }
                fingerprints: # machine-written
                  box: { v: 1, tag: iframe, role: iframe, name: Card }
                """
        )

    @Test("a frame is an element that shows a document of a site, and a secret in it is that site's")
    func frames() throws {
        #expect(try findings(Self.framed).isEmpty)
        let bad = [
            ("tag: iframe", "tag: div"), ("frame: box", "frame: bxo"), ("shows: shop:/card", "frame: box"),
            ("shows: shop:/card", "shows: shpo:/card"),
            ("  pay:\n    looks", "  pay:\n    shows: shop:/x\n    looks"),
            ("  pay:\n    looks", "  pay:\n    site: shpo\n    looks"),
            ("    frame: box\n    looks", "    frame: box\n    site: shop\n    looks"),
        ]
        for (good, wrong) in bad {
            let text = Self.framed.replacing(good, with: wrong, maxReplacements: 1)
            try #require(text != Self.framed)
            #expect(
                try findings(text).contains { ["G014", "G003"].contains($0.code) && $0.severity == .error },
                "\(wrong)"
            )
        }
        let other = Self.framed
            .replacing("\"https://shop.example\" }", with: "\"https://shop.example\", pay: \"https://pay.example\" }")
            .replacing("shows: shop:", with: "shows: pay:")
        try #require(other.contains("pay.example"))
        #expect(try findings(other).contains { $0.code == "G014" && $0.message.contains("bound to 'shop'") })
    }

    @Test("what frames and tabs add to a file is read and written again byte for byte")
    func framesWritten() throws {
        let text = Self.framed
            .replacing(
                "then: { navigation",
                with: "then: { opens_tab: { tab: t, at: shop:/r }, frame: box, navigation"
            )
            .replacing("  pay:\n    looks", with: "  pay:\n    site: shop\n    looks")
        let skill = try #require(SkillReader.read(Array(text.utf8), file: "order-coffee.yaml").skill)
        let written = SkillWriter.text(of: skill)
        #expect(
            written.contains("opens_tab: { tab: t, at: \"shop:/r\" }, frame: box")
                || written.contains("opens_tab: { tab: t, at: shop:/r }, frame: box")
        )
        #expect(written.contains("  pay:\n    site: shop\n"))
        #expect(written.contains("    frame: box\n") && written.contains("    shows: shop:/card\n"))
        #expect(SkillReader.read(Array(written.utf8), file: "order-coffee.yaml").skill == skill)
    }

    @Test(
        "an address that holds somebody's key is warned of, and the key is not told again",
        arguments: [
            "/menu?token=abc123", "/menu?a=1&Access_Token=abc123", "/menu?access%5Ftoken=abc123",
            "/menu#session=abc123",
            "/menu;jsessionid=abc123?a=1", "/menu?sid=abc123", "/menu?api-key=abc123", "/menu?x=sk-abc123abc123abc123",
            "/menu/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhYmMxMjMifQ.abc123abc123", "/menu?q={{ inputs.coffee }}&pwd=abc123",
            "/menu?j=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhYmMxMjMifQ.abc123abc123", "/menu?token=abc{{ inputs.coffee }}",
        ]
    )
    func keyInAddress(_ path: String) throws {
        let found = try findings(sampleSkill.replacing("/menu?q={{ inputs.coffee }}", with: path))
        let finding = try #require(found.first { $0.code == "G010" }, "\(found)")
        #expect(finding.severity == .warning)
        #expect(finding.position.line == 12)
        #expect(!"\(finding)".contains("abc123"))
        #expect(!finding.mend.isEmpty)
    }

    @Test(
        "an ordinary address, and one whose value is given to the run, are not",
        arguments: [
            "/menu?q={{ inputs.coffee }}", "/menu?token={{ inputs.coffee }}", "/menu?token=&a=1",
            "/token/session?tokens=3",
            "/menu?page=2#top", "/menu?{{ inputs.coffee }}=1", "/a.b.c?v=1.2.3", "/eyJ/x",
        ]
    )
    func ordinaryAddress(_ path: String) throws {
        let found = try findings(sampleSkill.replacing("/menu?q={{ inputs.coffee }}", with: path))
        #expect(!found.contains { $0.code == "G010" }, "\(found)")
    }

    @Test(
        "a resource domain is a host or the hosts below one owner's",
        arguments: [
            ("cdn.shop.example", true), ("\"*.shop.example\"", true), ("localhost", true), ("10.0.0.7", true),
            ("\"[::1]\"", true), ("CDN.shop.example", true), ("\"*\"", false), ("\"*.com\"", false),
            ("\"*.co.uk\"", false), ("\"*.com.au\"", false), ("\"*.github.io\"", false), ("\"*.*\"", false),
            ("\"cdn.*.example\"", false), ("\"*cdn.example\"", false), ("\"https://cdn.shop.example\"", false),
            ("\"file:///etc\"", false), ("cdn.shop.example/x", false), ("\"cdn.shop.example:8080\"", false),
            ("\"\"", false), ("\"*.10.0.0.7\"", false), ("169.254.169.254", false), ("\"a b\"", false),
            ("é.example", false),
        ]
    )
    func resourceDomain(_ domain: String, _ isTaken: Bool) throws {
        let found = try findings(
            sampleSkill.replacing(
                "secrets: {",
                with: "resource_domains: [cdn.example, \(domain)]\nsecrets: {",
                maxReplacements: 1
            )
        )
        let finding = found.first { $0.code == "G011" }
        #expect((finding == nil) == isTaken, "\(found)")
        if let finding {
            #expect(finding.severity == .error)
            #expect(finding.position == Position(line: 6, column: 33))
        }
    }

    @Test("every rule is documented under its code")
    func documented() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.deletingLastPathComponent().appendingPathComponent("Docs/safety-gate.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        for rule in SafetyGate.rules {
            let code = type(of: rule).code
            #expect(text.contains("**\(code)**"), "\(code)")
        }
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
