// SPDX-License-Identifier: Apache-2.0

/// An `http` or `https` address by a strict grammar of plain ASCII.
///
/// Foundation's `URL` understands some texts differently from Chromium (a backslash before `@`, numbers for hosts), so
/// nothing is ever decided by it. What this type refuses, no part of the program opens.
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
    public static let maximumLength = 8192

    /// Reads an address.
    ///
    /// - Throws: ``AddressError``: another scheme, user information, a backslash, control characters, blanks,
    ///   non-ASCII text, an impossible host or port.
    public init(_ text: String) throws(AddressError) {
        guard text.utf8.count <= WebAddress.maximumLength, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw AddressError(.addressInvalid, "The address is too long, or holds blanks or other than plain ASCII.")
        }
        let (scheme, rest) = try WebAddress.scheme(of: text)
        let end = rest.firstIndex { "/?#\\".contains($0) } ?? rest.endIndex
        origin = try WebAddress.origin(scheme, rest[..<end])
        (path, query, fragment) = try WebAddress.tail(rest[end...])
    }

    /// Joins a site's origin and a path with perhaps a query.
    ///
    /// - Throws: ``AddressError`` when the path does not begin with one slash.
    public init(resolving path: String, on origin: WebOrigin) throws(AddressError) {
        guard path.hasPrefix("/"), !path.hasPrefix("//") else {
            throw AddressError(.addressInvalid, "A path begins with one slash.")
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
            throw AddressError(.schemeNotAllowed, "Only http and https addresses can be opened.")
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
            throw AddressError(.hostInvalid, "The address holds user information before its host: leave it out.")
        }
        guard !authority.contains("%") else {
            throw AddressError(.hostInvalid, "The address's host is percent-encoded: write it plainly.")
        }
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        guard let colon = authority[bracket...].lastIndex(of: ":") else {
            return WebOrigin(scheme: scheme, host: try WebHost(authority))
        }
        let digits = authority[authority.index(after: colon)...]
        guard let port = Int(digits), digits.allSatisfy(\.isNumber), (1...65_535).contains(port) else {
            throw AddressError(.portInvalid, "The address's port must be a number from 1 to 65535.")
        }
        return WebOrigin(scheme: scheme, host: try WebHost(authority[..<colon]), port: port)
    }

    private static func tail(_ text: Substring) throws(AddressError) -> (String, String?, String?) {
        let hash = text.firstIndex(of: "#")
        let beforeHash = text[..<(hash ?? text.endIndex)]
        let mark = beforeHash.firstIndex(of: "?")
        let path = beforeHash[..<(mark ?? beforeHash.endIndex)]
        guard !path.contains(where: { "\\\"<>`".contains($0) }) else {
            throw AddressError(.addressInvalid, "The address's path holds a character that must be percent-encoded.")
        }
        return (
            path.isEmpty ? "/" : String(path),
            mark.map { String(beforeHash[beforeHash.index(after: $0)...]) },
            hash.map { String(text[text.index(after: $0)...]) }
        )
    }
}
