// SPDX-License-Identifier: Apache-2.0
import ScreenText
import TestSupport
import Testing

@Suite("The operator's own rules")
struct ScreenRulesTests {
    @Test("The file says what a person means")
    func parse() throws {
        let text = """
            # What nobody needs to see
            hide_email: true   # names of people
            patterns:
              - 'ACME-\\d{6}'
              - 'it''s # no comment'
            stop_nouns:
              - Project Aurora

              - "Ilse"
            hide_phone: false
            """
        let rules = try ScreenRulesFile.parse(text, path: "observer.yaml")
        #expect(rules.hidesEmail)
        #expect(!rules.hidesPhone)
        #expect(rules.patterns == [#"ACME-\d{6}"#, "it's # no comment"])
        #expect(rules.stopNouns == ["Project Aurora", "Ilse"])
    }

    @Test(
        "What cannot be meant is an error at its place, and its words are not repeated",
        arguments: [
            ("hide_email: yes", "1:13"), ("hide_mail: true", "1:1"), ("patterns:\n  - '('", "2:5"),
            ("  - lost", "1:1"), ("stop_nouns: Ilse", "1:13"), ("stop_nouns:\n  - '!'", "2:5"),
            ("hide_email: true\nhide_email: true", "2:1"), ("patterns:\n  - [a]", "2:5"), ("patterns:\n\t- a", "2:1"),
            ("patterns:\n  - 'a", "2:5"),
        ]
    )
    func wrong(text: String, place: String) {
        let error = #expect(throws: ScreenTextError.self) { try ScreenRulesFile.parse(text, path: "observer.yaml") }
        #expect(error?.reason == .rulesInvalid)
        #expect(error?.message.hasPrefix("observer.yaml:\(place): ") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("Ilse") == false)
    }

    @Test("A changed file counts at once; a wrong one leaves the rules as they were and is said")
    func reload() async throws {
        try await withTemporaryFolder { folder in
            let book = try ScreenRuleBook(home: folder.path)
            #expect(book.redactor.hit(in: "Ilse") == nil)
            try folder.write("stop_nouns:\n  - Ilse\n", to: "observer.yaml")
            book.refresh()
            #expect(book.redactor.hit(in: "Ilse") == .stopNoun)
            let version = book.redactor.version
            try folder.write("stop_nouns: no list\n", to: "observer.yaml")
            book.refresh()
            #expect(book.problem?.contains("observer.yaml:1:") == true)
            #expect(book.redactor.version == version)
            #expect(book.redactor.hit(in: "Ilse") == .stopNoun)
            try folder.write("hide_email: true\n", to: "observer.yaml")
            book.refresh()
            #expect(book.problem == nil)
            #expect(book.redactor.hit(in: "Ilse") == nil)
        }
    }
}
