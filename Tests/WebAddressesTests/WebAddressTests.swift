// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary
import WebAddresses

@Suite("Addresses")
struct WebAddressTests {
    @Test("what is taken is what the browser makes of it, and is classified", arguments: Vector.accepted)
    func accepts(_ vector: Vector) throws {
        let address = try WebAddress(vector.text)
        #expect(address.text == vector.browser)
        #expect(.is(address.origin.host.kind) == vector.verdict)
        #expect(try WebAddress(address.text) == address)
    }

    @Test("what could be taken apart in two ways is refused with its own code", arguments: Vector.refused)
    func refuses(_ vector: Vector) throws {
        let error = try #require(throws: AddressError.self) { try WebAddress(vector.text) }
        #expect(.refused(error.reason) == vector.verdict)
        #expect(error.kind == .usage)
    }

    @Test("an error never quotes the address, which may hold a token")
    func errorsQuoteNothing() throws {
        for text in ["https://a.example:hunter2/", "https://hunter2@a.example/", "hunter2:x", "https://hunter2../"] {
            let error = try #require(throws: AddressError.self) { try WebAddress(text) }
            #expect(!error.description.contains("hunter2"))
        }
    }

    @Test("an address of 64 KiB is taken, a longer one is not")
    func length() throws {
        let longest = "https://shop.example/" + String(repeating: "a", count: 65_536 - 21)
        #expect(try WebAddress(longest).text == longest)
        #expect(throws: AddressError.self) { try WebAddress(longest + "a") }
    }

    @Test("the parts are kept apart")
    func parts() throws {
        let address = try WebAddress("https://shop.example:8443/a/b?q=1?2#top?x#y")
        #expect(address.origin.text == "https://shop.example:8443")
        #expect(address.path == "/a/b")
        #expect(address.query == "q=1?2")
        #expect(address.fragment == "top?x#y")
    }
}

@Suite("Origins")
struct WebOriginTests {
    @Test("two origins are the same only when scheme, host and port are")
    func equality() throws {
        let shop = try WebOrigin("https://shop.example")
        #expect(try WebOrigin("HTTPS://Shop.Example:443/") == shop)
        for other in [
            "http://shop.example", "https://shop.example:8443", "https://shop.example.evil.test",
            "https://www.shop.example", "http://shop.example:443",
        ] {
            #expect(try WebOrigin(other) != shop)
        }
    }

    @Test("an origin with a path, a query or a fragment is refused", arguments: ["/a", "/?", "/#", "/?q", "//"])
    func originsOnly(_ tail: String) {
        #expect(throws: AddressError.self) { try WebOrigin("https://shop.example" + tail) }
    }
}
