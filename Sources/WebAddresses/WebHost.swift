// SPDX-License-Identifier: Apache-2.0

/// A host in the one form in which the browser writes it: a lower-case name, dotted decimal IPv4, or IPv6 in brackets.
///
/// What is not in plain form already is refused rather than repaired: where two readers could understand a text
/// differently, there must be nothing to understand.
public struct WebHost: Sendable, Hashable, CustomStringConvertible {
    /// What the host is.
    public enum Form: Sendable, Hashable {
        /// A name, in lower case; non-ASCII names are given in punycode.
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
    /// - Throws: ``AddressError`` with `host_invalid`: empty labels (and so a dot at the end), other characters than
    ///   letters, digits, `-` and `_`, and every way to write a number that is not plain dotted decimal.
    public init(_ source: some StringProtocol) throws(AddressError) {
        let lowered = source.lowercased()
        guard lowered.utf8.count <= 253, !lowered.isEmpty, lowered.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw WebHost.invalid("it is empty, too long or not plain ASCII")
        }
        if lowered.hasPrefix("[") {
            guard lowered.hasSuffix("]"), let bytes = IPv6.parse(lowered.dropFirst().dropLast()) else {
                throw WebHost.invalid("its IPv6 address is not well formed")
            }
            text = "[" + IPv6.text(bytes) + "]"
            form = .ipv6(bytes)
            return
        }
        let labels = lowered.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy(WebHost.isLabel) else {
            throw WebHost.invalid("a label is empty or holds a character that no host name has")
        }
        text = lowered
        guard WebHost.looksNumeric(labels[labels.count - 1]) else {
            form = .name
            return
        }
        guard let bytes = WebHost.dottedDecimal(labels) else {
            throw WebHost.invalid("a number is only taken as four decimal bytes, such as 127.0.0.1")
        }
        form = .ipv4(bytes)
    }

    /// As it stands in an address.
    public var description: String { text }

    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty && label.utf8.count <= 63
            && label.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The [URL standard](https://url.spec.whatwg.org/#ends-in-a-number-checker) reads a host as IPv4 when its last
    /// label is a number in any notation.
    private static func looksNumeric(_ label: Substring) -> Bool {
        if label.allSatisfy(\.isNumber) { return true }
        guard label.hasPrefix("0x") else { return false }
        return label.dropFirst(2).allSatisfy(\.isHexDigit)
    }

    private static func dottedDecimal(_ labels: [Substring]) -> [UInt8]? {
        guard labels.count == 4 else { return nil }
        let bytes = labels.compactMap { label -> UInt8? in
            guard label == "0" || !label.hasPrefix("0") else { return nil }
            return UInt8(label)
        }
        return bytes.count == 4 ? bytes : nil
    }

    private static func invalid(_ why: String) -> AddressError {
        AddressError(.hostInvalid, "The address's host cannot be used: \(why).")
    }
}
