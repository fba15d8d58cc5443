// SPDX-License-Identifier: Apache-2.0

/// A host in the one form in which the browser writes it: a lower-case name, dotted decimal IPv4, or IPv6 in brackets.
///
/// Every notation of an IPv4 address is brought to its four bytes first, so that what is classified and compared is
/// what the browser would connect to. A dot at the end of a name is refused: the browser takes `shop.example.` for
/// another site than `shop.example`, people do not.
public struct WebHost: Sendable, Hashable, CustomStringConvertible {
    /// What the host is.
    public enum Form: Sendable, Hashable {
        /// A name, in lower case; letters of other scripts are in punycode.
        case name
        /// Four bytes.
        case ipv4([UInt8])
        /// Sixteen bytes.
        case ipv6([UInt8])
    }

    /// As it stands in an address.
    public let text: String
    /// What it is.
    public let form: Form

    /// Reads a host.
    ///
    /// - Throws: ``AddressError`` with `host_invalid`: nothing, empty labels, a dot at the end of a name, other
    ///   characters than letters, digits, `-` and `_`, or numbers that are no IP address.
    public init(_ source: some StringProtocol) throws(AddressError) {
        guard source.utf8.allSatisfy({ $0 < 0x80 }) else { throw WebHost.invalid("it is not plain ASCII") }
        let lowered = source.lowercased()
        form = try lowered.hasPrefix("[") ? WebHost.bracketed(lowered) : WebHost.dotted(lowered)
        text =
            switch form {
            case .name: lowered
            case .ipv4(let bytes): IPv4.text(bytes)
            case .ipv6(let bytes): "[" + IPv6.text(bytes) + "]"
            }
    }

    private static func bracketed(_ text: String) throws(AddressError) -> Form {
        guard text.hasSuffix("]"), let bytes = IPv6.parse(text.dropFirst().dropLast()) else {
            throw invalid("its IPv6 address is not well formed")
        }
        return .ipv6(bytes)
    }

    private static func dotted(_ text: String) throws(AddressError) -> Form {
        var labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let hasFinalDot = labels.count > 1 && labels.last?.isEmpty == true
        if hasFinalDot { labels.removeLast() }
        guard labels.allSatisfy(isLabel) else {
            throw invalid("a label is empty, too long, or holds a character that no host name has")
        }
        if IPv4.isMeant(by: labels) {
            guard let bytes = IPv4.parse(labels) else { throw invalid("its numbers are no IPv4 address") }
            return .ipv4(bytes)
        }
        guard !hasFinalDot else { throw invalid("it ends with a dot, which makes it another site") }
        guard text.utf8.count <= 253 else { throw invalid("it is longer than 253 characters") }
        return .name
    }

    /// As it stands in an address.
    public var description: String { text }

    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty && label.utf8.count <= 63
            && label.utf8.allSatisfy { byte in
                ASCII.isLowerCaseLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_")
            }
    }

    private static func invalid(_ why: String) -> AddressError {
        AddressError(.hostInvalid, "The address's host cannot be used: \(why).")
    }
}
