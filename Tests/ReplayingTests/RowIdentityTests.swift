// SPDX-License-Identifier: Apache-2.0
import Replaying
import SkillKit
import TestSupport
import Testing
import Vocabulary

@Suite("What a row is told by", .serialized)
struct RowIdentityTests {
    private static func table(_ rows: [[String]], _ more: String = "") -> String {
        let cells = rows.map { row in
            "<tr>" + row.map { "<td>\($0)</td>" }.joined()
                + "<td><button \(more) onclick=\"tell('\(row[0])')\">Drop</button></td></tr>"
        }
        return "<title>Orders</title><h1>Orders</h1><table>\(cells.joined())</table>"
    }

    private func run(
        _ taught: String,
        _ now: String,
        click: String,
        _ check: @escaping @Sendable (_ text: String, RunReport, _ told: [String]) -> Void
    ) async throws {
        let deed = Deed("a row", page: taught, told: []) { hand in try await hand.click(click) }
        try await withChangedPage(deed, now, within: .seconds(3)) { page in
            let (report, told) = try await page.run()
            check(page.admitted.source, report, told)
        }
    }

    @Test("a state, a time or an amount that is its alone by chance is not its name")
    func chance() async throws {
        let taught = [
            ["done", "12:30", "9.50 €", "Ann"], ["open", "12:31", "7.00 €", "Bob"], ["done", "12:32", "8.00 €", "Cy"],
        ]
        let now = [
            ["open", "12:31", "7.00 €", "Ann"], ["done", "12:40", "1.00 €", "Bob"], ["done", "12:32", "8.00 €", "Cy"],
        ]
        try await run(Self.table(taught), Self.table(now), click: "tr:nth-of-type(2) button") { text, report, told in
            #expect(text.contains("context: Bob"), "\(text)")
            #expect(told == ["done"] && report.state == .succeeded, "\(report)")
        }
    }

    @Test("what only a state tells apart is told by it where it stood, and nowhere else")
    func onlyState() async throws {
        let taught = Self.table([["Ann", "open"], ["Ann", "done"], ["Ann", "open"]])
        let click = "tr:nth-of-type(2) button"
        try await run(taught, taught.replacing("tell('Ann')", with: "tell('same')"), click: click) {
            text,
            report,
            told in
            #expect(text.contains("context: done") && told == ["same"], "\(report)")
        }
        try await refuses(taught, Self.table([["Ann", "open"], ["Ann", "open"], ["Ann", "done"]]), click: click)
    }

    @Test(
        "the only row of a list is told by what it is about",
        arguments: ["", "data-testid=drop", "id=drop name=drop"]
    )
    func lone(_ marks: String) async throws {
        try await refuses(Self.table([["Ann", "open"]], marks), Self.table([["Bob", "open"]], marks), click: "button")
    }

    @Test(
        "what each entry's own control sends or leads to tells no entry",
        arguments: [
            "<input type=submit value=Open ID>", "<button name=action value=open ID>Open</button>",
            "<a href=#openModal ID>Open</a>", "<a href=/v2/open ID>Open</a>", "<b class=open id=open ID>Open</b>",
            "<i id=open style='display:block;width:20px;height:20px;background:red' ID></i>",
        ]
    )
    func loneControl(_ control: String) async throws {
        func page(_ name: String) -> String {
            let act = control.replacing("ID", with: "onclick=\"tell('\(name)'); return false\"")
            return
                "<title>Orders</title><h1>Orders</h1><table><tr><td>\(name)</td><td>open</td><td>\(act)</td></tr></table>"
        }
        try await refuses(page("Ann"), page("Bob"), click: "td:last-of-type > *")
    }

    @Test(
        "an entry is told by more than the words before its name, and by two names where the first has no number",
        arguments: [
            "<dl><dt>Customer</dt><dd>NAME</dd></dl>", "<b>Customer:</b> <i>NAME</i>",
            "<h3>Sales</h3><p>NAME</p>",
        ]
    )
    func labels(_ words: String) async throws {
        func page(_ name: String) -> String {
            let inner = words.replacing("NAME", with: name)
            return
                "<title>Orders</title><h1>Orders</h1><ul><li>\(inner) <button onclick=\"tell('\(name)')\">Drop</button></li></ul>"
        }
        try await refuses(page("Ann"), page("Bob"), click: "button")
        try await run(page("Ann"), page("ANN"), click: "button") { _, report, told in
            #expect(told == ["ANN"], "\(report)")
        }
    }

    private func refuses(_ taught: String, _ now: String, click: String) async throws {
        try await run(taught, now, click: click) { _, report, told in
            #expect(report.state == .failed && told.isEmpty, "\(report)")
        }
    }

    @Test("the same row is found again, alone, with another state, and among others")
    func same() async throws {
        let others: [[[String]]] = [[["Ann", "done"]], [["Cy", "open"], ["Ann", "open"], ["Bob", "open"]]]
        for other in others {
            try await run(Self.table([["Ann", "open"]]), Self.table(other), click: "button") { _, report, told in
                #expect(told == ["Ann"], "\(report)")
            }
        }
    }

    @Test(
        "an entry whose words stand beside its button, and in no element of their own, is told by them",
        arguments: ["Ann", "Bob"]
    )
    func entry(_ name: String) async throws {
        func list(_ name: String) -> String {
            "<title>Team</title><h1>Team</h1><ul><li>\(name) <button onclick=\"tell('\(name)')\">Drop</button></li></ul>"
        }
        try await run(list("Ann"), list(name), click: "button") { _, report, told in
            #expect(told == (name == "Ann" ? ["Ann"] : []), "\(report)")
        }
    }

    @Test("a menu and a form are no lists of entries")
    func noList() async throws {
        func page(_ words: String) -> String {
            "<title>T</title><h1>T</h1><nav><ul><li><b>\(words)</b> <a href=/a onclick=\"tell('a'); return false\">Go</a></li></ul></nav>"
        }
        try await run(page("Ann"), page("Bob"), click: "a") { text, report, told in
            #expect(told == ["a"] && !text.contains("context:"), "\(report)")
        }
    }

    @Test("what is called by what its entry is about needs nothing else")
    func titles() async throws {
        func list(_ names: [String], _ words: String) -> String {
            let entries = names.map { "<li><a href=# onclick=\"tell('\($0)')\">\($0)</a> <i>\(words)</i></li>" }
            return "<title>Menu</title><h1>Menu</h1><ul>\(entries.joined())</ul>"
        }
        let names = ["Espresso", "Lungo", "Mocha"]
        try await run(list(names, "Dark roast"), list(names, "Sold out soon"), click: "a") { text, report, told in
            #expect(told == ["Espresso"] && !text.contains("context:"), "\(report)")
        }
    }

    @Test("the only entry of a list that is about what was typed is not told by that")
    func typed() async throws {
        let page = """
            <title>Find</title><h1>Find</h1><label>Who <input id=who></label><table><tr><td id=cell></td><td>open</td>
            <td><button onclick="tell(cell.textContent)">Show</button></td></tr></table>
            <script>who.oninput = () => { cell.textContent = who.value; }</script>
            """
        let deed = Deed("a search", page: page, told: ["Ada"]) { hand in
            try await hand.click("#who")
            try await hand.type("Ada")
            try await hand.click("button")
        }
        try await withChangedPage(deed, nil) { page in
            let report = await page.stage.player.play(
                page.admitted,
                inputs: ["who": "Bob"],
                run: .new(),
                in: page.browser
            )
            #expect(page.server.told.last == "Bob", "\(report)")
        }
    }

    @Test("a field in a form that is laid out as a table is not told by its label's cell")
    func layout() async throws {
        func page(_ label: String) -> String {
            "<title>T</title><h1>T</h1><table><tr><td>\(label)</td><td><input name=mail aria-label=Mail onchange=\"tell(value)\"></td></tr></table>"
        }
        let deed = Deed("a form", page: page("Mail address"), told: []) { hand in
            try await hand.click("input")
            try await hand.type("a")
        }
        try await withChangedPage(deed, page("Your mail"), within: .seconds(3)) { page in
            let (report, _) = try await page.run()
            #expect(report.state == .succeeded && !page.admitted.source.contains("context:"), "\(report)")
        }
    }

    @Test("what was typed and stands in an entry's words by chance does not take them away", arguments: ["an", "art"])
    func typedByChance(_ typed: String) async throws {
        func page(_ name: String) -> String {
            """
            <title>Find</title><h1>Find</h1><label>Who <input id=who></label><table><tr><td>\(name)</td><td>open</td>
            <td><button onclick="tell('\(name)')">Show</button></td></tr></table>
            """
        }
        let deed = Deed("a search", page: page("Martin Mann"), told: ["Martin Mann"]) { hand in
            try await hand.click("#who")
            try await hand.type(typed)
            try await hand.click("button")
        }
        try await withChangedPage(deed, page("Bob Berg"), within: .seconds(3)) { page in
            let (report, told) = try await page.run()
            #expect(report.state == .failed && told.isEmpty, "\(report)")
        }
    }

    @Test(
        "an amount in the name of what cannot be undone is part of its name, also where no rule takes it for that",
        arguments: ["Pay", "Go on with all the things that you have put into your basket and then pay"]
    )
    func amount(_ words: String) async throws {
        func page(_ amount: String) -> String {
            RescueTests.shop("<button id=pay name=pay onclick=\"tell('paid')\">\(words) \(amount) €</button>")
        }
        let deed = Deed("a payment", page: page("10.00"), told: ["paid"]) { hand in try await hand.click("button") }
        try await withChangedPage(deed, page("99.00"), within: .seconds(3)) { page in
            #expect(page.admitted.skill.steps.last?.isIrreversible == (words == "Pay"))
            let (report, told) = try await page.run()
            #expect(told.isEmpty, "\(report)")
            #expect(report.code == (words == "Pay" ? "target_not_proved" : "became_irreversible"), "\(report)")
        }
    }
}
