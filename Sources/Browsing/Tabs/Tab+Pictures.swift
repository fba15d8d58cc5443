// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Foundation
public import Vocabulary

extension Tab {
    /// Takes a picture of what the page shows now, as
    /// [Page.captureScreenshot](https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-captureScreenshot)
    /// draws it.
    ///
    /// Whoever keeps it must have seen to it that no secret is on it.
    ///
    /// - Parameters:
    ///   - quality: from 1 to 100.
    ///   - deadline: when to give up; a page that is busy draws nothing.
    /// - Returns: a JPEG of the viewport.
    /// - Throws: ``BrowsingError``, ``CDP/CDPError`` with `call_timed_out`.
    public func picture(quality: Int, deadline: Deadline) async throws -> [UInt8] {
        let reply = try await callPage(
            Page.CaptureScreenshot(format: "jpeg", quality: quality, optimizeForSpeed: true),
            deadline: deadline
        )
        guard let data = Data(base64Encoded: reply.data), !data.isEmpty else {
            throw BrowsingError(code: .scriptFailed, message: "The browser gave no picture.")
        }
        return Array(data)
    }
}
