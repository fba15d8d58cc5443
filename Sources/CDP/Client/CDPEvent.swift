// SPDX-License-Identifier: Apache-2.0

/// Something that the browser told unasked.
public struct CDPEvent: Sendable {
    /// Its name: `Page.frameNavigated`.
    public let method: String
    private let content: Content

    init(method: String, content: Content) {
        self.method = method
        self.content = content
    }

    /// What it costs to keep it, in bytes.
    var size: Int { content.message.count }

    /// What it carries, decoded now and not before.
    ///
    /// - Returns: nil when it is an event of another name.
    /// - Throws: ``CDPError`` with `answer_unreadable` when the browser's event has another shape than the pinned protocol.
    public func decode<Parameters: CDPEventParameters>(_ type: Parameters.Type) throws(CDPError) -> Parameters? {
        guard method == type.method else { return nil }
        return try content.decode(type, of: method)
    }
}
