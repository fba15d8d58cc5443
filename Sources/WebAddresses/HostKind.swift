// SPDX-License-Identifier: Apache-2.0

/// Where a host lies, as far as its own text tells: the one classifier that every rule and gate uses.
public enum HostKind: String, Sendable, Hashable, CaseIterable {
    /// Anywhere else.
    case `public`
    /// This machine: `localhost`, `*.localhost`, `127.0.0.0/8`, `::1`.
    case loopback
    /// A network of one's own: RFC 1918, RFC 4193, RFC 6598.
    case `private`
    /// `169.254.0.0/16` and `fe80::/10`.
    case linkLocal
    /// The address where clouds keep their machines' credentials.
    case metadata
    /// Not a host to talk to: unspecified, multicast, reserved.
    case special
}

extension WebHost {
    /// Where it lies.
    public var kind: HostKind {
        switch form {
        case .name: Self.kind(ofName: text)
        case .ipv4(let bytes): Self.kind(ofIPv4: bytes)
        case .ipv6(let bytes): Self.kind(ofIPv6: bytes)
        }
    }

    private static func kind(ofName name: String) -> HostKind {
        if name == "localhost" || name.hasSuffix(".localhost") { return .loopback }
        if name == "metadata.google.internal" || name == "metadata" { return .metadata }
        if name.hasSuffix(".local") || name.hasSuffix(".internal") || name.hasSuffix(".home.arpa") { return .private }
        return name.contains(".") ? .public : .private
    }

    private static func kind(ofIPv4 bytes: [UInt8]) -> HostKind {
        switch (bytes[0], bytes[1]) {
        case (127, _): .loopback
        case (169, 254): bytes[2] == 169 && bytes[3] == 254 ? .metadata : .linkLocal
        case (10, _), (192, 168), (172, 16...31), (100, 64...127): .private
        case (0, _), (224...255, _): .special
        default: bytes == [192, 0, 0, 192] ? .metadata : .public
        }
    }

    private static func kind(ofIPv6 bytes: [UInt8]) -> HostKind {
        let head = bytes.prefix(12)
        if bytes == [UInt8](repeating: 0, count: 15) + [1] { return .loopback }
        if bytes == [UInt8](repeating: 0, count: 16) { return .special }
        // An IPv4 address in one of its IPv6 dresses (mapped, compatible, NAT64, 6to4) is what it is undressed.
        if head.elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) || head.allSatisfy({ $0 == 0 })
            || head.elementsEqual([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0])
        {
            return kind(ofIPv4: Array(bytes[12...]))
        }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return kind(ofIPv4: Array(bytes[2..<6])) }
        if bytes == [0xFD, 0, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54] { return .metadata }
        if bytes[0] & 0xFE == 0xFC { return .private }
        if bytes[0] == 0xFE, bytes[1] & 0xC0 == 0x80 { return .linkLocal }
        return bytes[0] == 0xFF ? .special : .public
    }
}
