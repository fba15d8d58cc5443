// SPDX-License-Identifier: Apache-2.0

/// Where a browser listens for CDP: `ws://127.0.0.1:9223/devtools/browser/…`.
///
/// Only this machine's own hosts are taken: CDP is neither encrypted nor authenticated.
public struct WebSocketEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// The host, without the brackets of an IPv6 address.
    public let host: String
    /// The port.
    public let port: Int
    /// The path, with its leading slash.
    public let path: String

    /// Reads an address as the browser prints it.
    ///
    /// - Throws: ``CDPError`` with `endpoint_invalid` when it is not a plain `ws://` address.
    public init(parsing text: String) throws(CDPError) {
        let scheme = "ws://"
        guard text.hasPrefix(scheme), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw WebSocketEndpoint.refused(text)
        }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        guard let (host, port) = WebSocketEndpoint.split(authority) else { throw WebSocketEndpoint.refused(text) }
        self.host = host
        self.port = port
        self.path = path.isEmpty ? "/" : String(path)
    }

    /// The address, as it is written.
    public var description: String { "ws://\(hostHeader)\(path)" }

    /// What the browser wants to see as `Host`.
    var hostHeader: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    private static func split(_ authority: Substring) -> (host: String, port: Int)? {
        let colon = authority.hasSuffix("]") ? nil : authority.lastIndex(of: ":")
        let host = authority[..<(colon ?? authority.endIndex)]
        guard host == "localhost" || host == "[::1]" || isLoopback(host) else { return nil }
        let bare = host == "[::1]" ? "::1" : String(host)
        guard let colon else { return (bare, 80) }
        let digits = authority[authority.index(after: colon)...]
        guard digits.allSatisfy(\.isNumber), let port = Int(digits), (1...65_535).contains(port) else { return nil }
        return (bare, port)
    }

    /// `127.0.0.0/8`, in four plain decimal numbers.
    private static func isLoopback(_ host: Substring) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { $0.utf8.count <= 3 && $0.allSatisfy(\.isNumber) && UInt8($0) != nil }
    }

    private static func refused(_ text: String) -> CDPError {
        CDPError(
            code: .endpointInvalid,
            message:
                "\(text.prefix(80).debugDescription) is not the address of a browser on this machine: give the "
                + "ws://127.0.0.1:PORT/PATH that it prints after 'DevTools listening on'."
        )
    }
}
