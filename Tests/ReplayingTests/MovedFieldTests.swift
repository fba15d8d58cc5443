// SPDX-License-Identifier: Apache-2.0
import Replaying
import TestSupport
import Testing

@Suite("Fields that are renamed, moved or written with unseen characters", .serialized)
struct MovedFieldTests {
    private static func rows(_ names: [String]) -> String {
        let rows = names.map {
            "<tr><td>\($0)</td><td><input size=3></td><td><select><option>0<option>1<option>2</select></td></tr>"
        }
        return """
            <table>\(rows.joined())</table><button onclick="tell([...document.querySelectorAll('tr')].map((row) =>
              row.cells[0].textContent + row.querySelector('input').value + row.querySelector('select').value).sort().join())">Show</button>
            """
    }

    @Test("a field and a list of a row are found when the rows changed places")
    func rows() async throws {
        let deed = Deed("rows", page: Self.rows(["Tea", "Espresso", "Cocoa"]), told: ["Cocoa0,Espresso72,Tea0"]) {
            hand in
            try await hand.click("tr:nth-of-type(2) input")
            try await hand.type("7")
            try await hand.evaluate("document.querySelectorAll('select')[1].focus()")
            try await hand.press("2", text: "2")
            try await hand.click("button")
        }
        let redone = try await redo(deed, on: Self.rows(["Espresso", "Cocoa", "Milk", "Tea"]))
        #expect(redone.taught == deed.told)
        #expect(redone.replayed == ["Cocoa0,Espresso72,Milk0,Tea0"], "\(redone.report.message ?? "") \(redone.skill)")
    }

    @Test(
        "a field that calls itself something else as it takes the focus is the same field",
        arguments: ["click", "tab"]
    )
    func renamed(_ way: String) async throws {
        let page = """
            <button id=before>Before</button><input id=f placeholder="Your name" onfocus="this.placeholder = 'Type here'"
              onblur="this.placeholder = 'Your name'"><input placeholder="Your town">
            <button id=b onclick="tell(f.value)">Show</button>
            """
        let deed = Deed("a renamed field", page: page, told: ["Ada"]) { hand in
            if way == "click" {
                try await hand.click("#f")
            } else {
                try await hand.evaluate("document.getElementById('before').focus()")
                try await hand.press("Tab", code: 9)
            }
            try await hand.type("Ada")
            try await hand.click("#b")
        }
        let skill = try await expectFaithful(deed).skill
        #expect(skill.contains("Your name") && !skill.contains("Type here"), "\(skill)")
    }

    @Test("what is chosen in a list that the page draws itself is no name of it")
    func chosen() async throws {
        func page(_ land: String) -> String {
            "<h1>Trip</h1><button id=land role=combobox onclick=\"tell('opened')\">\(land)</button>"
        }
        let deed = Deed("a list", page: page("Austria"), told: ["opened"]) { hand in try await hand.click("#land") }
        let redone = try await redo(deed, on: page("Belgium"))
        #expect(redone.replayed == ["opened"], "\(redone.report.message ?? "") \(redone.skill)")
    }

    @Test("a name with hyphens that are not shown is one that can be approved")
    func unseen() async throws {
        let page =
            "<button onclick=\"tell('done')\">Ver\u{00AD}sicherung zei\u{200B}gen</button><button>Zurück</button>"
        let deed = Deed("a soft hyphen", page: page, told: ["done"]) { hand in try await hand.click("button") }
        let skill = try await expectFaithful(deed).skill
        #expect(skill.contains("name: Versicherung zeigen"))
    }
}
