// SPDX-License-Identifier: Apache-2.0

/// What the browser says when it refuses a command; JSON-RPC's error object.
struct BrowserRefusal: Decodable {
    let code: Int
    let message: String

    /// The number for a session that is not, or no longer.
    private static let sessionNotFound = -32001

    /// Puts it into words; the browser's own are fixed sentences of its program, cut short all the same.
    func error(method: String, browserLog: [String]) -> CDPError {
        if code == BrowserRefusal.sessionNotFound { return CDPError(.detached, method: method, browserLog: browserLog) }
        let words = message.unicodeScalars.prefix(160)
            .map { $0.properties.generalCategory == .control ? " " : String($0) }
        return CDPError(
            code: .protocolError,
            message: "The browser refused \(method): \(words.joined()) (\(code)).",
            method: method,
            protocolCode: code,
            browserMessage: message,
            browserLog: browserLog
        )
    }
}
