// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import SkillKit

@Suite("Signing in and permissions in a skill's file")
struct SurroundingsFileTests {
    private func skill(_ then: String, browser: String = "viewport: 1280x720, login: none") -> String {
        """
        understudy: 1
        name: door
        description: Go inside.
        browser: { \(browser) }
        sites: { shop: "https://shop.example" }
        secrets: { shop-password: shop }
        inputs:
          user: { type: string, default: ada }
          picture: { type: file }
        steps:
          - { id: a1, open: "shop:/", then: { \(then) } }

        """
    }

    private func read(_ text: String) -> SkillReading { SkillReader.read(Array(text.utf8), file: "door.yaml") }

    private static let good = "sign_in: { user: \"{{ inputs.user }}\", password: \"{{ secrets.shop-password }}\" }"

    @Test("what was read is written as it stood")
    func roundTrip() throws {
        let reading = read(
            skill(
                Self.good,
                browser: "viewport: 1280x720, permissions: [geolocation, camera], place: [52.5, -13.25], login: none"
            )
        )
        let skill = try #require(reading.skill, "\(reading.diagnostics)")
        let text = SkillWriter.text(of: skill)
        #expect(text.contains("open: shop:/, then: { \(Self.good) } }"), "\(text)")
        #expect(
            text.contains(
                "browser: { viewport: 1280x720, permissions: [geolocation, camera], place: [52.5, -13.25], login: none }"
            )
        )
    }

    @Test(
        "what cannot be meant so is told",
        arguments: [
            ("sign_in: { user: ada }", "S022"), ("sign_in: { user: ada, password: clear }", "S062"),
            ("sign_in: { user: ada, password: \"x{{ secrets.shop-password }}\" }", "S062"),
            ("sign_in: { user: ada, password: \"{{ inputs.user }}\" }", "S062"), ("sign_in: ada", "S020"),
            ("sign_in: { user: ada, password: \"{{ secrets.shop-password }}\", realm: x }", "S021"),
        ]
    )
    func mistake(_ then: String, _ code: String) { #expect(read(skill(then)).diagnostics.map(\.code) == [code]) }

    @Test("authorities are written as they stood, each a name and none a file")
    func authorities() throws {
        let reading = read(skill(Self.good, browser: "login: anna, authorities: [office, lab]"))
        let skill = try #require(reading.skill, "\(reading.diagnostics)")
        #expect(SkillWriter.text(of: skill).contains("login: anna, authorities: [office, lab] }"))
        for wrong in ["[../office]", "office", "[\"-----BEGIN CERTIFICATE-----\"]", "{ office: x }"] {
            let codes = read(self.skill(Self.good, browser: "authorities: \(wrong)")).diagnostics.map(\.code)
            #expect(codes.contains { ["S032", "S024"].contains($0) }, "\(wrong): \(codes)")
        }
    }

    @Test("a reviewer is told of authorities; twice the same, and the appliance's own browser, are errors")
    func authorityRule() throws {
        for (browser, severities) in [
            ("login: anna, authorities: [office]", [Diagnostic.Severity.consent]),
            ("login: none, authorities: [office, office]", [.error, .consent]),
            ("login: default, authorities: [office]", [.error, .consent]),
        ] {
            let reading = read(skill(Self.good, browser: browser))
            let skill = try #require(reading.skill, "\(reading.diagnostics)")
            let findings = SafetyGate.check(skill, positions: reading.positions, file: "door.yaml")
            #expect(Set(findings.map(\.code)) == ["G015"] && Set(findings.map(\.severity)) == Set(severities))
        }
    }

    @Test("a permission is one of a closed set, and a place is on earth")
    func permissions() {
        for wrong in ["[everything]", "geolocation", "[geolocation, Camera]"] {
            let reading = read(skill(Self.good, browser: "permissions: \(wrong)"))
            #expect(reading.diagnostics.contains { ["S063", "S024"].contains($0.code) }, "\(wrong)")
        }
        for wrong in ["[91, 0]", "[52.5]", "Berlin", "[a, b]"] {
            let reading = read(skill(Self.good, browser: "place: \(wrong)"))
            #expect(reading.diagnostics.contains { $0.code == "S077" }, "\(wrong)")
        }
    }

    @Test(
        "the gate wants names that are declared, no secret and no path as a user, and a reviewer's word on permissions",
        arguments: [
            ("sign_in: { user: ada, password: \"{{ secrets.other }}\" }", "login: none", "G002"),
            (
                "sign_in: { user: \"{{ inputs.nobody }}\", password: \"{{ secrets.shop-password }}\" }", "login: none",
                "G002"
            ),
            (
                "sign_in: { user: \"{{ secrets.shop-password }}\", password: \"{{ secrets.shop-password }}\" }",
                "login: none", "G006"
            ),
            (
                "sign_in: { user: \"{{ inputs.picture }}\", password: \"{{ secrets.shop-password }}\" }", "login: none",
                "G012"
            ),
            (good, "permissions: [camera], login: none", "G013"),
            ("\(good), dialog: { kind: geolocation, answer: accept }", "login: none", "G013"),
        ]
    )
    func gate(_ then: String, _ browser: String, _ code: String) throws {
        let reading = read(skill(then, browser: browser))
        let skill = try #require(reading.skill, "\(reading.diagnostics)")
        let findings = SafetyGate.check(skill, positions: reading.positions, file: "door.yaml")
        #expect(findings.map(\.code) == [code], "\(findings)")
        #expect(SafetyGate.lets(findings) == (code == "G013"))
    }
}
