// SPDX-License-Identifier: Apache-2.0

/// One host, or with `*.` before it every host below it: `cdn.shop.example`, `*.shop.example`.
public struct HostPattern: Sendable, Hashable, CustomStringConvertible {
    /// The host, or the one below which all are meant.
    public let host: WebHost
    /// Whether the hosts below it are meant, and not the host itself.
    public let isWildcard: Bool

    /// Reads a pattern.
    ///
    /// - Throws: ``AddressError`` with `pattern_invalid` when the text is an address, when `*` stands anywhere but as the
    ///   whole first label, or when what is behind it is no single owner's: an IP address, a top-level domain, or another
    ///   public suffix.
    public init(_ text: String) throws(AddressError) {
        isWildcard = text.hasPrefix("*.")
        let name = isWildcard ? text.dropFirst(2) : Substring(text)
        guard !name.contains("*") else {
            throw HostPattern.invalid("'*' stands only for whole labels, as in *.shop.example")
        }
        guard !name.contains("/"), !name.contains(":") || name.hasPrefix("[") else {
            throw HostPattern.invalid("it is an address or has a port, and only a host can stand here")
        }
        do { host = try WebHost(name) } catch { throw HostPattern.invalid(error.message.lowercasedFirst) }
        guard isWildcard else { return }
        guard host.form == .name else { throw HostPattern.invalid("there are no hosts below an IP address") }
        guard !PublicSuffix.isOne(host) else {
            throw HostPattern.invalid("everybody can have a host below '\(host)', so it would allow everybody's")
        }
    }

    /// As it is written.
    public var description: String { (isWildcard ? "*." : "") + host.text }

    /// Whether a host is meant.
    public func matches(_ other: WebHost) -> Bool {
        isWildcard ? other.form == .name && other.text.hasSuffix("." + host.text) : other == host
    }

    private static func invalid(_ why: String) -> AddressError {
        AddressError(.patternInvalid, "The host cannot be used: \(why).")
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst().drop { $0 == "." } }
}
