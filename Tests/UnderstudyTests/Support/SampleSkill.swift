// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Skills written by hand, for pages of the fixture server.
enum SampleSkill {
    /// Reads a greeting; the page at `/?name=…` decides whether there is one.
    static func greet(_ site: String) -> String {
        """
        understudy: 1
        name: greet
        description: Read a greeting.
        browser: { viewport: 1280x720, login: none }
        sites: { shop: "\(site)" }
        inputs:
          name: { type: string }
        outputs:
          greeting: { type: string }
        steps:
          - { id: a1, open: "shop:/?name={{ inputs.name }}" }
          - { id: a2, extract: { target: greeting, into: greeting }, within: 2s }
        targets:
          greeting:
            looks: element "Greeting"
            locators:
              - { css: [output], matched: 1 }
        fingerprints: # machine-written
          greeting: { v: 1, tag: output, role: status, name: Greeting, attributes: { name: greeting }, counts: { "@name": 1, name: 1 } }

        """
    }

    /// Presses a button that cannot be undone.
    static func pay(_ site: String) -> String {
        """
        understudy: 1
        name: pay
        description: Pay.
        browser: { viewport: 1280x720, login: none }
        sites: { shop: "\(site)" }
        steps:
          - { id: a1, open: "shop:/" }
          - { id: a2, click: pay, irreversible: true, then: { navigation: "shop:/paid" } }
        targets:
          pay:
            looks: button "Pay"
            locators:
              - { role: button, name: Pay, matched: 1 }
        fingerprints: # machine-written
          pay: { v: 1, tag: button, role: button, name: Pay, text: Pay, counts: { name: 1 } }

        """
    }

    /// Takes a text through quarantine and approval, as a person would at the command line.
    static func approve(_ text: String, in home: String, _ folder: TemporaryFolder) async throws {
        let file = try folder.write(text, to: "skill.yaml")
        let imported = try await Program.run(["skills", "import", file, "--home", home])
        let words = imported.output.split(separator: "\n").last?.split(separator: " ") ?? []
        try #require(imported.status == 0 && words.count == 3, "\(imported)")
        let approved = try await Program.run(
            ["skills", "approve", String(words[1]), String(words[2]), "--home", home]
        )
        try #require(approved.status == 0, "\(approved)")
    }
}
