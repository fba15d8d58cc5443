// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary
import WebAddresses

@testable import SkillKit

/// A small, whole skill.
let sampleSkill = """
    understudy: 1
    name: order-coffee
    description: Put a coffee in the cart and order it.
    browser: { viewport: 1280x720, locale: en-GB, login: none }
    sites: { shop: "https://shop.example" }
    secrets: { shop-password: shop }
    inputs:
      coffee: { type: string, default: Espresso }
    outputs:
      total: { type: string }
    steps:
      - { id: a1, open: "shop:/menu?q={{ inputs.coffee }}", within: 15s }
      - { id: a2, fill: password, with: "{{ secrets.shop-password }}" }
      - { id: a3, press: { target: password, keys: Enter }, then: { navigation: "shop:/menu" } }
      - { id: a4, click: pay, irreversible: true, then: { navigation: "shop:/orders/*" } }
      - { id: a5, extract: { target: total, into: total } }
      - { id: a6, expect: { target: total, text: "{{ outputs.total }}" } }
    targets:
      password:
        looks: field "Password"
        locators:
          - { xpath: "//input[@name='pw']", matched: 1 }
      pay:
        looks: button "Pay"
        locators:
          - { css: [pay-box, button], matched: 1 }
          - { role: button, name: Pay, matched: 1 }
      total:
        looks: element "Total"
        locators:
          - { xpath: //output, matched: 1 }
    fingerprints: # machine-written
      password: { v: 1, tag: input, role: textbox, name: Password, attributes: { type: password }, counts: { name: 1 } }
      pay: { v: 1, tag: button, role: button, name: Pay, box: [1, 2, 3, 4] }
      total: { v: 1, tag: output }

    """

@Suite("Reading and writing skills")
struct SkillReaderTests {
    private func read(_ text: String) -> SkillReading { SkillReader.read(Array(text.utf8), file: "order-coffee.yaml") }

    @Test("a skill is read whole, and what was written is read and written again byte for byte")
    func roundTrip() throws {
        let skill = try #require(read(sampleSkill).skill)
        #expect(skill.steps.count == 6)
        #expect(skill.steps[3].isIrreversible)
        #expect(skill.target(try #require(TargetName("pay")))?.locators.count == 2)
        let text = SkillWriter.text(of: skill)
        let again = read(text)
        #expect(again.diagnostics.isEmpty, "\(again.diagnostics)")
        #expect(again.skill == skill)
        #expect(try SkillWriter.text(of: #require(again.skill)) == text)
    }

    @Test("texts that are hard to write come back as they were")
    func hardTexts() throws {
        var skill = try #require(read(sampleSkill).skill)
        let texts = [
            "no", "012", "1:30", "", " a ", "a: b", "a #b", "'\"\\", "{{ x", "日本\u{200B}", "-", "line\nbreak", "*a",
            "&b", "!c", "%d", "@e", "`f",
        ]
        for text in texts {
            skill.inputs[0].defaultValue = text
            skill.steps[1].action = .fill(skill.targets[0].name, TextTemplate(literal: text))
            skill.targets[1].locators[0] = .xpath("//a[.='\(text)\"]", matched: 1)
            let again = read(SkillWriter.text(of: skill))
            #expect(again.skill == skill, "\(text.debugDescription): \(again.diagnostics)")
        }
    }

    @Test(
        "what is not known or not allowed is refused, with its place",
        arguments: [
            ("name: order-coffee", "nam: order-coffee", "S021", 2),
            ("  - { id: a5, extract:", "  - { id: a5, extrct:", "S021", 16),
            ("understudy: 1\n", "understudy: 1\nname: x\n", "S012", 3),
            ("name: order-coffee", "name: &a order-coffee", "S009", 2),
            ("default: Espresso", "default: *a", "S009", 8),
            ("name: order-coffee", "name: !!str order-coffee", "S010", 2),
            ("understudy: 1", "understudy: 2", "S031", 1),
            ("name: order-coffee", "name: ../x", "S032", 2),
            ("name: order-coffee", "name: \(String(repeating: "a", count: 300))", "S032", 2),
            ("within: 15s", "within: 15", "S045", 12),
            ("{{ inputs.coffee }}", "{{ inputs.coffee | upper }}", "S044", 12),
            ("shop:/menu?q", "https://evil.test/menu?q", "S044", 12),
            ("irreversible: true", "irreversible: yes", "S026", 15),
            ("keys: Enter", "keys: Entr", "S042", 14),
            ("Put a coffee", "Put a \u{202E}coffee", "S003", 3),
            ("https://shop.example", "https://user@shop.example", "S036", 5),
            ("text: \"{{ outputs.total }}\"", "text: a, value: b", "S047", 17),
            ("target: total, text: \"{{ outputs.total }}\"", "address: \"shop:/\", gone: total", "S047", 17),
            ("xpath: //output,", "xpath: //output, name: x,", "S054", 31),
            ("css: [pay-box, button]", "css: []", "S055", 26),
            ("counts: { name: 1 }", "counts: { name: lots }", "S025", 33),
            ("box: [1, 2, 3, 4]", "box: [a, 2, 3, 4]", "S025", 34),
            ("type: string, default: Espresso", "type: number, default: Espresso", "S038", 8),
            ("1280x720", "1280xx720", "S035", 4),
        ]
    )
    func refused(_ good: String, _ bad: String, _ code: String, _ line: Int) throws {
        let text = sampleSkill.replacing(good, with: bad, maxReplacements: 1)
        try #require(text != sampleSkill)
        let reading = read(text)
        #expect(reading.skill == nil)
        let finding = try #require(reading.diagnostics.first)
        #expect(finding.code == code, "\(finding)")
        #expect(finding.position.line == line, "\(finding)")
    }

    @Test("a document that would grow without bound is refused before it does")
    func bombs() {
        let deep = String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000)
        #expect(read("a: \(deep)").diagnostics.first?.code == "S008")
        #expect(read("a: 1\n---\nb: 2\n").diagnostics.first?.code == "S007")
        #expect(read("%YAML 1.1\n---\na: 1\n").diagnostics.first?.code == "S006")
        #expect(read("").diagnostics.first?.code == "S005")
        #expect(SkillReader.read([0xFF], file: "x").diagnostics.first?.code == "S002")
        #expect(read("a: b: c").diagnostics.first?.code == "S013")
    }

    @Test("a finding reads like a compiler's")
    func diagnosticText() {
        let finding = read(sampleSkill.replacing("click: pay", with: "clik: pay")).diagnostics.first
        #expect(
            finding?.description == """
                order-coffee.yaml:15:15: error[S021]: The step has no key 'clik'.
                    help: Did you mean 'click'?
                """
        )
    }
}
