// SPDX-License-Identifier: Apache-2.0
import CDP
import Console
import ConsoleTesting
import Foundation
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@testable import understudy

/// A real appliance with a tab in which a task is shown, and everything to watch and drive it over HTTP.
struct LiveStage: Sendable {
    let appliance: RemoteAppliance
    let recording: RecordingSummary
    let tab: TabID
    let home: String
    let port: Int
    let token: String
    let server: FixtureServer
    let endpoint: String

    /// Starts one whose tab shows a page.
    static func with(
        _ page: String,
        others: [String: FixtureReply] = [:],
        serving more: [String] = [],
        _ body: @escaping @Sendable (LiveStage) async throws -> Void
    ) async throws {
        try await withFixtureServer(["/": .page(page)].merging(others) { first, _ in first }) { server in
            try await withHome { home, _ in
                try await Program.serve(home: home, more) { _ in
                    let appliance = try await RemoteAppliance.serving(home)
                    let recording = try await appliance.startRecording(
                        StartRecording(name: "Live", url: server.address("/", host: "shop.localhost")),
                        by: .operator
                    )
                    let status = try await appliance.status()
                    let stage = LiveStage(
                        appliance: appliance,
                        recording: recording,
                        tab: try #require(recording.tab),
                        home: home,
                        port: try WebOrigin(try #require(status.address)).port,
                        token: try String(contentsOfFile: home + "/tokens/operator", encoding: .utf8)
                            .trimmingCharacters(in: .whitespacesAndNewlines),
                        server: server,
                        endpoint: try #require(status.browser.cdp)
                    )
                    try await body(stage)
                }
            }
        }
    }

    /// Opens the stream of numbered pictures.
    func read(_ query: String = "") async throws -> LiveReader {
        try await LiveReader("/v1/tabs/\(tab)/frames\(query)", port: port, token: token)
    }

    /// Asks for something.
    func get(_ path: String) async throws -> JSONValue { try await appliance.get(path) }

    /// Gives input to the tab, for the picture that was read.
    func drive(_ events: [InputEvent], at picture: ReadPicture) async throws {
        let batch = InputBatch(
            frame: picture.number,
            document: DocumentID(rawValue: picture.document),
            events: events
        )
        let answer: AcceptedInput = try await appliance.post("/v1/tabs/\(tab)/input", batch)
        #expect(answer.accepted == events.count)
    }

    /// What the page itself says, asked over a connection that the appliance knows nothing of.
    func evaluate(_ script: String) async throws -> JSONValue {
        try await withPage(tab.rawValue) { page in
            let reply = try await page.send(
                Runtime.Evaluate(expression: script, returnByValue: true, awaitPromise: true),
                deadline: .after(.seconds(10))
            )
            return reply.result.value ?? .null
        }
    }

    /// Asks until the page says so.
    func wait(for condition: String) async throws {
        let deadline = Deadline.after(.seconds(15))
        while !deadline.hasPassed {
            if try await evaluate(condition) == true { return }
        }
        Issue.record("never: \(condition)")
    }

    /// A session of a target.
    func withPage<Result: Sendable>(
        _ target: String,
        _ body: @escaping @Sendable (CDPSession) async throws -> Result
    ) async throws -> Result {
        try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            let attached = try await connection.browser.send(
                Target.AttachToTarget(targetId: target, flatten: true),
                deadline: .after(.seconds(10))
            )
            return try await body(connection.session(CDPSessionID(rawValue: attached.sessionId)))
        }
    }

    /// The colours of places of a picture, each as `r,g,b`; asked of a canvas in another tab.
    func colours(of jpeg: [UInt8], at places: [(x: Double, y: Double)]) async throws -> [[Int]] {
        let list = places.map { "[\($0.x),\($0.y)]" }.joined(separator: ",")
        let answer = try await onCanvas(
            jpeg,
            "[\(list)].map(([x, y]) => Array.from(c.getImageData(x * i.width, y * i.height, 1, 1).data.slice(0, 3)))"
        )
        return (answer.array ?? []).map { ($0.array ?? []).compactMap { $0.int.map { Int($0) } } }
    }

    /// The pixels of a part of a picture, as grey values from 0 to 25.
    func greys(of jpeg: [UInt8], in box: Rectangle) async throws -> [Int] {
        let answer = try await onCanvas(
            jpeg,
            """
            (() => { const d = c.getImageData(\(box.x), \(box.y), \(box.width), \(box.height)).data; const r = [];
              for (let k = 0; k < d.length; k += 4) r.push(Math.round((d[k] + d[k + 1] + d[k + 2]) / 30)); return r; })()
            """
        )
        return (answer.array ?? []).compactMap { $0.int.map { Int($0) } }
    }

    private func onCanvas(_ jpeg: [UInt8], _ script: String) async throws -> JSONValue {
        let data = Data(jpeg).base64EncodedString()
        return try await withOtherTab("about:blank") { page in
            let reply = try await page.send(
                Runtime.Evaluate(
                    expression: """
                        (async () => { const b = Uint8Array.from(atob('\(data)'), (x) => x.charCodeAt(0));
                          const i = await createImageBitmap(new Blob([b], { type: 'image/jpeg' }));
                          const k = new OffscreenCanvas(i.width, i.height), c = k.getContext('2d'); c.drawImage(i, 0, 0);
                          return \(script); })()
                        """,
                    returnByValue: true,
                    awaitPromise: true
                ),
                deadline: .after(.seconds(10))
            )
            return reply.result.value ?? .null
        }
    }

    /// A tab of nobody's, closed afterwards.
    func withOtherTab<Result: Sendable>(
        _ address: String,
        _ body: @escaping @Sendable (CDPSession) async throws -> Result
    ) async throws -> Result {
        try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            let target = try await connection.browser.send(
                Target.CreateTarget(url: address),
                deadline: .after(.seconds(10))
            )
            // Chromium loses a page that two clients set up at once: the appliance's turn is first.
            let deadline = Deadline.after(.seconds(10))
            var isKnown = false
            while !isKnown, !deadline.hasPassed {
                let tabs: TabList = try await appliance.get("/v1/tabs")
                isKnown = tabs.tabs.contains { $0.id.rawValue == target.targetId }
            }
            let attached = try await connection.browser.send(
                Target.AttachToTarget(targetId: target.targetId, flatten: true),
                deadline: .after(.seconds(10))
            )
            let result = try await body(connection.session(CDPSessionID(rawValue: attached.sessionId)))
            _ = try? await connection.browser.send(
                Target.CloseTarget(targetId: target.targetId),
                deadline: .after(.seconds(5))
            )
            return result
        }
    }
}
