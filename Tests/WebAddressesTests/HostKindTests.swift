// SPDX-License-Identifier: Apache-2.0
import Testing
import WebAddresses

@Suite("Kinds of hosts")
struct HostKindTests {
    @Test(
        "every host has the kind that its text tells",
        arguments: [
            ("shop.example", .public), ("localhost", .loopback), ("pay.localhost", .loopback),
            ("notlocalhost", .private), ("mylocalhost.example", .public), ("localhost.example", .public),
            ("printer.local", .private), ("db.internal", .private), ("intranet", .private),
            ("fritz.home.arpa", .private),
            ("metadata.google.internal", .metadata), ("METADATA.goog", .metadata), ("metadata", .metadata),
            ("127.255.255.254", .loopback), ("10.0.0.1", .private), ("172.31.255.255", .private),
            ("172.15.0.1", .public), ("192.168.255.1", .private), ("192.169.0.1", .public), ("100.63.0.1", .public),
            ("100.127.255.255", .private), ("198.18.0.1", .private), ("169.254.169.253", .linkLocal),
            ("169.254.170.2", .metadata), ("168.63.129.16", .metadata), ("100.100.100.200", .metadata),
            ("192.0.0.192", .metadata), ("0.1.2.3", .special), ("224.0.0.1", .special), ("240.0.0.1", .special),
            ("255.255.255.255", .special), ("192.0.2.1", .special), ("203.0.113.9", .special), ("8.8.8.8", .public),
        ] as [(String, HostKind)]
    )
    func namesAndIPv4(_ text: String, _ kind: HostKind) throws {
        #expect(try WebHost(text).kind == kind)
    }

    @Test(
        "an IPv6 address has the kind of the IPv4 address that it stands for, or its own",
        arguments: [
            ("[::1]", .loopback), ("[::]", .special), ("[::2]", .special), ("[::7f00:1]", .loopback),
            ("[::ffff:10.0.0.1]", .private), ("[::ffff:0:7f00:1]", .loopback), ("[::ffff:8.8.8.8]", .public),
            ("[64:ff9b::a9fe:a9fe]", .metadata), ("[64:ff9b:1::7f00:1]", .loopback), ("[2002:a9fe:a9fe::1]", .metadata),
            ("[2002:0808:0808::1]", .public), ("[fe80::1]", .linkLocal), ("[febf::1]", .linkLocal),
            ("[fec0::1]", .private), ("[fd12:3456::1]", .private), ("[fd00:ec2::254]", .metadata),
            ("[fd20:ce::254]", .metadata), ("[ff02::1]", .special), ("[2001:db8::1]", .special),
            ("[2001:0:7f00:1::]", .special), ("[3fff::1]", .special), ("[100::1]", .special), ("[4000::1]", .special),
            ("[2a00:1450:4001:82a::200e]", .public),
        ] as [(String, HostKind)]
    )
    func ipv6(_ text: String, _ kind: HostKind) throws {
        #expect(try WebHost(text).kind == kind)
    }

    @Test("numbers too large for an address are refused, not wrapped around")
    func largeNumbers() {
        for text in ["0x1ffffffff", "0x17f000001", "99999999999999999999", "1.0x1000000", "1.2.65536", "256.1"] {
            #expect(throws: AddressError.self) { try WebHost(text) }
        }
    }

    @Test("a label of more than 63 and a name of more than 253 characters are refused")
    func lengths() throws {
        let label = String(repeating: "a", count: 63)
        #expect(try WebHost(label + ".example").text == label + ".example")
        #expect(throws: AddressError.self) { try WebHost(label + "a.example") }
        #expect(throws: AddressError.self) { try WebHost([label, label, label, label].joined(separator: ".")) }
    }
}
