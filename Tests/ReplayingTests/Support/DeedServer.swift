// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Vocabulary

/// `tell(x)` in a page: the server hears of it before the handler goes on.
private let tellingScript = """
    <script>function tell(x) { const r = new XMLHttpRequest(); r.open('GET', '/told?' + encodeURIComponent(x), false); r.send(); }</script>
    """

/// Serves a deed's pages, the first of them also in another form later.
struct DeedServer: Sendable {
    let server: FixtureServer

    static func with<Result: Sendable>(
        _ deed: Deed,
        _ body: (DeedServer) async throws -> Result
    ) async throws -> Result {
        try await withFixtureServer(["/told": .text("ok"), "/silent": .silence]) { server in
            let own = DeedServer(server: server)
            own.show(deed.page)
            for (path, page) in deed.pages { server.answer(path, with: own.placed(page)) }
            return try await body(own)
        }
    }

    /// What pages have told so far.
    var told: [String] { server.requests(for: "/told").map { ($0.query ?? "").removingPercentEncoding ?? "" } }

    /// From now on this is the first page.
    func show(_ page: String) { server.answer("/", with: placed(page)) }

    private func placed(_ page: String) -> FixtureReply {
        FixtureReply.page(
            tellingScript + page.replacing("http://pay.localhost/", with: server.address(host: "pay.localhost"))
        )
    }

    /// Records a deed in a browser and a home of their own.
    ///
    /// - Parameter act: is given a hand, what hears the browser's events, and the browser's address.
    func record(
        in flavour: BrowserBinary.Flavour = .full,
        _ act: @escaping @Sendable (Hand, RecordingSink, String) async throws -> Void
    ) async throws -> Recording {
        try await withTestBrowser(flavour) { browser, sink in
            try await withTemporaryFolder { folder in
                let stage = try Stage(home: folder.path, sink: sink)
                let endpoint = browser.endpoint
                return try await stage.record(server.address("/"), in: browser, as: "deed") {
                    try await act($0, sink, endpoint)
                }
            }
        }
    }

    /// Replays a skill in a browser and a home of their own.
    func replay(_ skill: String, in flavour: BrowserBinary.Flavour) async throws -> RunReport {
        try await withTestBrowser(flavour) { browser, sink in
            try await withTemporaryFolder { folder in
                let stage = try Stage(home: folder.path, sink: sink)
                let admitted = try await stage.admit(skill)
                return await stage.player(grace: .seconds(1)).play(admitted, inputs: [:], run: .new(), in: browser)
            }
        }
    }
}
