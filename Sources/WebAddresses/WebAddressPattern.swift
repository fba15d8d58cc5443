// SPDX-License-Identifier: Apache-2.0

/// A path, and perhaps a query, that an address must have: `/orders/*`, where `*` stands for one path segment.
///
/// Without a query of its own the pattern takes any, and so with the fragment. A `*` within a query is itself.
public struct WebAddressPattern: Sendable, Hashable, CustomStringConvertible {
    private let segments: [Substring]
    private let query: String?
    private let fragment: String?
    /// The pattern as it was written.
    public let text: String

    /// Reads a pattern.
    ///
    /// - Throws: ``AddressError`` with `pattern_invalid` when it does not begin with one slash, could not be part of an
    ///   address, or has a `*` that is only part of a segment.
    public init(_ text: String) throws(AddressError) {
        guard text.hasPrefix("/"), !text.hasPrefix("//") else {
            throw AddressError(.patternInvalid, "An address pattern begins with one slash, such as /orders/*.")
        }
        guard text.utf8.count <= 4096, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw AddressError(.patternInvalid, "An address pattern is short and plain ASCII without blanks.")
        }
        guard let tail = try? AddressTail(text[...]) else {
            throw AddressError(.patternInvalid, "An address pattern holds no backslash and does not climb with '..'.")
        }
        segments = WebAddressPattern.segments(of: tail.path)
        guard segments.allSatisfy({ $0 == "*" || !$0.contains("*") }) else {
            throw AddressError(.patternInvalid, "In an address pattern '*' stands for a whole segment.")
        }
        query = tail.query
        fragment = tail.fragment
        self.text = text
    }

    /// Whether an address fits; its origin is compared elsewhere.
    public func matches(_ address: WebAddress) -> Bool {
        if let query, address.query != query { return false }
        if let fragment, address.fragment != fragment { return false }
        let found = WebAddressPattern.segments(of: address.path)
        guard found.count == segments.count else { return false }
        return zip(segments, found).allSatisfy { $0 == "*" ? !$1.isEmpty : $0 == $1 }
    }

    /// The pattern as it was written.
    public var description: String { text }

    private static func segments(of path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: false)
    }
}
