// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

/// Something that a person does on pages, which tell the server what they noticed.
enum RoundTrip {
    /// `tell(x)` in a page: the server hears of it before the handler goes on.
    static let script = """
        <script>function tell(x) { const r = new XMLHttpRequest(); r.open('GET', '/told?' + encodeURIComponent(x), false); r.send(); }</script>
        """

    /// Teaches a deed on pages, replays it on fresh ones, and compares what the pages told.
    ///
    /// - Returns: the skill's text.
    @discardableResult
    static func of(
        _ pages: [String: String],
        told wanted: [String],
        sourceLocation: SourceLocation = #_sourceLocation,
        by act: @escaping @Sendable (Hand) async throws -> Void
    ) async throws -> String {
        let replies = pages.mapValues { FixtureReply.page(script + $0) }
        return try await withFixtureServer(replies.merging(["/told": .text("ok")]) { own, _ in own }) { server in
            try await withTestBrowser { browser, _, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "deed", by: act)
                    let taught = told(to: server)
                    #expect(taught == wanted, sourceLocation: sourceLocation)
                    let admitted = try await stage.admit(recording)
                    let report = await stage.player(grace: .seconds(1))
                        .play(admitted, inputs: [:], run: .new(), in: browser)
                    let account = "\(report.code ?? "") \(report.message ?? "") \(admitted.source)"
                    #expect(report.state == .succeeded, "\(account)", sourceLocation: sourceLocation)
                    let replayed = Array(told(to: server).dropFirst(taught.count))
                    #expect(replayed == wanted, "\(account)", sourceLocation: sourceLocation)
                    return admitted.source
                }
            }
        }
    }

    private static func told(to server: FixtureServer) -> [String] {
        server.requests(for: "/told").map { $0.query?.removingPercentEncoding ?? "" }
    }
}
