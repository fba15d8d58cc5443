// SPDX-License-Identifier: Apache-2.0
import Testing
import WebAddresses

@Suite("Web addresses")
struct WebAddressTests {
    @Test(
        "addresses that two readers could understand differently are refused",
        arguments: [
            "https://example.com:password@evil.test", "https://example.com@evil.test",
            "http://evil.test\\@example.com/",
            "data:text/html,x", "blob:https://example.com/x", "javascript:alert(1)", "file:///etc/passwd",
            "view-source:https://example.com", "chrome://settings", "https://exa mple.com", "https://example%00.com",
            "https://EXAMPLE%2ecom", "https://example.com:0", "https://example.com:99999", "http://0x7f000001/",
            "http://2130706433/", "http://127.1/", "http://0177.0.0.1/", "https://example.com./",
            "https://.example.com",
            "https://exämple.com", "https://[fe80::1%eth0]/", "https:example.com", "//example.com",
        ]
    )
    func refused(_ text: String) {
        #expect(throws: AddressError.self) { try WebAddress(text) }
    }

    @Test("one origin is one text, whatever way its address was written")
    func canonical() throws {
        #expect(try WebAddress("HTTPS://Example.COM:443/a?b#c").text == "https://example.com/a?b#c")
        #expect(try WebAddress("http://[0:0:0:0:0:0:0:1]:8080").origin.text == "http://[::1]:8080")
        #expect(try WebOrigin("https://example.com") != WebOrigin("https://example.com.evil.test"))
        #expect(throws: AddressError.self) { try WebOrigin("https://example.com/path") }
    }

    @Test(
        "hosts are told by where they lie",
        arguments: [
            ("127.0.0.1", HostKind.loopback), ("localhost", .loopback), ("shop.localhost", .loopback),
            ("[::1]", .loopback),
            ("[::ffff:127.0.0.1]", .loopback), ("localhost6", .private), ("127.evil.com", .public),
            ("10.0.0.1", .private),
            ("100.64.1.1", .private), ("169.254.169.254", .metadata), ("[::ffff:a9fe:a9fe]", .metadata),
            ("169.254.1.1", .linkLocal), ("[fe80::1]", .linkLocal), ("[fc00::1]", .private), ("0.0.0.0", .special),
            ("8.8.8.8", .public), ("example.com", .public), ("intranet", .private),
        ]
    )
    func kinds(_ host: String, _ kind: HostKind) throws {
        #expect(try WebHost(host).kind == kind)
    }

    @Test("a pattern's star stands for exactly one segment")
    func patterns() throws {
        let pattern = try WebAddressPattern("/orders/*")
        #expect(pattern.matches(try WebAddress("https://a.test/orders/17?x=1#y")))
        #expect(!pattern.matches(try WebAddress("https://a.test/orders/17/edit")))
        #expect(!pattern.matches(try WebAddress("https://a.test/orders/")))
        #expect(throws: AddressError.self) { try WebAddressPattern("/a*b") }
    }

    @Test("text that is put into an address cannot leave its place")
    func encoding() {
        #expect(PercentEncoding.pathSegment("../a?b#c/d") == "..%2Fa%3Fb%23c%2Fd")
        #expect(PercentEncoding.pathSegment("..") == "%2E%2E")
        #expect(PercentEncoding.query("a&b=ü") == "a%26b%3D%C3%BC")
    }
}
