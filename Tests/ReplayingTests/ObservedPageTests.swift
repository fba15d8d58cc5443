// SPDX-License-Identifier: Apache-2.0
import Browsing
import CDP
import Observing
import Oversight
import ScreenText
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@Suite("Pages that are observed")
struct ObservedPageTests {
    private static let style = "style='position:absolute;left:40px;width:300px;height:30px;margin:0;border:0;padding:0"

    private static func field(_ top: Int, _ attributes: String) -> String {
        "<input \(attributes) \(style);top:\(top)px'>"
    }

    @Test("fields with secrets and what the page keeps private are covered, and nothing else is")
    func masks() async throws {
        let page =
            "<body style='margin:0'>" + Self.field(100, "name=city value=Oslo")
            + Self.field(200, "type=password value=hunter") + Self.field(300, "autocomplete=cc-number value=4111")
            + Self.field(400, "autocomplete=one-time-code value=123456")
            + Self.field(500, "name=q value='4111 1111 1111 1111'")
            + "<p data-understudy-private \(Self.style);top:600px'>A diagnosis</p>"
            + "<div data-understudy-private style='display:contents'><p \(Self.style);top:650px'>Another</p></div>"
        try await Look.at(page) { look in
            let masks = try await look.picture().masks
            #expect(masks.map(\.y).sorted() == [197, 297, 397, 497, 597, 647])
            for mask in masks { #expect(mask.x == 37 && mask.width == 306 && mask.height == 36, "\(mask)") }
        }
    }

    @Test("while a secret is being typed there is no picture")
    func typing() async throws {
        let page = Self.field(100, "id=p type=password") + Self.field(200, "id=t name=city")
        try await Look.at(page) { look in
            _ = try await look.picture()
            try await look.run("p.focus()")
            #expect(try await look.gap() == .secretTyping)
            try await look.run("t.focus()")
            _ = try await look.picture()
        }
    }

    @Test("a page that moves while something is to be covered is not read; one without is")
    func moving() async throws {
        let moving =
            "<script>let n = 0; setInterval(() => { scrollTo(0, ++n % 2000); }, 1)</script><p style='height:4000px'>"
        try await Look.at(Self.field(100, "type=password") + moving) { look in
            let gap = try await look.gap()
            #expect(gap == .moved)
        }
        try await Look.at(moving) { look in
            let masks = try await look.picture().masks
            #expect(masks.isEmpty)
        }
    }

    @Test("a frame is covered whole when it holds a secret field or its site is excluded, and else not at all")
    func frames() async throws {
        let frame = { (host: String, path: String, top: Int) in
            "<iframe src='http://\(host).localhost:PORT\(path)' \(Self.style);top:\(top)px;height:80px'></iframe>"
        }
        let page =
            "<body style='margin:0'>" + frame("fine", "/fine", 100) + frame("fine", "/secret", 200)
            + frame("bank", "/fine", 300) + frame("fine", "/nested", 400)
            + "<object data='http://bank.localhost:PORT/fine' \(Self.style);top:500px;height:80px'></object>"
        let script =
            "<script>document.body.innerHTML = document.body.innerHTML.replaceAll('PORT', location.port)</script>"
        let others: [String: FixtureReply] = [
            "/fine": .page("<p>Words"), "/secret": .page("<input type=password>"),
            "/nested": .page("<body>" + "<iframe src='http://bank.localhost:PORT/fine'></iframe>" + script),
        ]
        try await Look.at(page + script, others: others, excluding: ["bank.localhost"]) { look in
            try await look.waitForFrames(6)
            let masks = try await look.picture().masks
            #expect(masks.map(\.y).sorted() == [197, 297, 397, 497])
        }
    }

    @Test("a site that is excluded is not pictured, and its address is enough to know")
    func excluded() async throws {
        try await Look.at("<p>Words", excluding: ["127.0.0.1"]) { look in
            let gap = try await look.gap()
            #expect(gap == .excluded)
        }
    }

    @Test("an opted-out element in a closed shadow root is covered")
    func closedRoot() async throws {
        let page = """
            <!-- a host is asked for when it is empty and yet takes room -->
            <body style='margin:0'><div id=host></div><script>host.attachShadow({ mode: 'closed' }).innerHTML =
            `<input type=password style='display:block;margin:200px 0 0 40px;width:300px;height:30px;border:0;padding:0'>`
            </script>
            """
        try await Look.at(page) { look in
            // The root is asked for as the page comes; until then there is no picture.
            let masks = try await look.picture().masks
            #expect(masks.map(\.y) == [197])
        }
    }

    @Test("an element that is given a closed root, and room, long after it came is asked for then")
    func lateRoot() async throws {
        try await Look.at("<body style='margin:0'><div id=host></div>") { look in
            let before = try await look.picture().masks
            #expect(before.isEmpty)
            try await look.run(
                """
                host.attachShadow({ mode: 'closed' }).innerHTML = `<input type=password
                style='display:block;margin:200px 0 0 40px;width:300px;height:30px;border:0;padding:0'>`
                """
            )
            let after = try await look.picture().masks
            #expect(after.map(\.y) == [197])
        }
    }

    private static let field = """
        `<input type=password style='display:block;margin:200px 0 0 40px;width:300px;height:30px;border:0;padding:0'>`
        """

    @Test("an element of the page's own making that had no root when it was asked for is asked for again")
    func rootOfKnownElement() async throws {
        let page = """
            <body style='margin:0'><x-login id=host></x-login><script>
            customElements.define('x-login', class extends HTMLElement {
              fill(text) { this.attachShadow({ mode: 'closed' }).innerHTML = text; }
            })</script>
            """
        try await Look.at(page) { look in
            let before = try await look.picture().masks
            #expect(before.isEmpty)
            try await look.run("host.style.display = 'block'; host.fill(\(Self.field))")
            let after = try await look.picture().masks
            #expect(after.map(\.y) == [197])
        }
    }

    @Test("what changes its size for ever neither keeps a page from being pictured nor takes the turn of others")
    func growing() async throws {
        let page = """
            <style>@keyframes grow { from { width: 10px } to { width: 400px } }
            .bar { height: 4px; animation: grow 1s infinite alternate }</style>
            <body style='margin:0'>\(String(repeating: "<div class=bar></div>", count: 40))<x-login id=host></x-login><script>
            customElements.define('x-login', class extends HTMLElement {
              fill(text) { this.attachShadow({ mode: 'closed' }).innerHTML = text; }
            })</script>
            """
        try await Look.at(page) { look in
            for _ in 0..<6 {
                let masks = try await look.picture().masks
                #expect(masks.isEmpty)
            }
            try await look.run(
                "host.style.cssText = 'display: block; position: absolute; top: 0'; host.fill(\(Self.field))"
            )
            let after = try await look.picture().masks
            #expect(after.map(\.y) == [197])
        }
    }

    @Test("an element that is taken into use late is asked for then")
    func lateElement() async throws {
        try await Look.at("<body style='margin:0'><x-login style='display:block'></x-login>") { look in
            let before = try await look.picture().masks
            #expect(before.isEmpty)
            try await look.run(
                """
                customElements.define('x-login', class extends HTMLElement {
                  constructor() { super(); this.attachShadow({ mode: 'closed' }).innerHTML = \(Self.field); }
                })
                """
            )
            let after = try await look.picture().masks
            #expect(after.map(\.y) == [197])
        }
    }
}

/// A page in a tab of its own, as the observer looks at it.
private struct Look: Sendable {
    let tab: Tab
    let source: PageSource
    let endpoint: String

    static func at(
        _ page: String,
        others: [String: FixtureReply] = [:],
        excluding hosts: [String] = [],
        _ body: @escaping @Sendable (Look) async throws -> Void
    ) async throws {
        let replies = ["/": FixtureReply.page("<!doctype html>" + page)].merging(others) { own, _ in own }
        try await withFixtureServer(replies) { server in
            try await withTemporaryFolder { folder in
                try await withTestBrowser { browser, sink in
                    let stage = try Stage(home: folder.path, sink: sink)
                    try await browser.withSession(SessionOptions()) { session in
                        let tab = try await session.newTab(deadline: .after(.seconds(20)))
                        try await stage.open(server.address("/"), in: tab)
                        let policy = ObservationPolicy(
                            looksAtAll: true,
                            excluded: try hosts.map { try HostPattern($0) }
                        )
                        let source = PageSource(gate: { ObservationGate(policy: policy) { _ in false } }) {
                            [OpenTab(tab)]
                        }
                        try await body(Look(tab: tab, source: source, endpoint: browser.endpoint))
                    }
                }
            }
        }
    }

    private func take() async throws -> PictureTaken {
        let place = try #require(await source.places().first)
        return try await place.picture(deadline: .after(.seconds(10)))
    }

    /// A picture, with its masks, once the page stands still and is known.
    func picture() async throws -> ScreenPicture {
        let deadline = Deadline.after(.seconds(20))
        while true {
            switch try await take() {
            case .picture(let taken):
                #expect(Array(taken.picture.encoded.prefix(4)) == [0x89, 0x50, 0x4E, 0x47])
                return taken.picture
            case .none(.moved) where !deadline.hasPassed: continue
            case .none(let reason):
                Issue.record("no picture: \(reason)")
                throw CancellationError()
            }
        }
    }

    /// Why there is none; nil when there is one.
    func gap() async throws -> ObservationGap.Reason? {
        if case .none(let reason) = try await take() { reason } else { nil }
    }

    /// Runs a script as the page's own.
    func run(_ script: String) async throws {
        try await Hand.with(tab.id, at: endpoint) { hand in _ = try await hand.evaluate(script) }
    }

    /// Waits until scripts of ours are in so many frames.
    func waitForFrames(_ count: Int) async throws {
        let deadline = Deadline.after(.seconds(20))
        while tab.frames.count < count, !deadline.hasPassed { try await tab.waitForChange() }
        #expect(tab.frames.count == count)
    }
}
