// SPDX-License-Identifier: Apache-2.0

/// A call that a page's script sent to a server to change something there.
public struct SentRequest: Sendable, Hashable {
    /// The browser's name for it, until it is answered.
    public let id: String
    /// The method, such as `POST`.
    public let method: String
    /// Where it went, as the browser writes it.
    public let address: String
    /// When it was heard of, in milliseconds since 1970.
    public let at: Double

    /// Describes one.
    public init(id: String, method: String, address: String, at: Double) {
        self.id = id
        self.method = method
        self.address = address
        self.at = at
    }
}

/// The calls of a tab that are not answered yet: a value that takes the browser's events.
struct RequestBook: Sendable {
    /// A page that has more of them under way is not followed with the others.
    private static let limit = 64
    /// Methods that only ask.
    private static let harmless: Set<String> = ["GET", "HEAD", "OPTIONS"]

    private var open: Set<String> = []

    /// Notes a call; nil for one that nothing hangs on.
    mutating func sent(_ id: String, _ method: String, type: String?, to address: String, at: Double) -> TabEvent? {
        guard ["XHR", "Fetch"].contains(type ?? ""), !RequestBook.harmless.contains(method),
            open.count < RequestBook.limit, open.insert(id).inserted
        else { return nil }
        return .requestSent(SentRequest(id: id, method: method, address: address, at: at))
    }

    /// Notes the answer to a call, or that none came; nil for a call that was not noted.
    mutating func answered(_ id: String, status: Int?) -> TabEvent? {
        open.remove(id).map { .requestAnswered(id: $0, status: status) }
    }
}
