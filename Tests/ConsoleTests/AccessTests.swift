// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Foundation
import Testing
import Vocabulary

@testable import Console

@Suite("Access")
struct AccessTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/access-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder + "/tokens")
    }

    @Test("missing tokens are made, private and unlike each other, and kept")
    func madeOnce() throws {
        try inFolder { folder in
            _ = try ConsoleAccess(folder: folder)
            let first = TokenFiles(folder: folder).token(of: .operator)
            _ = try ConsoleAccess(folder: folder)
            #expect(first?.count == 43)
            #expect(TokenFiles(folder: folder).token(of: .operator) == first)
            #expect(TokenFiles(folder: folder).token(of: .agent) != first)
            for name in ["operator", "agent"] {
                let mode = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)[.posixPermissions]
                #expect(mode as? Int == 0o600)
            }
        }
    }

    @Test("a token that others may read, or that is a link, is not used")
    func exposed() throws {
        try inFolder { folder in
            _ = try ConsoleAccess(folder: folder)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder + "/agent")
            #expect(throws: ConsoleError.self) { try ConsoleAccess(folder: folder) }
            try FileManager.default.removeItem(atPath: folder + "/agent")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/agent",
                withDestinationPath: folder + "/operator"
            )
            let error = #expect(throws: ConsoleError.self) { try ConsoleAccess(folder: folder) }
            #expect(error?.code == "token_file_unusable")
        }
    }

    @Test("one text in both files gives the agent's rights only, and an empty file gives nobody's")
    func leastRight() throws {
        try inFolder { folder in
            let access = try ConsoleAccess(folder: folder)
            let token = String(repeating: "t", count: 43)
            try token.write(toFile: folder + "/operator", atomically: false, encoding: .utf8)
            #expect(access.principal(of: token) == .operator)
            try token.write(toFile: folder + "/agent", atomically: false, encoding: .utf8)
            #expect(access.principal(of: token) == .agent)
            try "".write(toFile: folder + "/agent", atomically: false, encoding: .utf8)
            #expect(access.principal(of: "") == nil)
        }
    }

    @Test("a code opens one session, once, and not after its time")
    func codes() throws {
        try inFolder { folder in
            let access = try ConsoleAccess(folder: folder)
            let code = access.issueCode()
            let session = try access.openSession(with: code)
            #expect(access.principal(of: session.token) == .operator)
            #expect(throws: ConsoleError.self) { try access.openSession(with: code) }
            #expect(throws: ConsoleError.self) { try access.openSession(with: "") }
            let hasty = try ConsoleAccess(folder: folder, codeLifetime: .zero)
            #expect(throws: ConsoleError.self) { try hasty.openSession(with: hasty.issueCode()) }
            let short = try ConsoleAccess(folder: folder, sessionLifetime: .zero)
            let over = try short.openSession(with: short.issueCode())
            #expect(short.principal(of: over.token) == nil)
        }
    }

    @Test("codes are bounded, the oldest gives way")
    func bounded() throws {
        try inFolder { folder in
            let access = try ConsoleAccess(folder: folder)
            let oldest = access.issueCode()
            for _ in 0..<ConsoleAccess.codeLimit { _ = access.issueCode() }
            #expect(throws: ConsoleError.self) { try access.openSession(with: oldest) }
        }
    }

    @Test("a changed token counts at once, and the one before it and its sessions no more")
    func rotation() async throws {
        try await withConsole { console in
            let old = try console.headers("operator")
            let code = console.access.issueCode()
            let opened = try await console.request(
                "POST",
                "/v1/session",
                headers: console.headers(nil),
                body: "{\"code\":\"\(code)\"}",
                type: "application/json"
            )
            let session = try #require(try JSONText.parse(opened.body)["token"]?.string)
            let tab = try console.headers(nil) + ["Authorization: Bearer \(session)"]
            #expect(try await console.request("GET", "/v1/secrets", headers: old).status == 200)
            #expect(try await console.request("GET", "/v1/secrets", headers: tab).status == 200)
            try console.rotate(.operator, to: String(repeating: "n", count: 43))
            #expect(try await console.request("GET", "/v1/secrets", headers: old).status == 401)
            #expect(try await console.request("GET", "/v1/secrets", headers: tab).status == 401)
            #expect(try await console.request("GET", "/v1/secrets").status == 200)
            #expect(console.recorder.events.contains { $0.name == .sessionOpened })
        }
    }

    @Test(
        "a token is taken from the header only",
        arguments: [
            ("/v1/status?token=TOKEN", "X: y"), ("/v1/status", "Cookie: token=TOKEN"),
            ("/v1/status", "Authorization: Basic TOKEN"), ("/v1/status", "Authorization: TOKEN"),
            ("/v1/status", "Authorization: Bearer TOKENx"), ("/v1/status", "Authorization: Bearer "),
        ]
    )
    func headerOnly(path: String, header: String) async throws {
        try await withConsole { console in
            let token = try console.token(.operator)
            let reply = try await console.request(
                "GET",
                path.replacing("TOKEN", with: token),
                headers: console.headers(nil) + [header.replacing("TOKEN", with: token)]
            )
            #expect(reply.status == 401)
            #expect(reply.headers["www-authenticate"] == "Bearer realm=\"understudy\"")
        }
    }
}
