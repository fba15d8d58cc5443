// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Foundation
internal import Synchronization
internal import Vocabulary

/// A burst of pictures, after which the page stands still: is the last one that comes the right one?
extension LiveBench {
    /// How many pictures long the bursts are; of both parities, because what is lost depends on them.
    private static let bursts = [1, 2, 3, 5, 8, 13, 21, 34]

    /// How long nothing must have come before the last picture is looked at.
    private static let rest: Duration = .seconds(1)

    /// The share of right last pictures of our own stream, read by a viewer that takes so long for each.
    func ownBursts(delay: Duration) async throws -> [Bool] {
        let viewer = try LiveSocket(
            "/v1/tabs/\(tab)/frames",
            port: port,
            token: token,
            keepsAll: true,
            pace: delay
        )
        defer { viewer.close() }
        var last: [UInt8] = []
        return try await burstEach { value in
            let before = ContinuousClock.now
            try await untilQuiet { viewer.newest.map { max($0, before) } ?? before }
            if let picture = viewer.take().last { last = picture.jpeg }
            return try await clock(of: last) == Double(value)
        }
    }

    /// The same of a client with the screencast's default options, that acknowledges so long after each picture.
    func bareBursts(delay: Duration) async throws -> [Bool] {
        let seen = NewestPicture()
        return try await withPage { page in
            let events = page.events(limit: 512)
            _ = try await page.send(Page.Enable(), deadline: LiveBench.limit)
            _ = try await page.send(Page.StartScreencast(format: "jpeg"), deadline: LiveBench.limit)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                defer { group.cancelAll() }
                group.addTask {
                    for try await event in events {
                        guard let frame = try event.decode(Page.ScreencastFrame.self) else { continue }
                        let jpeg = Array(Data(base64Encoded: frame.data) ?? Data())
                        seen.value.withLock { $0 = (jpeg, .now) }
                        try await Task.sleep(for: delay)
                        try page.enqueue(
                            Page.ScreencastFrameAck(sessionId: frame.sessionId),
                            deadline: LiveBench.limit
                        )
                        .discard()
                    }
                }
                return try await burstEach { value in
                    let before = ContinuousClock.now
                    try await untilQuiet { max(seen.value.withLock { $0.at }, before) }
                    return try await clock(of: seen.value.withLock { $0.jpeg }) == Double(value)
                }
            }
        }
    }

    private func burstEach(_ isRight: (Int) async throws -> Bool) async throws -> [Bool] {
        var result: [Bool] = []
        for length in LiveBench.bursts {
            let value = Int.random(in: 1..<(1 << LivePages.bits))
            _ = try await evaluate("burst(\(length), \(value))")
            result.append(try await isRight(value))
        }
        return result
    }

    private func untilQuiet(_ newest: () -> ContinuousClock.Instant) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while .now < end, newest().duration(to: .now) < LiveBench.rest {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// The number that a picture shows.
    private func clock(of jpeg: [UInt8]) async throws -> Double? {
        guard !jpeg.isEmpty else { return nil }
        return try await BareFlow.withPage(at: endpoint) { page in
            try await page
                .send(
                    Runtime.Evaluate(
                        expression: LivePages.reading(Data(jpeg).base64EncodedString()),
                        returnByValue: true,
                        awaitPromise: true
                    ),
                    deadline: LiveBench.limit
                )
                .result.value?
                .double
        }
    }

    /// Asks the watched page, and waits for what it promises.
    func evaluate(_ expression: String) async throws -> Double? {
        try await withPage { page in
            try await page
                .send(
                    Runtime.Evaluate(expression: expression, returnByValue: true, awaitPromise: true),
                    deadline: LiveBench.limit
                )
                .result.value?
                .double
        }
    }
}

/// The newest picture of a client, shared by who reads and who looks.
private final class NewestPicture: Sendable {
    let value = Mutex<(jpeg: [UInt8], at: ContinuousClock.Instant)>(([], .now))
}
