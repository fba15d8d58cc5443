// SPDX-License-Identifier: Apache-2.0
import ScreenText
import Testing

@Suite("Finding words that were read wrong")
struct ScreenSearchTests {
    @Test(
        "Letters that look alike, a wrong letter, and blanks are forgiven",
        arguments: [
            ("Total", "T0tal: 12.50"), ("Total 12.50", "TOTAL 12.50 EUR"), ("modern", "modem art"),
            ("Order total", "Ordertotal"), ("Ordertotal", "Order total"),
            ("Café", "cafe"), ("information", "infornation desk"), ("illegal", "1Ilega|"), ("price 5.00", "Price S.OO"),
            ("1 200", "1200"), ("1200", "1 200"), ("12.00", "EUR 12.00"), ("-5", "now \u{2212}5 EUR"), ("+5", "(+5)"),
            ("5", "1-5"), ("2026-11-22", "on 2026-11-22"), ("-5", "-\u{20AC}5"), ("e-mail", "email"),
        ]
    )
    func found(words: String, line: String) {
        #expect(ScreenSearch(words).matches(line))
    }

    @Test(
        "Numbers, short words and other words are not",
        arguments: [
            ("12.50", "Total 12.60"), ("Total", "Totally other"), ("cat", "cut"), ("Order total", "total order"),
            ("5 items", "6 items"), ("apple pie", "apple"), ("sub", "subtotal"),
            ("12.00", "1200"), ("1200", "12.00"), ("1200", "12,OO"), ("1,200", "1200"), ("+5", "-5"), ("5", "-5"),
            ("-5", "5"), ("5 items", "-5 items"), ("-5", "Total +5"), ("-5", "-\u{20AC}6"),
        ]
    )
    func notFound(words: String, line: String) {
        #expect(!ScreenSearch(words).matches(line))
    }

    @Test("Words may go on in the next line")
    func acrossLines() {
        let search = ScreenSearch("thank you for your order")
        #expect(search.isFound(in: ["Thank you for", "your order!"]))
        #expect(!search.isFound(in: ["Thank you for", "any order!"]))
    }

    @Test("Words are not found where one between them is missing")
    func missing() {
        let search = ScreenSearch("Payment received")
        #expect(!search.isFound(inRuns: [["Payment", "received"]]))
        #expect(!search.isFound(inRuns: [["Your Payment", ""], ["received"]]))
        #expect(!search.isFound(inRuns: [["Your Payment"], ["", "received"]]))
        #expect(search.isFound(inRuns: [["", "Payment received", "today"]]))
        #expect(search.isFound(inRuns: [["", "Your Payment"], ["received", ""]]))
        #expect(!search.isFound(inRuns: []))
    }

    @Test("A line is exactly some words when it says nothing else, and no letter is wrong")
    func exactly() {
        let search = ScreenSearch("Weekly plan")
        for line in ["Weekly plan", "WEEKLY PLAN.", "[ Week1y plan ]", "Weeklyplan"] {
            #expect(search.isExactly(line) && search.matches(line), "\(line)")
        }
        for line in ["Weekly plan 2", "Weekly plans", "Weakly plan", "Weekly", "No weekly plan"] {
            #expect(!search.isExactly(line), "\(line)")
        }
        #expect(!ScreenSearch("?").isExactly("!"))
    }

    @Test("A line of a number is exactly another one only with its sign and its marks")
    func numbers() {
        #expect(ScreenSearch("-12.00").isExactly("-12.00"))
        for line in ["12.00", "+12.00", "-1200"] { #expect(!ScreenSearch("-12.00").isExactly(line), "\(line)") }
    }

    @Test("Words that may be read in many ways are looked for once at each place")
    func bounded() {
        let words = Array(repeating: "aaaaa", count: 24).joined(separator: " ") + " zz"
        #expect(!ScreenSearch(words).matches(Array(repeating: "aaaa a aaaa", count: 200).joined(separator: " ")))
    }

    @Test("Nothing is found by nothing")
    func empty() {
        #expect(ScreenSearch(" !? ").isEmpty)
        #expect(!ScreenSearch("").matches("anything"))
        #expect(!ScreenSearch("").isFound(in: []))
    }
}
