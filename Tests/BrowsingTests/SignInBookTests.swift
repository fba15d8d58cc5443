// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary
import WebAddresses

@testable import Browsing

@Suite("The book of what servers ask in a tab")
struct SignInBookTests {
    private let shop: WebOrigin
    private let other: WebOrigin
    private var plan = SignInPlan()
    private var book = SignInBook()

    init() throws {
        shop = try WebOrigin("https://shop.example")
        other = try WebOrigin("https://other.example")
    }

    private mutating func ask(_ request: String, by origin: WebOrigin, before frame: String? = nil)
        -> SignInBook.Verdict
    {
        book.asked(request, by: origin, before: frame, foreseen: &plan, asksPerson: true)
    }

    @Test("keeps every question that waits, in the order in which they came, each for its own server")
    mutating func order() throws {
        _ = ask("1", by: shop)
        _ = ask("2", by: other)
        #expect(book.questions.map(\.request) == ["1", "2"])
        let second = try #require(book.questions.last)
        let (taken, again) = (book.take(second.number), book.take(second.number))
        #expect(taken?.origin == other && again == nil)
        #expect(book.questions.map(\.origin) == [shop])
    }

    @Test("lets eight wait and refuses those beyond, until one is answered")
    mutating func bound() throws {
        for number in 1...8 { _ = ask("\(number)", by: shop) }
        let ninth = ask("9", by: shop)
        #expect(ninth == .refuse)
        let first = try #require(book.questions.first)
        _ = book.take(first.number)
        _ = ask("10", by: shop)
        #expect(book.questions.map(\.request) == ["2", "3", "4", "5", "6", "7", "8", "10"])
    }

    @Test("forgets the question of a document that its frame has given up for another")
    mutating func superseded() {
        _ = ask("1", by: shop, before: "top")
        _ = ask("2", by: shop)
        _ = ask("3", by: shop, before: "inner")
        _ = ask("4", by: other, before: "top")
        #expect(book.questions.map(\.request) == ["2", "3", "4"])
    }

    @Test("tells the log of each server once a document, and of few servers")
    mutating func news() throws {
        let (first, second) = (DocumentID(rawValue: "1"), DocumentID(rawValue: "2"))
        let asked: [(EventOutcome, WebOrigin, DocumentID)] = [
            (.pending, shop, first), (.pending, shop, first), (.denied, shop, first), (.pending, other, first),
            (.pending, shop, second),
        ]
        var news: [Bool] = []
        for (outcome, origin, document) in asked { news.append(book.isNews(outcome, of: origin, in: document)) }
        #expect(news == [true, false, true, true, true])
        var told = 0
        for number in 0..<100 {
            let origin = try WebOrigin("https://s\(number).example")
            if book.isNews(.pending, of: origin, in: second) { told += 1 }
        }
        #expect(told == 63)
    }
}
