// SPDX-License-Identifier: Apache-2.0

/// A path, and perhaps a query, that an address must have: `/orders/*`, where `*` stands for one path segment.
///
/// Without a query of its own the pattern takes any; a fragment is not looked at unless the pattern has one.
public struct WebAddressPattern: Sendable, Hashable, CustomStringConvertible {
    private let segments: [String]
    private let query: String?
    private let fragment: String?
    /// The pattern as it was written.
    public let text: String

    /// Reads a pattern.
    ///
    /// - Throws: ``AddressError`` with `pattern_invalid` when it does not begin with a slash, or has a `*` that is
    ///   only part of a segment.
    public init(_ text: String) throws(AddressError) {
        guard text.hasPrefix("/") else {
            throw AddressError(.patternInvalid, "An address pattern begins with a slash.")
        }
        let hash = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let mark = hash[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        segments = mark[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard segments.allSatisfy({ $0 == "*" || !$0.contains("*") }) else {
            throw AddressError(.patternInvalid, "In an address pattern '*' stands for a whole segment.")
        }
        query = mark.count > 1 ? String(mark[1]) : nil
        fragment = hash.count > 1 ? String(hash[1]) : nil
        self.text = text
    }

    /// Whether an address fits; its origin is compared elsewhere.
    public func matches(_ address: WebAddress) -> Bool {
        if let query, address.query != query { return false }
        if let fragment, address.fragment != fragment { return false }
        let found = address.path.split(separator: "/", omittingEmptySubsequences: false)
        guard found.count == segments.count else { return false }
        return zip(segments, found).allSatisfy { $0 == "*" ? !$1.isEmpty || segments.count == 1 : $0 == $1 }
    }

    /// The pattern as it was written.
    public var description: String { text }
}
