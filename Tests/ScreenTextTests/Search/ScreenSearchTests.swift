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

    @Test("Nothing is found by nothing")
    func empty() {
        #expect(ScreenSearch(" !? ").isEmpty)
        #expect(!ScreenSearch("").matches("anything"))
        #expect(!ScreenSearch("").isFound(in: []))
    }
}
