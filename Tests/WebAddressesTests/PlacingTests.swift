// SPDX-License-Identifier: Apache-2.0
import Testing
import WebAddresses

@Suite("Text put into addresses")
struct PlacingTests {
    private let shop = "https://shop.example"

    @Test(
        "a value stays within its path segment",
        arguments: [
            ("Espresso", "/menu/Espresso"), ("a/b", "/menu/a%2Fb"), ("a?b#c", "/menu/a%3Fb%23c"),
            ("\\evil", "/menu/%5Cevil"), ("1 %", "/menu/1%20%25"), ("caf\u{E9}", "/menu/caf%C3%A9"),
            ("...", "/menu/..."), ("a..", "/menu/a.."), ("@evil.test", "/menu/%40evil.test"), ("\u{0}", "/menu/%00"),
        ]
    )
    func pathSegments(_ value: String, _ path: String) throws {
        let origin = try WebOrigin(shop)
        let address = try WebAddress(resolving: "/menu/" + PercentEncoding.pathSegment(value), on: origin)
        #expect(address.origin == origin)
        #expect(address.path == path)
        #expect(address.query == nil && address.fragment == nil)
    }

    @Test("a path that would climb is refused, wherever its dots came from", arguments: [".", "..", "%2e%2E", ".%2e"])
    func climbing(_ segment: String) throws {
        let origin = try WebOrigin(shop)
        #expect(throws: AddressError.self) { try WebAddress(resolving: "/menu/\(segment)/x", on: origin) }
        #expect(throws: AddressError.self) { try WebAddress(resolving: "/menu/\(segment)", on: origin) }
    }

    @Test("a value stays within its place in the query")
    func queries() throws {
        let address = try WebAddress(
            resolving: "/menu?q=" + PercentEncoding.query("a&b=c#d+e f\u{20AC}") + "&n=1",
            on: try WebOrigin(shop)
        )
        #expect(address.query == "q=a%26b%3Dc%23d%2Be%20f%E2%82%AC&n=1")
        #expect(address.fragment == nil)
    }

    @Test(
        "a path that does not begin with one slash is no path",
        arguments: ["", "a", "//evil.test", "@evil.test", ":1/"]
    )
    func notPaths(_ path: String) throws {
        let origin = try WebOrigin(shop)
        #expect(throws: AddressError.self) { try WebAddress(resolving: path, on: origin) }
    }
}

@Suite("Address patterns")
struct WebAddressPatternTests {
    @Test(
        "a pattern takes exactly the addresses it means",
        arguments: [
            ("/orders/*", "/orders/17", true), ("/orders/*", "/orders/17?x=1#top", true),
            ("/orders/*", "/orders/", false),
            ("/orders/*", "/orders", false), ("/orders/*", "/orders/17/items", false),
            ("/orders/*", "/orders/a%2Fb", true),
            ("/orders/*/items", "/orders/17/items", true), ("/orders/*/items", "/orders//items", false),
            ("/orders", "/orders/", false), ("/", "/", true), ("/", "/a", false), ("/*", "/a", true),
            ("/*", "/", false),
            ("/menu?q=*", "/menu?q=*", true), ("/menu?q=*", "/menu?q=a", false), ("/menu?q=a", "/menu?q=a#b", true),
            ("/menu?q=a", "/menu", false), ("/menu?", "/menu", false), ("/menu#top", "/menu#top", true),
            ("/menu#top", "/menu", false), ("/Menu", "/menu", false), ("/a{b}", "/a%7Bb%7D", true),
        ]
    )
    func matching(_ pattern: String, _ path: String, _ fits: Bool) throws {
        let address = try WebAddress("https://shop.example" + path)
        #expect(try WebAddressPattern(pattern).matches(address) == fits)
    }

    @Test(
        "what could never match, or would match too much, is no pattern",
        arguments: ["", "orders", "//evil.test/*", "/or*", "/**", "/a/../b", "/a\\b", "/a b", "/\u{E4}"]
    )
    func refused(_ text: String) throws {
        let error = try #require(throws: AddressError.self) { try WebAddressPattern(text) }
        #expect(error.reason == .patternInvalid)
    }
}
