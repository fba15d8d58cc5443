// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Console
internal import Foundation
internal import Vocabulary
internal import WebAddresses

/// Measures the live view beside a client that has nothing but the browser's protocol and its default options, on the
/// same tab of the same browser, in turns.
struct LiveBench: Sendable {
    let rounds: Int
    let span: Duration
    let appliance: RemoteAppliance
    let process: Int32
    let port: Int
    let token: String
    let tab: TabID
    let endpoint: String

    func measure(_ progress: (String) -> Void) async throws -> LiveFigures {
        var figures = LiveFigures()
        try await still(false)
        for round in 1...rounds {
            progress("live view, round \(round) of \(rounds)")
            figures.bare.append(try await bare())
            figures.one.append(try await own(1))
            figures.five.append(try await own(5))
            figures.stuck.append(try await own(1, stuck: 1))
            figures.slow.append(try await own(1, query: "?fps=5"))
        }
        try await still(true)
        for round in 1...rounds {
            progress("input, round \(round) of \(rounds)")
            figures.still.append(try await own(1))
            figures.bareInput += try await bareInput()
            figures.ownInput += try await ownInput()
            figures.dashboard.append(
                try await DashboardLoad.measure(try await appliance.sessionLink(), at: endpoint)
            )
        }
        for delay in [0, 100, 300] {
            progress("bursts, a viewer that takes \(delay) ms for a picture")
            figures.bareBursts[delay] = try await bareBursts(delay: .milliseconds(delay))
            figures.ownBursts[delay] = try await ownBursts(delay: .milliseconds(delay))
        }
        figures.imageDelays = try await imageDelays(LiveBench.trials)
        return figures
    }

    // MARK: Moving

    private func own(_ count: Int, stuck: Int = 0, query: String = "") async throws -> LiveSpan {
        let path = "/v1/tabs/\(tab)/frames\(query)"
        let idle = try (0..<stuck)
            .map { _ in
                try LiveSocket(path, port: port, token: token, isStuck: true)
            }
        let viewers = try (0..<count)
            .map { number in
                try LiveSocket(path, port: port, token: token, keepsAll: number == 0)
            }
        try await Task.sleep(for: .seconds(1))
        for viewer in viewers { _ = viewer.take() }
        let (start, before, browserBefore) = (ContinuousClock.now, ProcessTree.processorTime(of: process), browserTime)
        try await Task.sleep(for: span)
        let elapsed = start.duration(to: .now) / .seconds(1)
        let used = ProcessTree.processorTime(of: process) - before
        let browserUsed = browserTime - browserBefore
        let arrivals = viewers.map { $0.take() }
        for viewer in viewers + idle { viewer.close() }
        withExtendedLifetime(idle) {}
        let seen = arrivals.first?.suffix(20).map { ($0.wall, $0.jpeg) } ?? []
        return LiveSpan(
            rate: (arrivals.map(\.count).min().map(Double.init) ?? 0) / elapsed,
            delay: arrivals.first?.compactMap { one in one.drawn.map { one.wall - $0 } } ?? [],
            wholeDelay: try await delays(of: seen),
            share: used / elapsed * 100,
            browserShare: browserUsed / elapsed * 100
        )
    }

    /// What the browser's processes have used of the processors: seconds.
    private var browserTime: Double {
        ProcessTree.descendants(of: process).map(ProcessTree.processorTime).reduce(0, +)
    }

    private func bare() async throws -> LiveSpan {
        let span = span
        let (rate, waits, seen, share) = try await withPage { page -> (Double, [Double], [(Double, [UInt8])], Double) in
            let events = page.events(limit: 512)
            _ = try await page.send(Page.Enable(), deadline: LiveBench.limit)
            _ = try await page.send(Page.StartScreencast(format: "jpeg"), deadline: LiveBench.limit)
            var start = ContinuousClock.now
            var (count, isWarm, used) = (0, false, 0.0)
            var seen: [(Double, [UInt8])] = []
            var waits: [Double] = []
            for try await event in events {
                guard let frame = try event.decode(Page.ScreencastFrame.self) else { continue }
                let wall = Date().timeIntervalSince1970 * 1000
                try page.enqueue(Page.ScreencastFrameAck(sessionId: frame.sessionId), deadline: LiveBench.limit)
                    .discard()
                if !isWarm, start.duration(to: .now) > .seconds(1) {
                    (isWarm, start, count, used) = (true, .now, 0, browserTime)
                }
                count += 1
                if isWarm, let drawn = frame.metadata.timestamp { waits.append(wall - drawn * 1000) }
                seen.append((wall, Array(Data(base64Encoded: frame.data) ?? Data())))
                if seen.count > 20 { seen.removeFirst() }
                if isWarm, start.duration(to: .now) > span { break }
            }
            let elapsed = start.duration(to: .now) / .seconds(1)
            let share = (browserTime - used) / elapsed * 100
            _ = try await page.send(Page.StopScreencast(), deadline: LiveBench.limit)
            return (Double(count) / elapsed, waits, seen, share)
        }
        return LiveSpan(rate: rate, delay: waits, wholeDelay: try await delays(of: seen), browserShare: share)
    }

    /// From the clock in each picture to its arrival.
    private func delays(of pictures: [(wall: Double, jpeg: [UInt8])]) async throws -> [Double] {
        try await BareFlow.withPage(at: endpoint) { page in
            var result: [Double] = []
            let turn = Double(1 << LivePages.bits)
            for (wall, jpeg) in pictures where !jpeg.isEmpty {
                let reply = try await page.send(
                    Runtime.Evaluate(
                        expression: LivePages.reading(Data(jpeg).base64EncodedString()),
                        returnByValue: true,
                        awaitPromise: true
                    ),
                    deadline: LiveBench.limit
                )
                guard let drawn = reply.result.value?.double else { continue }
                result.append((wall - drawn).truncatingRemainder(dividingBy: turn))
            }
            return result
        }
    }

    // MARK: Still

    private func still(_ isStill: Bool) async throws {
        try await withPage { page in
            _ = try await page.send(
                Runtime.Evaluate(expression: "window.still = \(isStill)"),
                deadline: LiveBench.limit
            )
        }
    }

    // MARK: The tab

    static var limit: Deadline { .after(.seconds(15)) }

    func withPage<Result: Sendable>(
        _ body: @escaping @Sendable (CDPSession) async throws -> Result
    ) async throws -> Result {
        let tab = tab
        return try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            let page = try await ScriptedPerson.attach(to: tab.rawValue, of: connection)
            return try await withTaskExecutorPreference(connection.executor) { try await body(page) }
        }
    }
}
