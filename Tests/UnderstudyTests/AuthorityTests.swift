// SPDX-License-Identifier: Apache-2.0
import Browsing
import Console
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite(
    "An authority of one's own is believed in the runs of skills that name it",
    .enabled(if: OwnAuthority.isPossible, "it needs openssl, python3 and certutil"),
    .serialized
)
struct AuthorityTests {
    private static func skill(_ name: String, _ site: String, browser: String) -> String {
        SampleSkill.greet(site).replacing("login: none", with: browser)
            .replacing("name: greet\n", with: "name: \(name)\n", maxReplacements: 1)
    }

    /// A site that the authority `office` vouches for, and an appliance that knows `office`.
    private func withOffice(
        _ skills: [(name: String, host: String, browser: String)],
        _ body: @escaping @Sendable (RemoteAppliance, RunningProgram, _ port: Int, _ home: String) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { keys in
            let office = try await OwnAuthority.make("office", in: keys)
            let other = try await OwnAuthority.make("other", in: keys)
            let identity = try await office.sign(["shop.localhost", "pictures.localhost"])
            try await SecureSite.serve(identity) { site, port in
                try await withHome { home, folder in
                    for authority in [office, other] {
                        let added = try await Program.run(
                            ["authorities", "add", authority.name, authority.certificate, "--home", home]
                        )
                        try #require(added.status == 0 && added.output.contains(authority.name), "\(added)")
                    }
                    _ = try await Program.run(["logins", "add", "anna", "--home", home])
                    for (name, host, browser) in skills {
                        let text = Self.skill(name, "https://\(host):\(port)", browser: browser)
                        try await SampleSkill.approve(text, in: home, folder)
                    }
                    try await Program.serve(home: home) { _ in try await body(.serving(home), site, port, home) }
                    #expect(await Program.leftOvers(of: folder.path).isEmpty)
                }
            }
        }
    }

    private func play(_ appliance: RemoteAppliance, _ name: String) async throws -> RunDetail {
        let run = try await appliance.startRun(Slug(name), StartRun(inputs: ["name": name]), by: .operator)
        return try await appliance.awaitRun(run.summary.id, for: .seconds(60))
    }

    @Test("its page is opened by them, side by side with skills that do not name it, whose runs are refused it")
    func believed() async throws {
        try await withOffice([
            ("trusting", "shop.localhost", "login: none, authorities: [office]"),
            ("plain", "shop.localhost", "login: none"),
            ("wrong", "shop.localhost", "login: none, authorities: [other]"),
            ("elsewhere", "other.localhost", "login: none, authorities: [office, other]"),
        ]) { appliance, site, _, _ in
            async let first = play(appliance, "trusting")
            async let second = play(appliance, "plain")
            let (trusting, plain) = try await (first, second)
            #expect(trusting.outputs["greeting"] == "hello", "\(trusting)")
            for run in [plain, try await play(appliance, "wrong")] {
                #expect(run.summary.reason == "certificate_refused", "\(run)")
                #expect(run.message?.contains("ERR_CERT_AUTHORITY_INVALID") == true, "\(run)")
            }
            let elsewhere = try await play(appliance, "elsewhere")
            #expect(elsewhere.summary.reason == "certificate_refused", "\(elsewhere)")
            #expect(elsewhere.message?.contains("ERR_CERT_COMMON_NAME_INVALID") == true, "\(elsewhere)")
            #expect(try await play(appliance, "trusting").summary.state == .succeeded)
            _ = try await appliance.checkSkill(Slug("trusting"), StartRun(inputs: ["name": "look"]), by: .operator)
            let check = try await appliance.events(.runStarted).last
            #expect(
                check?["extra"]?["authorities"]?.array?.first?.string?.hasPrefix("office ") == true,
                "\(String(describing: check))"
            )
            site.send(SIGTERM)
            let heard = try await site.waitForEnd().output
            #expect(heard.contains("asked shop.localhost/?name=trusting"))
            for name in ["plain", "wrong", "elsewhere"] { #expect(!heard.contains("name=\(name)"), "\(heard)") }
        }
    }

    @Test("two skills that name the same in another order share a browser at the same time; nothing of it stays")
    func order() async throws {
        try await withOffice([
            ("first", "shop.localhost", "login: none, authorities: [office, other]"),
            ("second", "shop.localhost", "login: none, authorities: [other, office]"),
        ]) { appliance, _, _, home in
            async let one = play(appliance, "first")
            async let two = play(appliance, "second")
            for run in try await [one, two] { #expect(run.outputs["greeting"] == "hello", "\(run)") }
            let kept = try FileManager.default.contentsOfDirectory(atPath: home + "/profiles")
            #expect(kept.count { $0.hasPrefix("trust-") } == 1, "\(kept)")
        }
    }

    @Test("what they load from is held to their resource_domains as it is elsewhere")
    func resources() async throws {
        try await withOffice([
            (
                "held", "shop.localhost",
                "login: none, authorities: [office] }\nresource_domains: [cdn.example]\nevidence: none #"
            ),
            ("free", "shop.localhost", "login: none, authorities: [office]"),
        ]) { appliance, site, _, _ in
            let held = try await play(appliance, "held")
            #expect(held.outputs["greeting"] == "hello", "\(held)")
            let event = try await appliance.event(.resourceHeldBack)
            #expect("\(event)".contains("pictures.localhost"), "\(event)")
            #expect(try await play(appliance, "free").summary.state == .succeeded)
            _ = try await site.line(beginningWith: "asked pictures.localhost")
            site.send(SIGTERM)
            let heard = try await site.waitForEnd().output.split(separator: "\n")
            let asked = heard.firstIndex { $0.contains("pictures.localhost") }
            let freed = heard.firstIndex { $0.contains("name=free") }
            #expect(try #require(freed) < #require(asked), "\(heard)")
        }
    }

    @Test("a login believes in turn what each of its skills names, and no more")
    func logins() async throws {
        try await withOffice([
            ("trusting", "shop.localhost", "login: anna, authorities: [office]"),
            ("plain", "shop.localhost", "login: anna"),
        ]) { appliance, _, _, _ in
            #expect(try await play(appliance, "plain").summary.reason == "certificate_refused")
            let trusting = try await play(appliance, "trusting")
            #expect(trusting.outputs["greeting"] == "hello", "\(trusting)")
            #expect(try await play(appliance, "plain").summary.reason == "certificate_refused")
        }
    }

    @Test("a task is taught with it, and the skill says so; without it nothing is taught")
    func taught() async throws {
        try await withOffice([]) { appliance, _, port, _ in
            let url = "https://shop.localhost:\(port)/"
            await #expect(throws: (any Error).self) {
                _ = try await appliance.startRecording(StartRecording(name: "Look", url: url), by: .operator)
            }
            let request = StartRecording(name: "Look", url: url, authorities: [try Slug("office")])
            let recording = try await appliance.startRecording(request, by: .operator)
            let raw = try await appliance.recording(recording.slug)
            #expect(raw.lines.first?.contains(#""authorities":["office"]"#) == true, "\(raw.lines)")
            let begun = try await appliance.events(.recordingStarted).last
            #expect(
                begun?["extra"]?["authorities"]?.array?.first?.string?.hasPrefix("office ") == true,
                "\(String(describing: begun))"
            )
            let stopped = try await appliance.stopRecording(recording.slug, by: .operator)
            if let pending = stopped.pending {
                #expect(pending.source.contains("authorities: [office]"), "\(pending.source)")
            }
        }
    }

    @Test("a run whose authority is not there is refused before it begins, and says what to do")
    func missing() async throws {
        try await withOffice([("trusting", "shop.localhost", "login: none, authorities: [office]")]) {
            appliance,
            site,
            _,
            home in
            let removed = try await Program.run(["authorities", "remove", "office", "--home", home])
            #expect(removed.status == 0 && !removed.output.contains("office"), "\(removed)")
            let run = try await Program.run(["skills", "run", "trusting", "--input", "name=x", "--home", home])
            #expect(run.status == 3 && run.errors.contains("[authority_missing]"), "\(run)")
            #expect(run.errors.contains("understudy authorities add office FILE"), "\(run)")
            let again = try await Program.run(["authorities", "remove", "office", "--home", home])
            #expect(again.errors.contains("[authority_unknown]"), "\(again)")
            let log = try await Program.run(["audit", "export", "--home", home])
            #expect(log.output.contains("authority_added") && log.output.contains("authority_removed"), "\(log)")
            #expect(try await appliance.authorities().map(\.name.text) == ["other"])
            site.send(SIGTERM)
            #expect(try await !site.waitForEnd().output.contains("asked"))
        }
    }

    @Test("only certificates of authorities that are in force are kept")
    func kept() async throws {
        try await withTemporaryFolder { keys in
            let office = try await OwnAuthority.make("office", in: keys)
            let leaf = try await office.sign(["shop.localhost"])
            let text = try String(contentsOfFile: office.certificate, encoding: .utf8)
            let cut = try keys.write(String(text.dropLast(120)), to: "cut.pem")
            let prose = try keys.write("nothing to see", to: "prose.pem")
            let broken = try keys.write(text.replacing("MII", with: "MIA"), to: "broken.pem")
            let both = try keys.write("# the office's\n" + text + "\n" + text, to: "both.pem")
            try await withHome { home, _ in
                for (file, why) in [
                    (leaf.certificate, "not of an authority"), (leaf.key, "something else than certificates"),
                    (cut, "cut off"), (prose, "holds 0 certificates"),
                    (broken, "cannot be"),
                ] {
                    let added = try await Program.run(["authorities", "add", "office", file, "--home", home])
                    #expect(added.status == 2 && added.errors.contains("[authority_invalid]"), "\(added)")
                    #expect(added.errors.contains(why), "\(added)")
                }
                #expect(try await Program.run(["authorities", "add", "../x", both, "--home", home]).status == 2)
                let added = try await Program.run(["authorities", "add", "office", both, "--home", home])
                #expect(added.status == 0, "\(added)")
                let login = try await Program.run(["logins", "add", "trust-x", "--home", home])
                #expect(login.errors.contains("[login_reserved]"), "\(login)")
            }
            let later = Timestamp(milliseconds: Timestamp.now().milliseconds + 3 * 86_400_000)
            let earlier = Timestamp(milliseconds: Timestamp.now().milliseconds - 86_400_000)
            for (time, why) in [(later, "has expired on"), (earlier, "holds from")] {
                let error = #expect(throws: BrowsingError.self) {
                    try Authority(name: Slug("office"), bytes: Array(text.utf8), sha256: "", now: time)
                }
                #expect(error?.message.contains(why) == true, "\(String(describing: error))")
            }
            // Whatever is cut off is refused, and ends nothing.
            let bytes = Array(text.utf8)
            let name = try Slug("office")
            for length in stride(from: 0, to: bytes.count - 30, by: 7) {
                #expect(throws: BrowsingError.self) {
                    try Authority(name: name, bytes: Array(bytes[..<length]), sha256: "", now: .now())
                }
            }
        }
    }
}
