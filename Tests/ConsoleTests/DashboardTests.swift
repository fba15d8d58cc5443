// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Foundation
import Testing

@testable import Console

@Suite("The dashboard's files")
struct DashboardTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/Console/Dashboard")

    @Test("every file of the folder is served as it stands there, with its type")
    func everyFile() throws {
        let found = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path).filter { $0.contains(".") }
        let known = DashboardFile.all + [DashboardFile.page]
        #expect(Set(found) == Set(known.map(\.path)))
        for file in known {
            let text = try Data(contentsOf: Self.folder.appendingPathComponent(file.path))
            #expect((file.bytes == Array(text)) == true, "\(file.path) is not the one that was built in")
        }
    }

    @Test("whatever a file names is there, and nothing comes from elsewhere")
    func references() throws {
        for file in DashboardFile.all + [DashboardFile.page] {
            let text = String(decoding: file.bytes, as: UTF8.self)
            let folder = file.path.split(separator: "/").first.map(String.init) ?? ""
            for name in text.matches(of: /(?:from|import\() ?'(\.[^']+)'/).map({ String($0.output.1) }) {
                let parts = name.split(separator: "/").map(String.init)
                let path =
                    parts.first == ".." ? parts.dropFirst().joined(separator: "/") : "\(folder)/\(parts.last ?? "")"
                #expect(DashboardFile.named(path) != nil, "\(file.path) imports \(name)")
            }
            for name in text.matches(of: /\/assets\/([a-z\/.-]+)/).map({ String($0.output.1) }) {
                #expect(DashboardFile.named(name) != nil, "\(file.path) names \(name)")
            }
            #expect(!text.contains(/https?:\/\/(?!shop\.example|www\.w3\.org|\$)/), "\(file.path)")
            #expect(!text.contains(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/), "\(file.path)")
        }
    }

    @Test("the page may be made of this server's own files only, and scripts write no markup")
    func policy() async throws {
        try await withConsole { console in
            for path in ["/", "/assets/shell/app.js"] {
                let reply = try await console.request("GET", path, headers: ["Host: 127.0.0.1:\(console.port)"])
                let policy = try #require(reply.headers["content-security-policy"])
                #expect(policy.contains("default-src 'none'; script-src 'self';"))
                #expect(policy.contains("require-trusted-types-for 'script'"))
                #expect(!policy.contains("unsafe"))
                #expect(reply.headers["cache-control"] == "no-cache")
                #expect(reply.headers["x-content-type-options"] == "nosniff")
            }
            let data = try await console.request("GET", "/v1/status")
            #expect(data.headers["cache-control"] == "no-store")
        }
    }

    @Test("a browser that has a file is told so, and gets it when it has changed")
    func tags() async throws {
        try await withConsole { console in
            let host = "Host: 127.0.0.1:\(console.port)"
            let first = try await console.request("GET", "/assets/shell/tokens.css", headers: [host])
            let tag = try #require(first.headers["etag"])
            #expect(first.headers["content-type"] == "text/css; charset=utf-8")
            let known = try await console.request(
                "GET",
                "/assets/shell/tokens.css",
                headers: [host, "If-None-Match: \(tag)"]
            )
            #expect(known.status == 304 && known.body.isEmpty)
            let other = try await console.request(
                "GET",
                "/assets/shell/tokens.css",
                headers: [host, "If-None-Match: \"x\""]
            )
            #expect(other.status == 200 && other.body == first.body)
        }
    }

    @Test("a file that is not there is unknown", arguments: ["/assets/shell/no.js", "/assets/shell/..%2Fapp.js"])
    func unknown(path: String) async throws {
        try await withConsole { console in
            let reply = try await console.request("GET", path)
            #expect(reply.status == 404)
        }
    }

    @Test("what the first page needs is small, and is asked for at once")
    func size() throws {
        let page = String(decoding: DashboardFile.page.bytes, as: UTF8.self)
        let named = Set(page.matches(of: /(?:href|src)="\/assets\/([^"]+)"/).map { String($0.output.1) })
        var needed: Set<String> = []
        var open = ["shell/app.js", "pages/now.js"]
        while let path = open.popLast() {
            guard needed.insert(path).inserted else { continue }
            let file = try #require(DashboardFile.named(path), "\(path)")
            let text = String(decoding: file.bytes, as: UTF8.self)
            open += text.matches(of: /from '(\.{1,2})\/([^']+)'/)
                .map { match in
                    match.output.1 == ".."
                        ? String(match.output.2) : "\(path.split(separator: "/")[0])/\(match.output.2)"
                }
        }
        #expect(needed.isSubset(of: named), "not asked for at once: \(needed.subtracting(named).sorted())")
        let files = named.compactMap(DashboardFile.named) + [DashboardFile.page]
        let all = files.reduce(0) { $0 + $1.bytes.count }
        #expect(all <= 150_000, "\(all) bytes")
    }
}
