// SPDX-License-Identifier: Apache-2.0
import Replaying
import TestSupport
import Testing
import Vocabulary

/// A page of a site on which all pages bear one title, at its address as a script of the page sets it.
struct SitePage: Sendable {
    let path: String
    let heading: String
    let before: String
    let after: String
    var button = "<button onclick=\"tell('went on')\">Continue</button>"

    var text: String {
        """
        <title>Coffee shop</title><script>history.replaceState(null, '', '\(path)')</script>
        <nav><a id=home href="/start" onclick="tell('home'); return false">Start</a></nav>
        <main><h1>\(heading)</h1><p>\(before)</p>\(button)<p>\(after)</p></main>
        """
    }
}

@Suite("The same words on another page of the site", .serialized)
struct OtherPageTests {
    static let address = SitePage(
        path: "/shop/address",
        heading: "Your address",
        before: "Street, town and postcode",
        after: "Back to the basket"
    )

    private func expect(_ now: SitePage, after taught: SitePage = address, clicks: String, tells: [String]) async throws
    {
        let deed = Deed("a page", page: taught.text, told: ["went on"]) { hand in try await hand.click(clicks) }
        try await withChangedPage(deed, now.text, within: .seconds(3)) { page in
            let (report, told) = try await page.run()
            #expect(told == tells, "\(report)")
            #expect((report.state == .succeeded) == !tells.isEmpty, "\(report)")
        }
    }

    @Test(
        "a lone button of the same name is another page's, with a mark of its own or without",
        arguments: [true, false]
    )
    func lone(_ isMarked: Bool) async throws {
        var (taught, now) = (
            Self.address,
            SitePage(
                path: "/shop/payment",
                heading: "Your card",
                before: "Number, month and year",
                after: "Nothing is paid yet"
            )
        )
        if isMarked {
            taught.button = taught.button.replacing("<button", with: "<button id=next name=next")
            now.button = taught.button
        }
        try await expect(now, after: taught, clicks: "main button", tells: [])
    }

    @Test("one page of many is told by what its pages share", arguments: ["/shop/orders/18", "/shop/colombia"])
    func oneOfMany(_ path: String) async throws {
        var taught = Self.address
        taught = SitePage(
            path: path.contains("18") ? "/shop/orders/17" : "/shop/espresso",
            heading: "Espresso",
            before: taught.before,
            after: taught.after
        )
        let now = SitePage(path: path, heading: "Colombia", before: taught.before, after: taught.after)
        try await expect(now, after: taught, clicks: "main button", tells: ["went on"])
    }

    @Test("where only numbers of the path differ the page is the same, whatever it says")
    func numbers() async throws {
        let taught = SitePage(path: "/o/17", heading: "Espresso", before: "Two bags", after: "Sent today")
        let now = SitePage(path: "/o/18", heading: "Colombia", before: "One box", after: "Not paid yet")
        try await expect(now, after: taught, clicks: "main button", tells: ["went on"])
    }

    @Test("a link of the site's own list of pages is the same on each of them")
    func link() async throws {
        let now = SitePage(path: "/shop/payment", heading: "Your card", before: "Number", after: "Nothing is paid yet")
        try await expect(now, clicks: "nav a", tells: ["home"])
    }
}
