// SPDX-License-Identifier: Apache-2.0
import CDP
import Testing
import Vocabulary

@Suite struct WebSocketEndpointTests {
    @Test("what a browser prints is read")
    func accepted() throws {
        let endpoint = try WebSocketEndpoint(parsing: "ws://127.0.0.1:9223/devtools/browser/ab-12")
        #expect(endpoint.host == "127.0.0.1")
        #expect(endpoint.port == 9223)
        #expect(endpoint.path == "/devtools/browser/ab-12")
        #expect(endpoint.description == "ws://127.0.0.1:9223/devtools/browser/ab-12")
        #expect(try WebSocketEndpoint(parsing: "ws://[::1]:9/").description == "ws://[::1]:9/")
        #expect(try WebSocketEndpoint(parsing: "ws://localhost").port == 80)
    }

    @Test(
        "anything else is refused with what to give instead",
        arguments: [
            "", "127.0.0.1:9223", "http://127.0.0.1:9223/", "wss://127.0.0.1/", "ws://", "ws://browser.example:9223/",
            "ws://127.0.0.1:0/", "ws://127.0.0.1:65536/", "ws://127.0.0.1:9223x/", "ws://127.0.0.1:+1/", "ws://[::1/",
            "ws://[a]:1/", "ws://10.0.0.1:9223/", "ws://127.0.0/", "ws://127.0.0.256/", "ws://[::2]:1/", "ws://1.2.3/",
            "ws://1.2.3.256/", "ws://a@127.0.0.1/", "ws://127.0.0.1/ x",
            "ws://127.0.0.1/\r\nX: y",
        ]
    )
    func refused(text: String) throws {
        let error = try #require(throws: CDPError.self) { try WebSocketEndpoint(parsing: text) }
        #expect(error.reason == .endpointInvalid)
        #expect(error.kind == .usage)
        #expect(error.message.contains("DevTools listening on"))
    }
}
