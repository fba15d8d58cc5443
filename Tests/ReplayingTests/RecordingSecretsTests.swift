// SPDX-License-Identifier: Apache-2.0
import Foundation
import Oversight
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary
import WebAddresses

/// A page with something secret on it, what a hand types, and what must be found nowhere.
struct SecretPage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let page: String
    let secret: String
    let act: @Sendable (Hand, String) async throws -> Void

    init(
        _ sentence: String,
        page: String,
        secret: String = "hunter2x",
        act: @escaping @Sendable (Hand, String) async throws -> Void = { hand, secret in
            try await hand.click("input")
            try await hand.type(secret)
            try await hand.click("button")
        }
    ) {
        testDescription = sentence
        self.page = page
        self.secret = secret
        self.act = act
    }
}

@Suite("A secret is in no recording and in no skill", .serialized)
struct RecordingSecretsTests {
    static let pages: [SecretPage] = [
        SecretPage(
            "a password that a form sends in the address",
            page: "<form action='/next'><input name=pw type=password aria-label=Password><button>Go</button></form>"
        ),
        SecretPage(
            "a password field that showed its text before anybody touched it",
            page:
                "<input name=mdp type=password aria-label=Acces><button>x</button><script>setTimeout(() => { document.querySelector('input').type = 'text'; }, 0)</script>"
        ) { hand, secret in
            try await hand.wait("document.querySelector('input').type === 'text'")
            try await hand.click("input")
            try await hand.type(secret)
        },
        SecretPage(
            "a field put in the password field's place",
            page: """
                <div id=d><input name=k type=password aria-label=Acces></div><button onclick="d.innerHTML = '<input name=k type=text aria-label=Acces>'">Show</button>
                """
        ) { hand, secret in
            try await hand.click("button")
            try await hand.click("input")
            try await hand.type(secret)
        },
        SecretPage("a German word", page: "<label>Kennwort <input></label><button>x</button>"),
        SecretPage("a French word", page: "<label>Mot de passe <input></label><button>x</button>"),
        SecretPage("a word in the middle of a name", page: "<input name=userPassword><button>x</button>"),
        SecretPage(
            "a security code",
            page: "<label>Sicherheitscode <input></label><button>x</button>",
            secret: "987654"
        ),
        SecretPage(
            "a field that draws discs by style",
            page: "<input style='-webkit-text-security:disc'><button>x</button>"
        ),
        SecretPage(
            "a card's number in a field that says nothing of it",
            page: "<label>Number <input></label><button>x</button>",
            secret: "4111111111111111"
        ),
        SecretPage(
            "a code in six boxes",
            page: "<form>" + String(repeating: "<input maxlength=1>", count: 6) + "</form><button>x</button>",
            secret: "846213"
        ) { hand, secret in
            for (index, digit) in secret.enumerated() {
                try await hand.click("input:nth-of-type(\(index + 1))")
                try await hand.type(String(digit))
            }
        },
        SecretPage(
            "a page that writes the password into its address",
            page: """
                <input type=password aria-label=Password><button onclick="history.pushState(0, '', '/' +
                encodeURIComponent(document.querySelector('input').value)); location.hash = document.querySelector('input').value">Go</button>
                """,
            secret: "hunter 2x?"
        ),
        SecretPage(
            "a page that makes the password the name of a button",
            page: """
                <input type=password aria-label=Password oninput="document.querySelector('button').textContent = this.value"><button>Go</button>
                """
        ),
        SecretPage(
            "a page that copies the password into a field for which nobody would think of it",
            page: """
                <input type=password aria-label=Password><textarea id=note></textarea><button
                onclick="note.value = document.querySelector('input').value; note.focus()">Go</button>
                """
        ) { hand, secret in
            try await hand.click("input")
            try await hand.type(secret)
            try await hand.click("button")
            try await hand.type("!")
        },
        SecretPage(
            "a password that is typed again into a field that shows it",
            page: "<input type=password aria-label=Password><input aria-label=Again><button>Go</button>"
        ) { hand, secret in
            try await hand.click("input")
            try await hand.type(secret)
            try await hand.click("input:nth-of-type(2)")
            try await hand.type(secret)
            try await hand.click("button")
        },
        SecretPage(
            "a password that is typed again on another page, after other words",
            page: """
                <input type=password aria-label=Password><button onclick="document.body.innerHTML =
                '<textarea aria-label=Note></textarea><button>Go</button>'">Go</button>
                """
        ) { hand, secret in
            try await hand.click("input")
            try await hand.type(secret)
            try await hand.click("button")
            try await hand.click("textarea")
            try await hand.type("x " + secret)
        },
        SecretPage(
            "a page that writes how strong the password is, late, into its address",
            page: """
                <input type=password aria-label=Password oninput="const v = this.value;
                setTimeout(() => history.replaceState(0, '', '/?strength=' + v), 5)"><button>Go</button>
                """
        ),
        SecretPage(
            "a code in six boxes that goes into the address",
            page: "<form action='/next'>" + String(repeating: "<input maxlength=1>", count: 6)
                + "<input name=c type=hidden><button onclick=\"this.form.c.value = [...document.querySelectorAll('[maxlength]')].map((b) => b.value).join('')\">x</button></form>",
            secret: "846213"
        ) { hand, secret in
            for (index, digit) in secret.enumerated() {
                try await hand.click("input:nth-of-type(\(index + 1))")
                try await hand.type(String(digit))
            }
            try await hand.click("button")
            try await hand.wait("location.pathname === '/next'")
        },
        SecretPage(
            "a code that was texted, in a field of six digits",
            page:
                "<label>Enter the digits we texted you <input inputmode=numeric maxlength=6></label><button>x</button>",
            secret: "846213"
        ),
        SecretPage(
            "a number typed on a pad that catches keys",
            page: "<h2>Enter your PIN</h2><div tabindex=0 style='width:90px;height:40px'>....</div>",
            secret: "4321"
        ) { hand, secret in
            try await hand.click("div")
            try await hand.type(secret)
        },
    ]

    @Test("nothing of it is written down", arguments: pages)
    func nothing(_ page: SecretPage) async throws {
        try await withFixtureServer(["/": .page(page.page), "/next": .page("<p>next</p>")]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "secret") { hand in
                        try await page.act(hand, page.secret)
                    }
                    let written = try String(contentsOfFile: "\(folder.path)/secret.jsonl", encoding: .utf8)
                    let skill = SkillWriter.text(of: try Compiler.compile(recording).skill)
                    // Nearly all of it is as good as all of it.
                    #expect(!written.contains(page.secret.dropLast(page.secret.count > 5 ? 1 : 0)))
                    #expect(written.removingPercentEncoding?.contains(page.secret) != true)
                    #expect(!skill.contains(page.secret))
                    let values = recording.events.compactMap { event in
                        switch event.body {
                        case .input(_, .text(let text), _): text
                        case .key(_, let chord, _, _) where chord.key.count == 1: chord.key
                        default: nil
                        }
                    }
                    #expect(!page.secret.hasPrefix(values.joined()) || values.isEmpty, "\(values)")
                }
            }
        }
    }

    @Test("a password that begins like its label is one fill of one secret, and its field is found again")
    func likeItsLabel() async throws {
        let page = "<label>Password <input type=password name=password id=password></label><button>Go</button>"
        try await withFixtureServer(["/": .page(page)]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "like") { hand in
                        try await hand.click("input")
                        try await hand.type("Passw0rd!")
                        try await hand.click("button")
                    }
                    let skill = try Compiler.compile(recording).skill
                    #expect(skill.steps.map(\.action.keyword) == ["open", "fill", "click"])
                    #expect(skill.secrets.map(\.name) == ["127-password"])
                    #expect(!SkillWriter.text(of: skill).contains("[secret"))
                }
            }
        }
    }

    @Test("a number that is no code is an input, also one of six digits")
    func ordinaryNumbers() async throws {
        let page = "<label>Amount <input inputmode=numeric maxlength=6></label><button>Go</button>"
        try await withFixtureServer(["/": .page(page)]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "number") { hand in
                        try await hand.click("input")
                        try await hand.type("12345")
                        try await hand.click("button")
                    }
                    #expect(try Compiler.compile(recording).skill.inputs.map(\.defaultValue) == ["12345"])
                }
            }
        }
    }

    @Test("a secret that a page shows is masked in what a step reads")
    func extracted() async throws {
        let page =
            "<input aria-label=Mail name=mail><output aria-label=Echo name=echo></output>"
            + "<script>document.querySelector('input').oninput = (e) => { document.querySelector('output').textContent = 'you: ' + e.target.value }</script>"
        try await withFixtureServer(["/": .page(page)]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let origin = try WebOrigin(server.origin())
                    try await stage.secrets.set("word", origin: origin, value: Secret("correct-horse"), events: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "shown") { hand in
                        try await hand.click("input")
                        try await hand.type("x")
                        try await hand.click("output")
                    }
                    var skill = try Compiler.compile(recording).skill
                    let site = try #require(skill.sites.first?.name)
                    skill.secrets = [SecretBinding(name: "word", site: site)]
                    skill.inputs = []
                    skill.outputs = [OutputDeclaration(name: "echo", type: .string)]
                    guard case .fill(let field, _) = skill.steps[1].action,
                        case .click(let echo) = skill.steps[2].action
                    else {
                        throw TestFailure("another skill than expected")
                    }
                    skill.steps[1].action = .fill(field, TextTemplate(parts: [.reference(.secret("word"))]))
                    skill.steps[2].action = .extract(echo, into: "echo")
                    let admitted = try await stage.admit(SkillWriter.text(of: skill))
                    let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                    #expect(report.state == .succeeded, "\(report.message ?? "")")
                    #expect(report.outputs == ["echo": "you: [secret word]"])
                    #expect(!sink.events.contains { "\($0)".contains("correct-horse") })
                }
            }
        }
    }

    @Test("a secret is not typed into a frame of another site that takes the focus")
    func stolenFocus() async throws {
        let frame = "<input autofocus oninput=\"fetch('/got?' + this.value)\">"
        try await withFixtureServer(["/frame": .page(frame), "/got": .text("ok")]) { other in
            let page = "<input type=password name=pw aria-label=Password><iframe hidden></iframe>"
            try await withFixtureServer(["/": .page(page)]) { server in
                try await withTestBrowser { browser, sink in
                    try await withTemporaryFolder { folder in
                        let stage = try Stage(home: folder.path, sink: sink)
                        let recording = try await stage.record(server.address("/"), in: browser, as: "stolen") { hand in
                            try await hand.click("input")
                            try await hand.type("a")
                        }
                        let skill = try recording.hastySkill
                        let secret = try #require(skill.secrets.first)
                        try await stage.secrets.set(
                            secret.name,
                            origin: WebOrigin(server.origin()),
                            value: Secret("correct-horse"),
                            events: sink
                        )
                        let stealing =
                            page
                            + "<iframe id=f src='\(other.address("/frame").replacing("127.0.0.1", with: "localhost"))'></iframe>"
                            + "<script>document.querySelector('input').onfocus = () => f.contentWindow.focus()</script>"
                        server.answer("/", with: .page(stealing))
                        let admitted = try await stage.admit(SkillWriter.text(of: skill))
                        let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                        #expect(report.state == .failed)
                        #expect(["target_not_ready", "input_went_elsewhere"].contains(report.code), "\(report)")
                        #expect(other.requests(for: "/got").isEmpty)
                    }
                }
            }
        }
    }
}

struct TestFailure: Error {
    let message: String
    init(_ message: String) { self.message = message }
}
