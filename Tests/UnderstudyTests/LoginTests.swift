// SPDX-License-Identifier: Apache-2.0
import Console
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("Logins keep their cookies from run to run, each for itself", .serialized)
struct LoginTests {
    /// Says whom the browser is known as, and lets it be known by another name from then on.
    private static let page = FixtureReply.computed { request in
        let known = request.headers["cookie"] ?? "nobody"
        let name = (request.query ?? "").split(separator: "=").last ?? "x"
        return .text(
            "<label>Greeting <output name=greeting aria-label=Greeting>\(known)</output></label>",
            headers: ["Content-Type": "text/html", "Set-Cookie": "known=\(name); Max-Age=86400"]
        )
    }

    private static func skill(_ site: String, login: String) -> String {
        SampleSkill.greet(site).replacing("login: none", with: "login: \(login)")
            .replacing("name: greet\n", with: "name: greet-\(login)\n", maxReplacements: 1)
    }

    private func withLogins(
        _ logins: [String],
        page: FixtureReply = LoginTests.page,
        _ body: @escaping @Sendable (RemoteAppliance, FixtureServer, String) async throws -> Void
    ) async throws {
        try await withFixtureServer(["/": page]) { server in
            try await withHome { home, folder in
                for login in logins {
                    if login != "none", login != "default", login != "nobody" {
                        let added = try await Program.run(["logins", "add", login, "--home", home])
                        try #require(added.status == 0 && added.output.contains(login), "\(added)")
                    }
                    try await SampleSkill.approve(Self.skill(server.origin(), login: login), in: home, folder)
                }
                try await Program.serve(home: home) { _ in try await body(.serving(home), server, home) }
                #expect(await Program.leftOvers(of: folder.path).isEmpty)
            }
        }
    }

    private func greeting(_ appliance: RemoteAppliance, _ login: String, _ name: String) async throws -> RunDetail {
        let run = try await begin(appliance, login, name)
        return try await appliance.awaitRun(run.summary.id, for: .seconds(60))
    }

    private func begin(_ appliance: RemoteAppliance, _ login: String, _ name: String) async throws -> RunDetail {
        try await appliance.startRun(Slug("greet-\(login)"), StartRun(inputs: ["name": name]), by: .operator)
    }

    @Test("a login is known again in its next run, and nobody else is")
    func kept() async throws {
        try await withLogins(["anna", "bert", "default", "none"]) { appliance, _, _ in
            for login in ["anna", "bert", "default", "none"] {
                let first = try await greeting(appliance, login, login)
                #expect(first.outputs["greeting"] == "nobody", "\(login): \(first)")
            }
            for login in ["default", "anna", "bert"] {
                let second = try await greeting(appliance, login, "again")
                #expect(second.outputs["greeting"] == "known=\(login)", "\(login): \(second)")
            }
            #expect(try await greeting(appliance, "none", "again").outputs["greeting"] == "nobody")
            #expect(try await appliance.logins().map(\.name.text) == ["anna", "bert", "default"])
        }
    }

    @Test("two runs of one login come one after the other, and keep nobody else from running")
    func turns() async throws {
        let gate = Gate()
        let page = FixtureReply.computed { request in
            request.query == "name=slow" ? .held(by: gate, then: LoginTests.page) : LoginTests.page
        }
        try await withLogins(["anna", "none"], page: page) { appliance, server, _ in
            let first = try await begin(appliance, "anna", "slow")
            try await gate.waitForArrival()
            let second = try await begin(appliance, "anna", "next")
            let third = try await begin(appliance, "anna", "last")
            let other = try await greeting(appliance, "none", "other")
            #expect(other.summary.state == .succeeded, "\(other)")
            #expect(try await appliance.run(second.summary.id).summary.state == .queued)
            #expect(!server.requests(for: "/").contains { $0.query == "name=next" })
            _ = try await appliance.cancelRun(third.summary.id, by: .operator)
            #expect(try await appliance.run(third.summary.id).summary.state == .cancelled)
            gate.open()
            #expect(try await appliance.awaitRun(first.summary.id, for: .seconds(60)).summary.state == .succeeded)
            let ended = try await appliance.awaitRun(second.summary.id, for: .seconds(60))
            #expect(ended.outputs["greeting"] == "known=slow", "\(ended)")
        }
    }

    @Test("a task is not taught with a login that a run uses, and another one can be taught meanwhile")
    func taken() async throws {
        let gate = Gate()
        let page = FixtureReply.computed { request in
            request.query == "name=slow" ? .held(by: gate, then: LoginTests.page) : LoginTests.page
        }
        try await withLogins(["anna"], page: page) { appliance, server, _ in
            let run = try await begin(appliance, "anna", "slow")
            try await gate.waitForArrival()
            let url = server.address("/?name=b")
            let refused = await #expect(throws: (any Error).self) {
                let request = StartRecording(name: "Look", url: url, login: try Slug("anna"))
                _ = try await appliance.startRecording(request, by: .operator)
            }
            #expect((refused as? any ExplainedError)?.code == "login_used", "\(String(describing: refused))")
            let other = try await appliance.startRecording(StartRecording(name: "Look", url: url), by: .operator)
            _ = try await appliance.stopRecording(other.slug, by: .operator)
            gate.open()
            #expect(try await appliance.awaitRun(run.summary.id, for: .seconds(60)).summary.state == .succeeded)
        }
    }

    @Test("a login that nobody has made runs nothing")
    func unknown() async throws {
        try await withLogins(["nobody"]) { appliance, server, _ in
            let run = try await greeting(appliance, "nobody", "x")
            #expect(run.summary.state == .failed && run.message?.contains("logins add nobody") == true, "\(run)")
            #expect(server.requests(for: "/").isEmpty)
        }
    }

    @Test("a task is taught with a login, and the skill says which; a login in use is not removed")
    func taught() async throws {
        try await withLogins(["anna"]) { appliance, server, home in
            _ = try await greeting(appliance, "anna", "anna")
            let request = StartRecording(name: "Look", url: server.address("/?name=b"), login: try Slug("anna"))
            let recording = try await appliance.startRecording(request, by: .operator)
            let main = try await appliance.status().browser.cdp
            #expect(recording.cdp != nil && recording.cdp != main)
            #expect(server.requests(for: "/").last { $0.query == "name=b" }?.headers["cookie"] == "known=anna")
            let used = try await Program.run(["logins", "remove", "anna", "--home", home])
            #expect(used.status != 0 && used.errors.contains("[login_used]"), "\(used)")
            let raw = try await appliance.recording(recording.slug)
            #expect(raw.lines.first?.contains("\"login\":\"anna\"") == true)
            _ = try await appliance.stopRecording(recording.slug, by: .operator)
        }
    }

    @Test("a login is made, listed and removed; the appliance's own is not")
    func commands() async throws {
        try await withHome { home, _ in
            let added = try await Program.run(["logins", "add", "anna", "--home", home])
            #expect(added.output == "anna\ndefault\n", "\(added)")
            #expect(try await Program.run(["logins", "add", "../x", "--home", home]).status == 2)
            let own = try await Program.run(["logins", "remove", "default", "--home", home])
            #expect(own.errors.contains("[login_used]"), "\(own)")
            let removed = try await Program.run(["logins", "remove", "anna", "--home", home])
            #expect(removed.output == "default\n", "\(removed)")
            let again = try await Program.run(["logins", "remove", "anna", "--home", home])
            #expect(again.errors.contains("[login_unknown]"), "\(again)")
            let log = try await Program.run(["audit", "tail", "--home", home])
            #expect(log.output.contains("login_added") && log.output.contains("login_removed"), "\(log)")
        }
    }
}
