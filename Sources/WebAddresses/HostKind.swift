// SPDX-License-Identifier: Apache-2.0

/// Where a host lies, as far as its own text tells: the one classifier that every rule and gate uses.
///
/// Two classifiers that disagree are a hole, so nothing else in the program looks at the bytes of an address. A name
/// tells little; whoever connects must classify the address it resolved to as well.
public enum HostKind: String, Sendable, Hashable, CaseIterable {
    /// Anywhere else.
    case `public`
    /// This machine: `localhost`, `*.localhost`, `127.0.0.0/8`, `::1`.
    case loopback
    /// A network of one's own: RFC 1918, RFC 4193, RFC 6598, names without a dot or under a private suffix.
    case `private`
    /// `169.254.0.0/16` and `fe80::/10`.
    case linkLocal = "link_local"
    /// Where clouds keep their machines' credentials.
    case metadata
    /// Not a host to talk to: unspecified, multicast, documentation, reserved.
    case special
}

extension WebHost {
    /// Where it lies.
    public var kind: HostKind {
        switch form {
        case .name: HostKind(name: text)
        case .ipv4(let bytes): HostKind(ipv4: bytes)
        case .ipv6(let bytes): HostKind(ipv6: bytes)
        }
    }
}

extension HostKind {
    init(name: String) {
        if name == "localhost" || name.hasSuffix(".localhost") {
            self = .loopback
        } else if HostKind.metadataNames.contains(name) {
            self = .metadata
        } else if !name.contains(".") || HostKind.privateSuffixes.contains(where: name.hasSuffix) {
            self = .private
        } else {
            self = .public
        }
    }

    init(ipv4 bytes: [UInt8]) {
        guard !HostKind.metadataIPv4.contains(bytes) else {
            self = .metadata
            return
        }
        self =
            switch (bytes[0], bytes[1], bytes[2]) {
            case (127, _, _): .loopback
            case (169, 254, _): .linkLocal
            case (10, _, _), (172, 16...31, _), (192, 168, _), (100, 64...127, _), (198, 18...19, _): .private
            case (0, _, _), (224...255, _, _), (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100), (203, 0, 113):
                .special
            default: .public
            }
    }

    init(ipv6 bytes: [UInt8]) {
        if bytes.dropLast().allSatisfy({ $0 == 0 }), bytes[15] <= 1 {
            self = bytes[15] == 1 ? .loopback : .special
        } else if let inner = HostKind.embeddedIPv4(in: bytes) {
            self = HostKind(ipv4: inner)
        } else if HostKind.metadataIPv6.contains(bytes) {
            self = .metadata
        } else if bytes[0] & 0xFE == 0xFC || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0xC0) {
            self = .private
        } else if bytes[0] == 0xFE, bytes[1] & 0xC0 == 0x80 {
            self = .linkLocal
        } else {
            self = bytes[0] & 0xE0 == 0x20 && !HostKind.isReserved(bytes) ? .public : .special
        }
    }

    /// The IPv4 address that an IPv6 address stands for: mapped, translated, compatible, NAT64 and 6to4.
    private static func embeddedIPv4(in bytes: [UInt8]) -> [UInt8]? {
        if bytes[0] == 0x20, bytes[1] == 0x02 { return Array(bytes[2..<6]) }
        let heads: [[UInt8]] = [
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], [0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0],
        ]
        let isLocalNAT64 = bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 1])
        return isLocalNAT64 || heads.contains { bytes.starts(with: $0) } ? Array(bytes[12...]) : nil
    }

    /// Within the global range, but nobody's: Teredo and benchmarks (`2001::/23`), documentation.
    private static func isReserved(_ bytes: [UInt8]) -> Bool {
        (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 2) || bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
            || (bytes[0] == 0x3F && bytes[1] == 0xFF && bytes[2] & 0xF0 == 0)
    }

    private static let metadataNames: Set<String> = [
        "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal",
    ]

    private static let privateSuffixes = [".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp", ".home"]

    /// AWS, Azure, Google and most others; AWS tasks and pods; Azure's wire server; Alibaba; Oracle.
    private static let metadataIPv4: Set<[UInt8]> = [
        [169, 254, 169, 254], [169, 254, 170, 2], [169, 254, 170, 23], [168, 63, 129, 16], [100, 100, 100, 200],
        [192, 0, 0, 192],
    ]

    /// AWS: machines, pods; Google.
    private static let metadataIPv6: Set<[UInt8]> = [
        [0xFD, 0, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54],
        [0xFD, 0, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x23],
        [0xFD, 0x20, 0, 0xCE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54],
    ]
}
