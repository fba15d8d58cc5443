// SPDX-License-Identifier: Apache-2.0
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("A skill that names hosts to load from is held to them", .serialized)
struct ResourceTests {
    /// Loads pictures and data from hosts of its own choice, and presses on only when all of that is over.
    private static func page(_ port: Substring) -> FixtureReply {
        .page(
            """
            <button onclick="document.title = 'pressed'">Go</button><script>
            const load = (host) => fetch('http://' + host + ':\(port)/data?' + host, { mode: 'no-cors' }).catch(() => {});
            for (const host of ['cdn.localhost', 'deep.cdn.localhost', 'other.localhost']) {
              const picture = new Image(); picture.src = 'http://' + host + ':\(port)/picture?' + host;
              document.body.append(picture); load(host);
            }
            fetch('/own?shop.localhost');
            const blob = window.URL.createObjectURL(new Blob(['x'])); fetch(blob).then(() => fetch('/blob?shop.localhost'));
            </script>
            """
        )
    }

    private func hosts(
        _ domains: String?,
        framed isFramed: Bool = false
    ) async throws -> (loaded: Set<String>, told: [String]) {
        let result = Watched<(loaded: Set<String>, told: [String])>(([], []))
        let pages: [String: FixtureReply] = [
            "/data": .text("ok"), "/picture": .text("ok"), "/own": .text("ok"), "/blob": .text("ok"),
        ]
        try await withFixtureServer(pages) { server in
            let page = Self.page(server.origin().split(separator: ":").last ?? "")
            let frame = "<iframe title=Inner src=\"\(server.address("/inner", host: "pay.localhost"))\"></iframe>"
            server.answer("/", with: isFramed ? .page(frame) : page)
            server.answer("/inner", with: page)
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let address = server.address("/", host: "shop.localhost")
                    let recording = try await stage.record(address, in: browser, as: "load") { hand in
                        let place = isFramed ? try await hand.frame("iframe", showing: "/inner") : hand
                        try await place.click("button")
                        _ = try await server.request(for: "/blob")
                    }
                    var text = SkillWriter.text(of: try Compiler.compile(recording).skill)
                    if let domains { text = text.replacing("steps:", with: "resource_domains: \(domains)\nsteps:") }
                    let before = server.requests.count
                    let report = await stage.player(grace: .seconds(2))
                        .play(try await stage.admit(text), inputs: [:], run: .new(), in: browser)
                    #expect(report.state == .succeeded, "\(report)")
                    let loaded = server.requests.dropFirst(before)
                        .filter { !["/", "/inner", "/favicon.ico"].contains($0.path) }
                        .map { ($0.query ?? "") + $0.path }
                    let told = sink.events(named: .resourceHeldBack).compactMap { $0.extra["host"]?.string }
                    result.update { $0 = (Set(loaded), told.sorted()) }
                }
            }
        }
        return result.current
    }

    private static let own: Set<String> = ["shop.localhost/own", "shop.localhost/blob"]

    private static func all(_ hosts: String...) -> Set<String> {
        Set(hosts.flatMap { ["\($0)/data", "\($0)/picture"] }).union(own)
    }

    @Test("what lies elsewhere is not loaded, and the log names the host once")
    func named() async throws {
        let (loaded, told) = try await hosts("[cdn.localhost]")
        #expect(loaded == Self.all("cdn.localhost"))
        #expect(told == ["deep.cdn.localhost", "other.localhost"])
    }

    @Test("a frame of another site, in a process of its own, is held to them too")
    func framed() async throws {
        let (loaded, told) = try await hosts("[cdn.localhost]", framed: true)
        #expect(loaded == Self.all("cdn.localhost"))
        #expect(told == ["deep.cdn.localhost", "other.localhost"])
    }

    @Test("a wildcard means the hosts below it")
    func wildcard() async throws {
        let (loaded, told) = try await hosts("[\"*.cdn.localhost\"]")
        #expect(loaded == Self.all("deep.cdn.localhost"))
        #expect(told == ["cdn.localhost", "other.localhost"])
    }

    @Test("a skill that names none loads from anywhere")
    func none() async throws {
        let (loaded, told) = try await hosts(nil)
        #expect(loaded == Self.all("cdn.localhost", "deep.cdn.localhost", "other.localhost"))
        #expect(told.isEmpty)
    }
}
