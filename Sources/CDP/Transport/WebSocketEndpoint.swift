// SPDX-License-Identifier: Apache-2.0

/// The address of a browser's WebSocket: `ws://127.0.0.1:9223/devtools/browser/…`.
public struct WebSocketEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// The host, without brackets.
    public let host: String
    /// The port.
    public let port: Int
    /// The path, from its first slash.
    public let path: String

    /// Reads an address.
    ///
    /// Only loopback hosts are taken: CDP is neither encrypted nor authenticated.
    ///
    /// - Throws: ``CDPError`` with `endpoint_invalid`.
    public init(parsing text: String) throws(CDPError) {
        let invalid = CDPError(
            .endpointInvalid,
            "\(text.prefix(100)) is no browser address of this machine: it looks like "
                + "ws://127.0.0.1:9223/devtools/browser/…."
        )
        guard text.hasPrefix("ws://") else { throw invalid }
        let rest = text.dropFirst(5)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = rest[..<slash]
        guard let colon = authority.lastIndex(of: ":"), let port = Int(authority[authority.index(after: colon)...]),
            (1...65_535).contains(port)
        else { throw invalid }
        let host = authority[..<colon]
        guard ["127.0.0.1", "localhost", "[::1]"].contains(host) else { throw invalid }
        self.host = host == "[::1]" ? "::1" : String(host)
        self.port = port
        self.path = slash == rest.endIndex ? "/" : String(rest[slash...])
    }

    /// The address as text.
    public var description: String { "ws://\(host.contains(":") ? "[\(host)]" : host):\(port)\(path)" }
}
