// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("Files that pages give are taught and brought home", .serialized)
struct DownloadTests {
    private static let csv = "coffee,price\nEspresso,2.40\n"

    /// A reply that browsers keep instead of showing it.
    static func attachment(_ text: String, named name: String) -> FixtureReply {
        .text(
            text,
            headers: ["Content-Type": "text/csv", "Content-Disposition": "attachment; filename=\"\(name)\""]
        )
    }

    /// What a fixture's page gives, and how a hand gets it.
    struct Gift: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let page: String
        let names: [String]
        var then: String
    }

    static let gifts: [Gift] = [
        Gift(
            testDescription: "a link to an attachment",
            page: "<a id=go href=/sales>Sales</a>",
            names: ["sales.csv"],
            then: #"then: { download: "*.csv" }"#
        ),
        Gift(
            testDescription: "a file that the page makes itself",
            page: """
                <button id=go onclick="const a = document.createElement('a'); a.download = 'sales.csv';
                  a.href = window.URL.createObjectURL(new Blob(['coffee,price\\nEspresso,2.40\\n'])); a.click()">Save</button>
                """,
            names: ["sales.csv"],
            then: #"then: { download: "*.csv" }"#
        ),
        Gift(
            testDescription: "a form that is answered with a file",
            page: "<form action=/sales><input name=year value=2026><button id=go>Export</button></form>",
            names: ["sales.csv"],
            then: #"then: { download: "*.csv" }"#
        ),
        Gift(
            testDescription: "a frame that goes to a file",
            page: "<iframe name=f></iframe><a id=go href=/sales target=f>Sales</a>",
            names: ["sales.csv"],
            then: #"then: { download: "*.csv" }"#
        ),
        Gift(
            testDescription: "two files at once",
            page: """
                <button id=go onclick="for (const n of ['a.csv', 'b.txt']) { const a = document.createElement('a'); a.download = n;
                  a.href = window.URL.createObjectURL(new Blob(['coffee,price\\nEspresso,2.40\\n'])); a.click() }">Both</button>
                """,
            names: ["a.csv", "b.txt"],
            then: #"then: { download: ["*.csv", "*.txt"] }"#
        ),
    ]

    /// A stage whose browser, recorder and player meet one fixture page.
    private func onStage(
        _ page: String,
        _ others: [String: FixtureReply] = [:],
        _ body: @escaping @Sendable (Stage, RunningBrowser, FixtureServer) async throws -> Void
    ) async throws {
        var pages = others
        pages["/"] = .page(page)
        try await withFixtureServer(pages) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    try await body(try Stage(home: folder.path, sink: sink), browser, server)
                }
            }
        }
    }

    private func click(_ count: Int, in stage: Stage) -> @Sendable (Hand) async throws -> Void {
        { hand in
            try await hand.click("#go")
            _ = try await stage.sink.event(named: .downloadStarted) { $0.extra["number"]?.int == count }
        }
    }

    @Test("a file is there after the replay, byte for byte", arguments: gifts)
    func gift(_ gift: Gift) async throws {
        try await onStage(gift.page, ["/sales": Self.attachment(Self.csv, named: "sales.csv")]) {
            stage,
            browser,
            server in
            let act = click(gift.names.count, in: stage)
            let recording = try await stage.record(server.address("/"), in: browser, as: "gift", by: act)
            let admitted = try await stage.admit(recording)
            #expect(admitted.source.contains(gift.then), "\(admitted.source)")
            let run = RunID.new()
            let report = await stage.player.play(admitted, inputs: [:], run: run, in: browser)
            #expect(report.state == .succeeded, "\(report.message ?? "") \(admitted.source)")
            let kept = stage.sink.events(named: .fileKept)
            #expect(kept.compactMap { $0.extra["name"]?.string }.sorted() == gift.names)
            for event in kept {
                let number = try #require(event.extra["number"]?.int)
                let digest = try #require(event.extra["file_sha256"]?.string)
                let reader = try #require(try stage.files.open(number, of: run, sha256: digest))
                #expect(String(decoding: try reader.next(), as: UTF8.self) == Self.csv)
                #expect(event.extra["bytes"]?.int == Self.csv.utf8.count)
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: "\(stage.home)/files/\(run.rawValue)/\(number)"
                )
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            }
        }
    }

    /// A skill that was taught with one reply at `/sales`, replayed with another.
    private func replay(
        with reply: FixtureReply,
        page: String = "<a id=go href=/sales>Sales</a>",
        later: String? = nil,
        within: String = "1m"
    ) async throws -> (RunReport, kept: Int) {
        let result = Watched<(RunReport, kept: Int)?>(nil)
        try await onStage(page, ["/sales": Self.attachment(Self.csv, named: "sales.csv")]) { stage, browser, server in
            let act = click(1, in: stage)
            let recording = try await stage.record(server.address("/"), in: browser, as: "gift", by: act)
            let text = SkillWriter.text(of: try Compiler.compile(recording).skill)
            let admitted = try await stage.admit(text.replacing("within: 1m", with: "within: \(within)"))
            server.answer("/sales", with: reply)
            if let later { server.answer("/", with: .page(later)) }
            let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
            result.update { $0 = (report, stage.sink.events(named: .fileKept).count) }
        }
        return try #require(result.current)
    }

    @Test("a file of another kind than the one that was shown is cancelled, and the run stops")
    func otherKind() async throws {
        let (report, kept) = try await replay(with: Self.attachment("MZ", named: "sales.exe"))
        #expect(report.code == "unexpected_download" && kept == 0, "\(report)")
    }

    @Test("a download that does not come any more fails its step")
    func missing() async throws {
        let (report, kept) = try await replay(
            with: .silence,
            later: "<a id=go href=/sales onclick=\"event.preventDefault()\">Sales</a>",
            within: "3s"
        )
        #expect(report.code == "consequence_missing" && kept == 0, "\(report)")
    }

    @Test("a download that never ends is stopped at the step's deadline")
    func endless() async throws {
        let (report, kept) = try await replay(
            with: .halves("coffee", gate: Gate(), ",price"),
            later: "<a id=go href=/sales download=sales.csv>Sales</a>",
            within: "3s"
        )
        #expect(report.code == "download_unfinished" && kept == 0, "\(report)")
    }

    @Test("a download that breaks off fails its step")
    func broken() async throws {
        let (report, kept) = try await replay(
            with: .hangUp,
            later: "<a id=go href=/sales download=sales.csv>Sales</a>",
            within: "5s"
        )
        #expect(["download_failed", "consequence_missing"].contains(report.code) && kept == 0, "\(report)")
    }

    @Test("a file of more than 200 MB is stopped")
    func huge() async throws {
        let (report, kept) = try await replay(
            with: .silence,
            later: """
                <a id=go href=/sales onclick="event.preventDefault(); const a = document.createElement('a'); a.download = 'sales.csv';
                  a.href = window.URL.createObjectURL(new Blob([new Uint8Array(210000000)])); a.click()">Sales</a>
                """
        )
        #expect(report.code == "download_too_large" && kept == 0, "\(report)")
    }

    @Test("a file that says it has 20 GB is stopped before they come")
    func announced() async throws {
        let (report, kept) = try await replay(
            with: .announced(bytes: 20_000_000_000),
            later: "<a id=go href=/sales download=sales.csv>Sales</a>"
        )
        #expect(report.code == "download_too_large" && kept == 0, "\(report)")
    }

    @Test("a download that no step foresees is cancelled, and nothing of it stays")
    func unforeseen() async throws {
        let page = "<button id=go>Go</button>"
        try await onStage(page, ["/sales": Self.attachment(Self.csv, named: "sales.csv")]) { stage, browser, server in
            let recording = try await stage.record(server.address("/"), in: browser, as: "plain") {
                try await $0.click("#go")
            }
            let admitted = try await stage.admit(recording)
            server.answer("/", with: .page("<button id=go onclick=\"location.href = '/sales'\">Go</button>"))
            let report = await stage.player(grace: .seconds(1)).play(admitted, inputs: [:], run: .new(), in: browser)
            let refused = try await stage.sink.event(named: .downloadStarted)
            #expect(refused.outcome == .denied)
            #expect(report.steps.count == 2 && stage.sink.events(named: .fileKept).isEmpty, "\(report)")
            #expect(!FileManager.default.fileExists(atPath: stage.home + "/files"))
        }
    }

    @Test("a skill reads as it was written, and a name with a path in it is refused")
    func format() throws {
        for then in [#"then: { download: "*.csv" }"#, #"then: { download: [receipt.pdf, "*"] }"#] {
            let text = Self.skill(then)
            let skill = try #require(SkillReader.read(Array(text.utf8), file: "s.yaml").skill)
            #expect(SkillWriter.text(of: skill).contains(then))
        }
        for name in ["../x", "a\\b", "''", "\"a\\u202Eb\""] {
            let reading = SkillReader.read(Array(Self.skill("then: { download: \(name) }").utf8), file: "s.yaml")
            #expect(reading.diagnostics.contains { $0.code == "S060" }, "\(name)")
        }
    }

    private static func skill(_ then: String) -> String {
        """
        understudy: 1
        name: bring
        description: Bring a file.
        sites: { shop: https://shop.example }
        steps:
          - { id: a1, open: shop:/ }
          - { id: a2, click: go, \(then) }
        targets:
          go:
            looks: button "Go"
            locators:
              - { css: ['#go'], matched: 1 }
        fingerprints:
          go: { v: 1, tag: button, role: button, name: Go }

        """
    }
}
