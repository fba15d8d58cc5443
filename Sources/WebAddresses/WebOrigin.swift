// SPDX-License-Identifier: Apache-2.0

/// A scheme, a host and a port: what two addresses must share to be the same site's.
///
/// Compared for equality only. There is no prefix and no suffix test anywhere, because those are how
/// `https://shop.example.evil.test` once passed for `https://shop.example`.
public struct WebOrigin: Sendable, Hashable, Codable, CustomStringConvertible {
    /// `http` or `https`.
    public enum Scheme: String, Sendable, Hashable {
        /// In clear.
        case http
        /// Encrypted.
        case https

        var defaultPort: Int {
            switch self {
            case .http: 80
            case .https: 443
            }
        }
    }

    /// The scheme.
    public let scheme: Scheme
    /// The host.
    public let host: WebHost
    /// The port that is meant, also where the text leaves it out.
    public let port: Int

    /// Takes the parts.
    ///
    /// - Parameters:
    ///   - scheme: how it is spoken to.
    ///   - host: where it is.
    ///   - port: from 1 to 65535; nil for the scheme's own.
    public init(scheme: Scheme, host: WebHost, port: Int? = nil) {
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.defaultPort
        precondition((1...65_535).contains(self.port), "A port is a number from 1 to 65535.")
    }

    /// Reads an origin: an address without path, query and fragment (one `/` is forgiven).
    ///
    /// - Throws: ``AddressError``.
    public init(_ text: String) throws(AddressError) {
        let address = try WebAddress(text)
        guard address.path == "/", address.query == nil, address.fragment == nil else {
            throw AddressError(
                .addressInvalid,
                "An origin is a scheme, a host and perhaps a port, such as https://shop.example."
            )
        }
        self = address.origin
    }

    /// `https://shop.example:8443`, the port only where it is not the scheme's own.
    public var text: String {
        "\(scheme.rawValue)://\(host.text)" + (port == scheme.defaultPort ? "" : ":\(port)")
    }

    /// The text.
    public var description: String { text }

    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do { try self.init(text) } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
        }
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
