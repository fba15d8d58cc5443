// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Foundation
internal import Vocabulary

/// What the dashboard's first load costs, in a fresh context of a real browser.
struct DashboardLoad: Sendable {
    /// Of all files together, as they came, in bytes.
    var bytes: Double
    /// From the beginning of the navigation until the first page can be used, in milliseconds.
    var usable: Double

    private static var limit: Deadline { .after(.seconds(15)) }

    /// Notes when the first page says that it is complete.
    private static let noting = """
        new MutationObserver((_, observer) => {
          if (!document.querySelector('main[data-ready]')) return;
          window.usableAt = performance.now();
          observer.disconnect();
        }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready'] });
        """

    private static let reading = """
        (async () => {
          while (!window.usableAt) await new Promise((done) => setTimeout(done, 10));
          const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
          const files = all.filter((one) => !new URL(one.name).pathname.startsWith('/v1/'));
          return [files.reduce((sum, one) => sum + one.transferSize, 0), window.usableAt];
        })()
        """

    /// Opens a link that signs in, and waits for the first page.
    static func measure(_ link: String, at endpoint: String) async throws -> DashboardLoad {
        try await BareFlow.withPage(at: endpoint) { page in
            _ = try await page.send(Page.Enable(), deadline: limit)
            _ = try await page.send(Page.AddScriptToEvaluateOnNewDocument(source: noting), deadline: limit)
            _ = try await page.send(Page.Navigate(url: link), deadline: limit)
            let reply = try await page.send(
                Runtime.Evaluate(expression: reading, returnByValue: true, awaitPromise: true),
                deadline: limit
            )
            let values = reply.result.value?.array?.compactMap(\.double) ?? []
            guard values.count == 2 else {
                throw CommandError(code: "bench_failed", message: "The dashboard never came.", kind: .failed)
            }
            return DashboardLoad(bytes: values[0], usable: values[1])
        }
    }
}
