// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Foundation
public import Vocabulary

/// A picture of a page for reading it.
public struct PageScreen: Sendable {
    /// A PNG of the viewport.
    public let png: [UInt8]
    /// What it cost this process to take it in.
    public let cost: Duration
}

extension Tab {
    /// Takes a picture of what the page shows now: without loss, and as quickly as the browser can.
    ///
    /// Whoever reads it must see to it that no secret on it is read.
    ///
    /// - Throws: ``BrowsingError``, ``CDP/CDPError`` with `call_timed_out`.
    public func screen(deadline: Deadline) async throws -> PageScreen {
        if state.isCrashed { throw crashedError }
        let reply = try await callPage(
            Page.CaptureScreenshot(format: "png", optimizeForSpeed: true),
            deadline: deadline
        )
        // Nothing is waited for between the two looks at the clock, so both are of one thread.
        let begun = ThreadTime.now()
        guard let data = Data(base64Encoded: reply.data), !data.isEmpty else {
            throw BrowsingError(code: .scriptFailed, message: "The browser gave no picture.")
        }
        let png = Array(data)
        return PageScreen(png: png, cost: ThreadTime.now() - begun)
    }
}
