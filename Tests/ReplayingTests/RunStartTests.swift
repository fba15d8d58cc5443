// SPDX-License-Identifier: Apache-2.0
import Replaying
import SkillKit
import TestSupport
import Testing
import Vocabulary

@Suite("Beginning a run at a step", .serialized)
struct RunStartTests {
    private static let steps = """
          - { id: a1, open: "shop:/menu" }
          - { id: a2, extract: { target: it, into: total } }
          - { id: a3, click: it, then: { navigation: "shop:/cart" } }
          - { id: a4, hover: it, then: { appears: it } }
          - { id: a5, click: it, then: { address: "shop:/cart?step=2" } }
          - { id: a6, fill: it, with: x }
          - { id: a7, click: it, irreversible: true, then: { navigation: "shop:/orders/*" } }
          - { id: a8, click: it }
          - { id: a9, open: "shop:/account" }
          - { id: a10, click: it, then: { opens_tab: { tab: bill, at: "shop:/bill" } } }
          - { id: a11, tab: bill, click: it }
          - { id: a12, open: "shop:/menu" }
        """

    private static func skill(_ steps: String = Self.steps, site: String = "https://shop.example") throws -> Skill {
        try #require(SkillReader.read(Array(text(steps, site: site).utf8), file: "s.yaml").skill)
    }

    private static func text(_ steps: String, site: String) -> String {
        """
        understudy: 1
        name: going-on
        description: Go on.
        sites: { shop: "\(site)" }
        outputs:
          total: { type: string }
        steps:
        \(steps)
        targets:
          it:
            looks: button "Go"
            locators:
              - { role: button, name: Go, matched: 1 }
        fingerprints:
          it: { v: 1, tag: button, role: button, name: Go, text: Go, counts: { name: 1 } }

        """
    }

    @Test(
        "it begins where the approved file says the page's address, and does again what only looks at the page",
        arguments: [
            ("a1", 0, nil), ("a2", 0, nil), ("a3", 0, nil), ("a4", 3, "shop:/cart"), ("a5", 3, "shop:/cart"),
            ("a6", 5, "shop:/cart?step=2"), ("a9", 8, nil), ("a10", 8, nil), ("a12", 11, nil),
        ] as [(String, Int, String?)]
    )
    func begins(_ step: String, _ index: Int, _ address: String?) throws {
        let start = try RunStart(at: StepID(rawValue: step), of: Self.skill())
        #expect(start.index == index && start.address?.description == address, "\(start)")
    }

    @Test(
        "it does not begin where something would be missing, and says where it can",
        arguments: [
            ("a7", "what 'a6' (fill it) does to its page would be missing", "begin at 'a6' (fill it)"),
            ("a8", "shop:/orders/*, is another one in each run", "begin at 'a6'"),
            ("a11", "acts in the tab 'bill'", "begin at 'a10'"),
        ]
    )
    func refuses(_ step: String, _ why: String, _ advice: String) throws {
        let error = #expect(throws: ReplayError.self) { try RunStart(at: StepID(rawValue: step), of: Self.skill()) }
        #expect(error?.code == "start_unfit", "\(String(describing: error))")
        #expect(
            error?.message.contains(why) == true && error?.message.contains(advice) == true,
            "\(error?.message ?? "")"
        )
    }

    @Test("an output that a step before gives is missed, and a step that the skill does not have is none")
    func missing() throws {
        let steps = Self.steps.replacing("fill: it, with: x", with: "fill: it, with: \"{{ outputs.total }}\"")
        let error = #expect(throws: ReplayError.self) {
            try RunStart(at: StepID(rawValue: "a4"), of: Self.skill(steps))
        }
        #expect(error?.message.contains("'a6' needs the output 'total'") == true, "\(error?.message ?? "")")
        #expect(try RunStart(at: StepID(rawValue: "a2"), of: Self.skill(steps)).index == 0)
        let unknown = #expect(throws: ReplayError.self) { try RunStart(at: StepID(rawValue: "b1"), of: Self.skill()) }
        #expect(unknown?.code == "start_unknown")
    }

    @Test(
        "an answer or a secret that a step before asks for is missed, unless it is asked for again",
        arguments: [
            ("a4", "'a5' needs the answer 'size', which a step before asks for"),
            ("a6", "'a7' needs the secret 'code', which a step before asks for"), ("a1", nil), ("a8", nil),
        ] as [(String, String?)]
    )
    func answers(_ step: String, _ why: String?) throws {
        let skill = try Self.skill(
            """
              - { id: a1, open: "shop:/menu" }
              - { id: a2, ask: Which size?, into: size }
              - { id: a3, ask: What does the key show?, secret: code }
              - { id: a4, open: "shop:/cart" }
              - { id: a5, fill: it, with: "{{ answers.size }}" }
              - { id: a6, open: "shop:/pay" }
              - { id: a7, fill: it, with: "{{ secrets.code }}" }
              - { id: a8, open: "shop:/menu" }
              - { id: a9, ask: Which cup?, into: cup }
              - { id: a10, fill: it, with: "{{ answers.cup }} {{ secrets.other }}" }
            """
        )
        guard let why else {
            #expect(try RunStart(at: StepID(rawValue: step), of: skill).step.rawValue == step)
            return
        }
        let error = #expect(throws: ReplayError.self) { try RunStart(at: StepID(rawValue: step), of: skill) }
        #expect(
            error?.code == "start_unfit" && error?.message.contains(why) == true,
            "\(String(describing: error))"
        )
    }

    private static func page(_ title: String, _ body: String) -> String {
        "<title>\(title)</title><main><h1>\(title)</h1>\(body)</main>"
    }

    private static let deed = Deed(
        "two pages",
        page: page("Basket", "<p>Beans</p><a id=on href=/pay onclick=\"tell('first')\">To the payment</a>"),
        pages: [
            "/pay": page("Payment", "<p>All of it</p><button id=two onclick=\"tell('second')\">Look it up</button>")
        ],
        told: ["first", "second"]
    ) { hand in
        try await hand.click("#on")
        try await hand.wait("document.title === 'Payment'")
        try await hand.click("#two")
    }

    @Test("the step's page is opened and its step done, nothing before it; on another page nothing is done")
    func plays() async throws {
        try await withChangedPage(Self.deed, nil) { page in
            let last = try #require(page.admitted.skill.steps.last)
            let start = try RunStart(at: last.id, of: page.admitted.skill)
            #expect(start.address?.path == "/pay")
            func play() async -> (RunReport, [String]) {
                let before = page.server.told.count
                let report = await page.stage.player()
                    .play(
                        page.admitted,
                        inputs: [:],
                        from: start,
                        run: .new(),
                        in: page.browser
                    )
                return (report, Array(page.server.told.dropFirst(before)))
            }
            let (report, told) = await play()
            #expect(report.state == .succeeded && told == ["second"], "\(report)")
            #expect(report.steps.map(\.id.rawValue) == ["start", last.id.rawValue])
            let started = page.stage.sink.events.last { $0.name == .runStarted }
            #expect(started?.extra["from"]?.string == last.id.rawValue)
            // Whoever is not known there is sent to sign in.
            page.server.server.answer(
                "/pay",
                with: .page(
                    Self.page("Sign in", "<button>Look it up</button>")
                        + "<script>history.replaceState(null, '', '/sign-in')</script>"
                )
            )
            let (other, heard) = await play()
            #expect(other.code == "start_differs" && other.state == .refused && heard.isEmpty, "\(other)")
        }
    }
}
