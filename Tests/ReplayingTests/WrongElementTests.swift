// SPDX-License-Identifier: Apache-2.0
import Browsing
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

/// A page that would have another element clicked, and what must come of it.
struct Trap: Sendable, CustomTestStringConvertible {
    enum End: Sendable {
        /// The run stops and nothing is pressed.
        case refused
        /// The run succeeds and exactly these were pressed.
        case pressed([String])
    }

    let testDescription: String
    var isRefused: Bool { if case .refused = end { true } else { false } }
    let taught: String
    var changed: String?
    let end: End
    let act: @Sendable (Hand) async throws -> Void

    init(
        _ sentence: String,
        taught: String,
        changed: String? = nil,
        end: End,
        act: @escaping @Sendable (Hand) async throws -> Void
    ) {
        testDescription = sentence
        self.taught = taught
        self.changed = changed
        self.end = end
        self.act = act
    }
}

@Suite("A wrong click is worse than a failed step", .serialized)
struct WrongElementTests {
    /// Tells the server what was pressed, before the handler returns.
    private static let script = """
        <script>function hit(x) { const r = new XMLHttpRequest(); r.open('GET', '/hit?' + x, false); r.send(); }</script>
        """

    private static func rows(_ names: [String], column: String = "") -> String {
        "<table>"
            + names.map { name in
                "<tr>\(column)<td>\(name)</td><td><button onclick=\"hit('\(name.split(separator: " ").joined())')\">Add</button></td></tr>"
            }
            .joined() + "</table>"
    }

    private static func managed(_ rows: [(name: String, manager: String)]) -> String {
        let cells = rows.map { row in
            "<tr><td>\(row.name)</td><td>\(row.manager)</td><td><button onclick=\"hit('\(row.name)')\">Edit</button></td></tr>"
        }
        return "<table>\(cells.joined())</table>"
    }

    private static func lists(_ script: String) -> String {
        let rows = ["Ann", "Bob"]
            .map { name in
                """
                <tr><td>\(name)</td><td><select aria-label=Rate onchange="hit('\(name)' + this.value)"><option>1<option>5</select></td></tr>
                """
            }
        return "<table>\(rows.joined())</table><script>\(script)</script>"
    }

    private static func spanning(_ managers: [(name: String, people: [String])]) -> String {
        let rows = managers.flatMap { manager in
            manager.people.enumerated()
                .map { index, name in
                    let cell = index == 0 ? "<td rowspan=\(manager.people.count)>\(manager.name)</td>" : ""
                    return "<tr>\(cell)<td>\(name)</td><td><button onclick=\"hit('\(name)')\">Edit</button></td></tr>"
                }
        }
        return "<table>\(rows.joined())</table>"
    }

    private static func headed(_ first: String, _ second: String, _ rows: [(String, String)]) -> String {
        let cells = rows.map { row in
            "<tr><td>\(row.0)</td><td>\(row.1)</td><td><button onclick=\"hit('\(row.0)')\">Edit</button></td></tr>"
        }
        return "<table><tr><th>\(first)</th><th>\(second)</th><th></th></tr>\(cells.joined())</table>"
    }

    private static func edits(_ names: [String]) -> String {
        names.map {
            "<div><button name=edit data-testid=row-action onclick=\"hit('\($0)')\">Edit \($0)</button></div>"
        }
        .joined()
    }

    private static func invoices(_ numbers: [Int]) -> String {
        numbers.map { "<div><button data-testid=open onclick=\"hit(\($0))\">Open invoice \($0)</button></div>" }
            .joined()
    }

    private static func form(_ name: String, under heading: String) -> String {
        "<h2>\(heading)</h2><form aria-label='\(name)'><button type=button onclick=\"hit('next')\">Next</button></form>"
    }

    private static func longNamed(_ end: String) -> String {
        let words = String(repeating: "all the goods that were told before ", count: 5)
        return "<button type=button style=display:block onclick=\"hit('\(end)')\">Show \(words) \(end)</button>"
    }

    private static let shadow = """
        <div id=a></div><p>and</p><button onclick="hit('light')">Save</button><script>
        const root = document.getElementById('a').attachShadow({ mode: 'open' });
        root.innerHTML = '<div><button>Save</button></div>';
        root.querySelector('button').onclick = () => hit('shadow');</script>
        """

    static let traps: [Trap] = [
        Trap(
            "rows share their attributes: another name is another element",
            taught: edits(["Ann", "Bob"]),
            changed: edits(["Ann", "Dave"]),
            end: .refused
        ) { try await $0.click("div:nth-of-type(2) button") },
        Trap(
            "a number in the name tells invoices apart",
            taught: invoices([1001, 1002]),
            changed: invoices([1000, 1001]),
            end: .refused
        ) { try await $0.click("div:nth-of-type(2) button") },
        Trap(
            "a row told by a number is gone",
            taught: rows(["Invoice 1001", "Invoice 1002", "Invoice 1003"]),
            changed: rows(["Invoice 1001", "Invoice 1003"]),
            end: .refused
        ) { try await $0.click("tr:nth-of-type(2) button") },
        Trap(
            "a row with nearly the same words is another row",
            taught: rows(["Espresso Dark Roast Beans", "Mocha"]),
            changed: rows(["Espresso Dark Roast Beans Decaf", "Mocha"]),
            end: .refused
        ) { try await $0.click("tr:nth-of-type(1) button") },
        Trap(
            "the first column is the same in every row, and the rows changed places",
            taught: rows(["Espresso", "Lungo"], column: "<td>Coffee</td>"),
            changed: rows(["Lungo", "Espresso"], column: "<td>Coffee</td>"),
            end: .pressed(["Lungo"])
        ) { try await $0.click("tr:nth-of-type(2) button") },
        Trap(
            "rows told apart by a number alone, with a new one on top",
            taught: rows(["12", "13"]),
            changed: rows(["11", "12", "13"]),
            end: .pressed(["12"])
        ) { try await $0.click("tr:nth-of-type(1) button") },
        Trap(
            "only one row is left, and it is not the one",
            taught: rows(["Espresso", "Lungo"]),
            changed: "<p>Espresso is sold out</p>" + rows(["Lungo"]),
            end: .refused
        ) { try await $0.click("tr:nth-of-type(1) button") },
        Trap("the twin of a button in a shadow root", taught: shadow, end: .pressed(["shadow"])) {
            try await $0.click("#a >>> button")
        },
        Trap(
            "a smaller button lies in the middle of the card",
            taught: """
                <div role=button tabindex=0 onclick="hit('card')" style="padding:60px;width:200px;border:1px solid">Coffee
                <button onclick="event.stopPropagation(); hit('hide')" style="display:block;margin:auto">Hide</button></div>
                """,
            end: .pressed(["card"])
        ) { try await $0.click("div[role=button]", at: (0.05, 0.05)) },
        Trap(
            "a link lies in the middle of the box's label",
            taught: """
                <style>input{position:absolute;opacity:0;width:0;height:0}label{display:inline-block;padding:8px}</style>
                <label>I<a href="javascript:hit('terms')" style="padding:0 90px">accept</a><input type=checkbox
                onchange="hit('checked')"></label>
                """,
            end: .pressed(["checked"])
        ) { try await $0.click("label", at: (0.01, 0.5)) },
        Trap(
            "the name stands in another column of another row",
            taught: managed([("Ann", "Zoe"), ("Bob", "Zoe"), ("Cy", "Zoe")]),
            changed: managed([("Bob", "Ann"), ("Cy", "Zoe")]),
            end: .refused
        ) { try await $0.click("tr:nth-of-type(1) button") },
        Trap(
            "the name stands in its own column and in another row's other column",
            taught: managed([("Ann", "Zoe"), ("Bob", "Zoe"), ("Cy", "Zoe")]),
            changed: managed([("Bob", "Ann"), ("Ann", "Zoe"), ("Cy", "Zoe")]),
            end: .pressed(["Ann"])
        ) { try await $0.click("tr:nth-of-type(1) button") },
        Trap(
            "a row that spans others has a cell more",
            taught: spanning([("Zoe", ["Bob", "Ann", "Eve"])]),
            changed: spanning([("Ann", ["Cy", "Dan"]), ("Zoe", ["Bob", "Eve"])]),
            end: .refused
        ) { try await $0.click("tr:nth-of-type(2) button") },
        Trap(
            "the columns change places",
            taught: headed("Name", "Manager", [("Ann", "Zoe"), ("Bob", "Zoe")]),
            changed: headed("Manager", "Name", [("Ann", "Bob"), ("Zoe", "Cy")]),
            end: .refused
        ) { try await $0.click("tr:nth-of-type(2) button") },
        Trap(
            "the rows change places when a list takes the focus",
            taught: lists(""),
            changed: lists(
                """
                document.querySelectorAll('select').forEach((s) => s.addEventListener('focus', () => {
                const [a, b] = document.querySelectorAll('td:first-child'); a.textContent = 'Bob'; b.textContent = 'Ann'; }))
                """
            ),
            end: .refused
        ) { hand in
            try await hand.evaluate("document.querySelector('select').focus()")
            try await hand.press("End", code: 35)
        },
        Trap(
            "the rows change places when the pointer comes",
            taught: rows(["Espresso", "Lungo"]),
            changed: rows(["Espresso", "Lungo"]) + """
                <script>document.querySelector('table').addEventListener('mousemove', () => {
                  const [first, second] = document.querySelectorAll('td:first-child');
                  first.textContent = 'Lungo'; second.textContent = 'Espresso';
                  document.querySelectorAll('button').forEach((b, i) => b.setAttribute('onclick', `hit('${['Lungo', 'Espresso'][i]}')`));
                }, { once: true });</script>
                """,
            end: .pressed(["Espresso"])
        ) { try await $0.click("tr:nth-of-type(1) button") },
        Trap(
            "the only button of that name stands under another heading, in another form",
            taught: form("Newsletter", under: "Stay in touch"),
            changed: form("Your account", under: "Danger zone"),
            end: .refused
        ) { try await $0.click("button") },
        Trap(
            "the element becomes another when the pointer comes",
            taught: "<button onclick=\"hit(this.textContent)\">Archive</button>",
            changed: """
                <button onmousemove="this.textContent='Unfollow'" onclick="hit(this.textContent)">Archive</button>
                """,
            end: .refused
        ) { try await $0.click("button") },
        Trap(
            "a frame comes under the pointer",
            taught: "<button onclick=\"hit('ok')\">Continue</button><iframe hidden></iframe>",
            changed: """
                <button onmousemove="f.hidden = false" onclick="hit('ok')">Continue</button>
                <iframe id=f hidden style="position:fixed;inset:0;width:100%;height:100%"
                  srcdoc="<body onmousedown=parent.hit('ad') style='height:900px'>"></iframe>
                """,
            end: .refused
        ) { try await $0.click("button") },
        Trap(
            "two options bear one name",
            taught: """
                <select name=o onchange="hit(this.value)"><option>-<optgroup label=US><option value=uso>Oxford</optgroup>
                <optgroup label=UK><option value=uko>Oxford</optgroup></select>
                """,
            end: .pressed(["uko"])
        ) { hand in
            try await hand.evaluate("document.querySelector('select').focus()")
            try await hand.press("End", code: 35)
        },
        Trap(
            "a button of its own lies in the link, all over it",
            taught: "<a id=more href=# onclick=\"hit('link')\">Read on</a>",
            changed: """
                <a id=more href=# onclick="hit('link')" style="position:relative;display:block">Read on
                <span onclick="hit('inner'); event.preventDefault(); event.stopPropagation()" style="position:absolute;inset:0"></span></a>
                """,
            end: .refused
        ) { try await $0.click("a") },
        Trap(
            "a button of its own lies in the link, beside the words",
            taught: "<a id=more href=# onclick=\"hit('link')\">Read on</a>",
            changed: """
                <a id=more href=# onclick="hit('link')" style="position:relative;display:block;width:400px">Read on
                <span onclick="hit('inner'); event.preventDefault(); event.stopPropagation()" style="position:absolute;inset:0 0 0 120px"></span></a>
                """,
            end: .pressed(["link"])
        ) { try await $0.click("a") },
        Trap(
            "two names that only differ behind their first hundred and twenty characters",
            taught: longNamed("north") + longNamed("south"),
            changed: longNamed("south"),
            end: .refused
        ) { try await $0.click("button") },
        Trap(
            "the button of the same name sends another value",
            taught: "<button type=button name=act value=keep onclick=\"hit(this.value)\">Do it</button>",
            changed: "<button type=button name=act value=drop onclick=\"hit(this.value)\">Do it</button>",
            end: .refused
        ) { try await $0.click("button") },
        Trap(
            "an element without a name or a mark of its own",
            taught:
                "<div onclick=\"hit('a')\" style='height:20px'></div><div onclick=\"hit('b')\" style='height:20px'></div>",
            changed:
                "<div onclick=\"hit('b')\" style='height:20px'></div><div onclick=\"hit('a')\" style='height:20px'></div>",
            end: .refused
        ) { try await $0.click("div") },
    ]

    @Test("a trap on the page", arguments: traps)
    func trap(_ trap: Trap) async throws {
        let page = { @Sendable (body: String) in FixtureReply.page(Self.script + body) }
        try await withFixtureServer(["/": page(trap.taught), "/hit": .text("ok")]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "taught", by: trap.act)
                    let skill = try trap.isRefused ? recording.hastySkill : Compiler.compile(recording).skill
                    let admitted = try await stage.admit(SkillWriter.text(of: skill))
                    let before = server.requests(for: "/hit").count
                    server.answer("/", with: page(trap.changed ?? trap.taught))
                    let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                    let pressed = server.requests(for: "/hit").dropFirst(before).map { $0.query ?? "" }
                    switch trap.end {
                    case .refused:
                        #expect(report.state == .failed, "\(report)")
                        #expect(pressed.isEmpty)
                    case .pressed(let wanted):
                        #expect(report.state == .succeeded, "\(report.message ?? "")")
                        #expect(pressed == wanted)
                    }
                }
            }
        }
    }
}

extension Recording {
    /// The compiled skill with short limits, for replays that are to fail.
    var hastySkill: Skill {
        get throws {
            var skill = try Compiler.compile(self).skill
            for index in skill.steps.indices where skill.steps[index].action.target != nil {
                skill.steps[index].within = .seconds(3)
            }
            return skill
        }
    }
}
