// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Console
internal import Vocabulary

/// How long it takes from a press to the first picture after it.
extension LiveBench {
    static let trials = 15

    func bareInput() async throws -> [Double] {
        try await withPage { page in
            let events = page.events(limit: 512)
            var iterator = events.makeAsyncIterator()
            _ = try await page.send(Page.Enable(), deadline: LiveBench.limit)
            _ = try await page.send(Page.StartScreencast(format: "jpeg"), deadline: LiveBench.limit)
            var result: [Double] = []
            for trial in 0...LiveBench.trials {
                if trial > 0 { try await Task.sleep(for: .milliseconds(150)) }
                let start = ContinuousClock.now
                if trial > 0 {
                    for type in ["mousePressed", "mouseReleased"] {
                        try page.enqueue(
                            Input.DispatchMouseEvent(type: type, x: 640, y: 360, button: "left", clickCount: 1),
                            deadline: LiveBench.limit
                        )
                        .discard()
                    }
                }
                while let event = try await iterator.next() {
                    guard let frame = try event.decode(Page.ScreencastFrame.self) else { continue }
                    try page.enqueue(Page.ScreencastFrameAck(sessionId: frame.sessionId), deadline: LiveBench.limit)
                        .discard()
                    break
                }
                if trial > 0 { result.append(start.duration(to: .now) / .milliseconds(1)) }
            }
            _ = try await page.send(Page.StopScreencast(), deadline: LiveBench.limit)
            return result
        }
    }

    func ownInput() async throws -> [Double] {
        let viewer = try LiveSocket("/v1/tabs/\(tab)/frames", port: port, token: token)
        defer { viewer.close() }
        var iterator = viewer.news.makeAsyncIterator()
        guard var last = await iterator.next() else { return [] }
        try await Task.sleep(for: .seconds(1))
        for arrival in viewer.take() where arrival.number > last.number { last = arrival }
        var result: [Double] = []
        for _ in 0..<LiveBench.trials {
            try await Task.sleep(for: .milliseconds(150))
            let batch = InputBatch(
                frame: last.number,
                document: DocumentID(rawValue: last.document),
                events: [
                    InputEvent(.down, x: 0.5, y: 0.5, button: .left, buttons: 1, clicks: 1),
                    InputEvent(.up, x: 0.5, y: 0.5, button: .left, buttons: 0, clicks: 1),
                ]
            )
            let start = ContinuousClock.now
            async let answer: AcceptedInput = appliance.post("/v1/tabs/\(tab)/input", batch)
            let before = last.number
            while let next = await iterator.next() {
                last = next
                if next.number > before { break }
            }
            result.append(start.duration(to: last.at) / .milliseconds(1))
            _ = try await answer
        }
        return result
    }
}
