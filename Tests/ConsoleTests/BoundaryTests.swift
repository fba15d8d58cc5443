// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Testing
import Vocabulary

@testable import Console

@Suite("Boundary")
struct BoundaryTests {
    private let boundary = RequestBoundary(port: 8094)

    private func refusal(_ claims: RequestBoundary.Claims) -> String? {
        do {
            try boundary.check(claims)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("its own addresses are answered to", arguments: ["127.0.0.1:8094", "localhost:8094", "[::1]:8094"])
    func ownHosts(host: String) {
        #expect(refusal(.init(host: host, target: "/")) == nil)
        #expect(refusal(.init(host: host, origin: "http://" + host, fetchSite: "same-origin", target: "/")) == nil)
        #expect(refusal(.init(host: host, fetchSite: "none", target: "/")) == nil)
    }

    @Test(
        "any other host is refused",
        arguments: [
            nil, "", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:80940", "evil.test", "evil.test:8094", "127.evil.com:8094",
            "localhost6:8094", "localhost.:8094", "LOCALHOST:8094", "0.0.0.0:8094", "0x7f000001:8094",
            "2130706433:8094",
            "127.0.0.1:8094.evil.test", "foo.localhost:8094", "[::ffff:127.0.0.1]:8094", "user@127.0.0.1:8094",
            "127.0.0.1:8094, evil.test", "10.0.2.15:8094",
        ]
    )
    func otherHosts(host: String?) {
        #expect(refusal(.init(host: host, target: "/")) == "host_not_allowed")
    }

    @Test("a second Host is refused")
    func secondHost() {
        #expect(refusal(.init(host: "127.0.0.1:8094", hasSecondHost: true, target: "/")) == "host_not_allowed")
    }

    @Test(
        "any other origin is refused",
        arguments: [
            "http://evil.test", "null", "", "http://127.0.0.1:80", "https://127.0.0.1:8094", "http://localhost:8094",
            "http://127.0.0.1:8094.evil.test", "http://127.0.0.1:8094/", "chrome-extension://abc",
            "http://127.0.0.1:8094, http://127.0.0.1:8094",
        ]
    )
    func otherOrigins(origin: String) {
        #expect(refusal(.init(host: "127.0.0.1:8094", origin: origin, target: "/")) == "origin_not_allowed")
    }

    @Test("a request that a page of another site sends is refused", arguments: ["cross-site", "same-site", "x", ""])
    func otherSites(site: String) {
        #expect(refusal(.init(host: "127.0.0.1:8094", fetchSite: site, target: "/")) == "cross_site_request")
    }

    @Test("a link in another page leads to the front page and to nothing else")
    func wayIn() {
        for site in ["cross-site", "same-site"] {
            let way = RequestBoundary.Claims(
                host: "127.0.0.1:8094",
                fetchSite: site,
                fetchMode: "navigate",
                target: "/"
            )
            #expect(refusal(way) == nil)
            var other = way
            other.target = "/v1/status"
            #expect(refusal(other) == "cross_site_request")
            other = way
            other.fetchMode = "cors"
            #expect(refusal(other) == "cross_site_request")
            other = way
            other.origin = "http://127.0.0.1:8094"
            #expect(refusal(other) == "cross_site_request")
        }
    }

    @Test(
        "the server itself refuses them, on public routes too",
        arguments: [
            (["Host: evil.test"], 403, "host_not_allowed"),
            (["Host: 127.0.0.1:PORT", "Host: evil.test"], 403, "host_not_allowed"),
            (["Host: 127.0.0.1:PORT", "Origin: http://evil.test"], 403, "origin_not_allowed"),
            (["Host: 127.0.0.1:PORT", "Origin: null"], 403, "origin_not_allowed"),
            (["Host: 127.0.0.1:PORT", "Sec-Fetch-Site: cross-site"], 403, "cross_site_request"),
            (["Host: localhost:PORT", "Origin: http://localhost:PORT", "Sec-Fetch-Site: same-origin"], 200, nil),
        ]
    )
    func live(headers: [String], status: Int, code: String?) async throws {
        try await withConsole { console in
            let lines = headers.map { $0.replacing("PORT", with: String(console.port)) }
            let reply = try await console.request("GET", "/health", headers: lines)
            #expect(reply.status == status)
            #expect(try JSONText.parse(reply.body)["error"]?["code"]?.string == code)
            #expect(reply.headers["access-control-allow-origin"] == nil)
        }
    }

    @Test("it is no proxy: a request for another site's address is refused")
    func proxied() async throws {
        try await withConsole { console in
            let reply = try await console.request("GET", "http://evil.test/health", headers: ["Host: evil.test"])
            #expect(reply.status == 403)
        }
        #expect(refusal(.init(host: "127.0.0.1:8094", target: "*")) == "route_unknown")
        #expect(refusal(.init(host: "127.0.0.1:8094", target: "http://evil.test/")) == "route_unknown")
    }

    @Test("a preflight gets no permission")
    func preflight() async throws {
        try await withConsole { console in
            let lines = try console.headers(nil) + ["Access-Control-Request-Method: POST"]
            let reply = try await console.request("OPTIONS", "/v1/skills", headers: lines)
            #expect(reply.status == 405)
            #expect(!reply.headers.keys.contains { $0.hasPrefix("access-control") })
        }
    }
}
