// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird

/// What a form sent, as text by name.
struct FormFields: Sendable {
    private let values: [String: String]

    /// The largest body that is read, in bytes.
    static let maximumBytes = 65_536

    /// Reads the body of a form that was sent.
    ///
    /// - Throws: `HTTPError` with 400 for a body that is no form, and 413 for one that is too large.
    init(of request: Request) async throws {
        let body = try await request.body.collect(upTo: FormFields.maximumBytes)
        try self.init(urlEncoded: String(buffer: body))
    }

    /// Reads the query of an address.
    ///
    /// - Throws: `HTTPError` with 400 when it is malformed.
    init(queryOf request: Request) throws { try self.init(urlEncoded: request.uri.query ?? "") }

    private init(urlEncoded text: String) throws {
        do {
            values = try URLEncodedFormDecoder().decode([String: String].self, from: text)
        } catch {
            throw HTTPError(.badRequest, message: "The form is malformed.")
        }
    }

    /// The names that were sent, in no order.
    var names: [String] { Array(values.keys) }

    /// A text without the white space around it, cut at a number of characters; empty when it was not sent.
    func text(_ name: String, limit: Int = 100) -> String {
        // A browser sends line ends as CR LF; one newline is what was meant.
        let value = values[name, default: ""].replacing("\r\n", with: "\n")
        guard let first = value.firstIndex(where: { !$0.isWhitespace }) else { return "" }
        let end = value.lastIndex { !$0.isWhitespace } ?? first
        return String(value[first...end].prefix(limit))
    }

    /// A value exactly as it was sent; empty when it was not.
    func verbatim(_ name: String) -> String { values[name, default: ""] }

    /// A whole number; nil when it was not sent or is none.
    func number(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

    /// Whether a checkbox was checked.
    func isChecked(_ name: String) -> Bool { values[name] != nil }
}
