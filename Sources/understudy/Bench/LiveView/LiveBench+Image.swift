// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Console
internal import Foundation
internal import Vocabulary

/// How long a page that then stands still takes to be seen in an `<img>` of a real browser.
extension LiveBench {
    /// Times from the page's drawing to the image's showing it, in milliseconds; infinite where it never did.
    func imageDelays(_ trials: Int) async throws -> [Double] {
        let origin = "http://127.0.0.1:\(port)/"
        let ticket: StreamTicket = try await appliance.post("/v1/tickets", [String: String]())
        let tab = tab
        return try await BareFlow.withPage(at: endpoint) { page in
            _ = try await page.send(Page.Enable(), deadline: LiveBench.limit)
            _ = try await page.send(Page.Navigate(url: origin), deadline: LiveBench.limit)
            let address = "\(origin)v1/tabs/\(tab)/stream?ticket=\(ticket.ticket)"
            try await LiveBench.showing(address, on: page)
            var result: [Double] = []
            for trial in 0...trials {
                let value = Int.random(in: 1..<(1 << LivePages.bits))
                async let seen = page.send(
                    Runtime.Evaluate(
                        expression: LivePages.sees(value),
                        returnByValue: true,
                        awaitPromise: true
                    ),
                    deadline: LiveBench.limit
                )
                let drawn = try await evaluate("burst(1, \(value))") ?? .nan
                let shown = try await seen.result.value?.double ?? .infinity
                // The first one may have to wait for the stream to begin.
                if trial > 0 { result.append(shown - drawn) }
            }
            return result
        }
    }

    /// Waits until the image has been put in; the page that it is put in may still be loading.
    private static func showing(_ address: String, on page: CDPSession) async throws {
        let expression = LivePages.image(address)
        let end = ContinuousClock.now + .seconds(10)
        while .now < end {
            let reply = try? await page.send(
                Runtime.Evaluate(expression: expression, returnByValue: true),
                deadline: LiveBench.limit
            )
            if reply?.result.value?.bool == true { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw CommandError(code: "bench_failed", message: "The dashboard's page never came.", kind: .failed)
    }
}
