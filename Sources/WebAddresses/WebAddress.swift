// SPDX-License-Identifier: Apache-2.0

/// An `http` or `https` address by a strict grammar of plain ASCII, in the one form in which the browser writes it.
///
/// Foundation's `URL` understands some texts differently from Chromium (a backslash before `@`, numbers for hosts), so
/// nothing is ever decided by it. Two rules keep this type and the browser from disagreeing:
/// - what a reader could take apart in two ways is refused, never mended: user information, backslashes where
///   structure is decided, percent signs in a host, `.` and `..` as path segments, blanks, controls, non-ASCII;
/// - what is left is written as Chromium does: scheme and host in lower case, the scheme's own port left out, numbers
///   for hosts as four decimal bytes, IPv6 in its short form, and a few marks percent-encoded. So `text` is what the
///   browser will show.
///
/// What this type refuses, no part of the program opens.
public struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    /// Scheme, host and port.
    public let origin: WebOrigin
    /// From the first slash; never empty.
    public let path: String
    /// Behind `?`; nil when there is none.
    public let query: String?
    /// Behind `#`; nil when there is none.
    public let fragment: String?

    /// The longest address that is taken, in bytes.
    public static let maximumLength = 65_536

    /// Reads an address.
    ///
    /// - Throws: ``AddressError``: another scheme, user information, a backslash, control characters, blanks,
    ///   non-ASCII text, a path that climbs, an impossible host or port.
    public init(_ text: String) throws(AddressError) {
        guard text.utf8.count <= WebAddress.maximumLength, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw AddressError(
                .addressInvalid,
                "The address is too long, or holds blanks or other than plain ASCII: percent-encode what is not, and "
                    + "write a host of other letters in punycode."
            )
        }
        let (scheme, rest) = try WebAddress.scheme(of: text)
        let end = rest.firstIndex { "/?#\\".contains($0) } ?? rest.endIndex
        origin = try WebAddress.origin(scheme, rest[..<end])
        let tail = try AddressTail(rest[end...])
        path = tail.path
        query = tail.query
        fragment = tail.fragment
    }

    /// Joins a site's origin and a path with perhaps a query and a fragment.
    ///
    /// - Parameters:
    ///   - path: begins with exactly one slash; text from elsewhere must have come through ``PercentEncoding``.
    ///   - origin: where the path lies; nothing in the path can lead away from it.
    /// - Throws: ``AddressError``.
    public init(resolving path: String, on origin: WebOrigin) throws(AddressError) {
        guard path.hasPrefix("/"), !path.hasPrefix("//") else {
            throw AddressError(.pathInvalid, "A path begins with exactly one slash.")
        }
        try self.init(origin.text + path)
    }

    /// The whole address.
    public var text: String {
        origin.text + path + (query.map { "?" + $0 } ?? "") + (fragment.map { "#" + $0 } ?? "")
    }

    /// The whole address.
    public var description: String { text }

    private static func scheme(of text: String) throws(AddressError) -> (WebOrigin.Scheme, Substring) {
        guard let colon = text.firstIndex(of: ":"),
            let scheme = WebOrigin.Scheme(rawValue: text[..<colon].lowercased())
        else {
            throw AddressError(
                .schemeNotAllowed,
                "Only http and https addresses can be opened: begin it with 'https://'."
            )
        }
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else {
            throw AddressError(.addressInvalid, "The scheme must be followed by '//' and a host.")
        }
        return (scheme, rest.dropFirst(2))
    }

    private static func origin(
        _ scheme: WebOrigin.Scheme,
        _ authority: Substring
    ) throws(AddressError) -> WebOrigin {
        guard !authority.contains("@") else {
            throw AddressError(.userInfoRefused, "The address holds user information before its host: leave it out.")
        }
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        guard let colon = authority[bracket...].lastIndex(of: ":") else {
            return WebOrigin(scheme: scheme, host: try WebHost(authority))
        }
        let digits = authority[authority.index(after: colon)...]
        guard digits.utf8.allSatisfy(ASCII.isDigit), let port = Int(digits), (1...65_535).contains(port) else {
            throw AddressError(.portInvalid, "The address's port must be a number from 1 to 65535.")
        }
        return WebOrigin(scheme: scheme, host: try WebHost(authority[..<colon]), port: port)
    }
}
