// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ScreenText

@Suite("The operator's regular expressions")
struct LinearPatternTests {
    @Test(
        "They are found where the toolchain's engine finds them",
        arguments: [
            #"ACME-\d{6}"#, "a+b*c?", "(foo|ba[rz])+", "^total", "due$", #"\bcat\b"#, "[^a-z ]{2,}", "a{2,3}b",
            "(?:ab){2}",
            #"[A-Z]{2}\d+"#, #"\w+@\w+\.\w+"#, "", "x|", "[a-c-]+!", #"[\d.]+ EUR"#, "(?i)SeCreT", "(?<year>[0-9]{4})",
            "é+", "a.c", #"\p{L}{9,}"#, "a{0,2}?!", #"[\]x]y"#, "(a|b|)c",
        ]
    )
    func same(pattern: String) throws {
        let ours = try LinearPattern(pattern)
        let other = try Regex(pattern).ignoresCase()
        let texts = [
            "", "ACME-123456", "acme-12345", "aabbc", "xbc", "FOObarbaz", "Total due", "a total", "the cat sat",
            "concat",
            "A1 B22 -- ??", "aab", "aaaab", "abab", "DE12", "me@shop.example", "a-c!", "12.50 EUR", "SECRET", "in 2026",
            "caféé",
            "a\u{e9}c", "abc", "internationally", "!", "]y", "xy", "c", "bc",
        ]
        for text in texts {
            #expect(ours.isFound(in: text) == (text.firstMatch(of: other) != nil), "\(pattern) in \(text)")
        }
    }

    @Test("Those that keep other engines busy for ever take no longer than others")
    func bounded() throws {
        let line = String(repeating: "a", count: 2000)
        for pattern in ["(a+)+b", "(a|a)*b", "(a|aa)+$b", "(.*a){20}b", "((a*)*)*b"] {
            #expect(try !LinearPattern(pattern).isFound(in: line), "\(pattern)")
        }
    }

    @Test("Ranges of capitals hold small letters in every alphabet")
    func capitals() throws {
        let pattern = try LinearPattern(#"[А-Я]{2}\d{6}"#)
        for line in ["АБ123456", "паспорт аб123456 выдан", "Яб000000"] { #expect(pattern.isFound(in: line), "\(line)") }
        for line in ["AB123456", "А123456", "АБ12345"] { #expect(!pattern.isFound(in: line), "\(line)") }
        #expect(try !LinearPattern("^[^А-Я]+$").isFound(in: "аб"))
        #expect(try LinearPattern("[À-Þ]X").isFound(in: "éx"))
    }

    @Test("An empty group that is repeated is empty")
    func empty() throws {
        let pattern = try LinearPattern("a(((((){1000}){1000}){1000}){1000}){1000}b")
        #expect(pattern.isFound(in: "xab") && !pattern.isFound(in: "a b"))
    }

    @Test(
        "What has no bound, and what is none, is refused",
        arguments: [
            #"(a)\1"#, "(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", "(?>a)", "a++", "(", ")", "a)", "[a", "*a", "a**", "a{2",
            "a{3,2}",
            #"\"#, #"\y"#, "[b-a]", "(?m)a", "((a{1000}){1000}){1000}", "^*", "[[:alpha:]]", "[a-z&&[b]]",
        ]
    )
    func refused(pattern: String) {
        #expect(throws: LinearPattern.Problem.self) { try LinearPattern(pattern) }
    }

    @Test("No message quotes a pattern")
    func quiet() {
        var rules = ScreenRules()
        rules.patterns = ["fine", "(Aurora)\\1"]
        do {
            _ = try ScreenRedactor(rules)
            Issue.record("It was taken.")
        } catch { #expect("\(error)".contains("Pattern 2") && !"\(error)".contains("Aurora")) }
    }
}
