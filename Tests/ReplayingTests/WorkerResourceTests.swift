// SPDX-License-Identifier: Apache-2.0
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("Workers are held to what a skill's pages may load", .serialized)
struct WorkerResourceTests {
    /// Loads from two hosts in several ways, and tells everybody when that is over.
    private static func worker(_ name: String, _ port: Substring, more: String = "") -> FixtureReply {
        let address = "'http://' + host + ':\(port)/data?' + host + ' \(name)"
        return .text(
            """
            for (const host of ['cdn.localhost', 'other.localhost']) {
              try { importScripts(\(address) import') } catch (e) {}
            }
            \(more)
            (async () => {
              for (const host of ['cdn.localhost', 'other.localhost']) await fetch(\(address)', { mode: 'no-cors' }).catch(() => {});
              new BroadcastChannel('over').postMessage('\(name)');
            })();
            """,
            headers: ["Content-Type": "text/javascript"]
        )
    }

    private static let names = ["dedicated", "nested", "shared", "service"]

    private static let page = """
        <button disabled onclick="document.title = 'pressed'">Go</button><script>
        const over = new Set(), button = document.querySelector('button');
        new BroadcastChannel('over').onmessage = (event) => { over.add(event.data); button.disabled = over.size < 4; };
        new Worker('/dedicated'); new SharedWorker('/shared'); navigator.serviceWorker.register('/service');
        </script>
        """

    private func loads(_ domains: String?) async throws -> (loaded: Set<String>, told: Set<String>) {
        let result = Watched<(loaded: Set<String>, told: Set<String>)>(([], []))
        let data = FixtureReply.text("1", headers: ["Content-Type": "text/javascript"])
        try await withFixtureServer(["/": .page(Self.page), "/data": data]) { server in
            let port = server.origin().split(separator: ":").last ?? ""
            for name in Self.names {
                let more = name == "dedicated" ? "new Worker('/nested');" : ""
                server.answer("/\(name)", with: Self.worker(name, port, more: more))
            }
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let address = server.address("/", host: "shop.localhost")
                    let recording = try await stage.record(address, in: browser, as: "load") { hand in
                        try await hand.wait("!document.querySelector('button').disabled")
                        try await hand.click("button")
                    }
                    var text = SkillWriter.text(of: try Compiler.compile(recording).skill)
                    if let domains { text = text.replacing("steps:", with: "resource_domains: \(domains)\nsteps:") }
                    let before = server.requests.count
                    let report = await stage.player.play(
                        try await stage.admit(text),
                        inputs: [:],
                        run: .new(),
                        in: browser
                    )
                    #expect(report.state == .succeeded, "\(report)")
                    let loaded = server.requests.dropFirst(before).filter { $0.path == "/data" }
                        .map { ($0.query ?? "").removingPercentEncoding ?? "" }
                    let told = sink.events(named: .resourceHeldBack).compactMap { $0.extra["host"]?.string }
                    result.update { $0 = (Set(loaded), Set(told)) }
                }
            }
        }
        return result.current
    }

    private static func all(_ hosts: String...) -> Set<String> {
        Set(hosts.flatMap { host in names.flatMap { ["\(host) \($0)", "\(host) \($0) import"] } })
    }

    @Test(
        "dedicated, nested, shared and service workers load from the hosts that are named, and the log names the others"
    )
    func held() async throws {
        let (loaded, told) = try await loads("[cdn.localhost]")
        #expect(loaded == Self.all("cdn.localhost"), "\(loaded.sorted())")
        #expect(told == ["other.localhost"])
    }

    @Test("of a skill that names none they load from anywhere")
    func free() async throws {
        let (loaded, told) = try await loads(nil)
        #expect(loaded == Self.all("cdn.localhost", "other.localhost"), "\(loaded.sorted())")
        #expect(told.isEmpty)
    }
}
