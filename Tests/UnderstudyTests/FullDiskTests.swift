// SPDX-License-Identifier: Apache-2.0
import Auditing
import Console
import Oversight
import Teaching
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@testable import understudy

@Suite("On a full disk", .serialized, .enabled(if: SmallDisk.isPossible, "it takes root to make a small disk"))
struct FullDiskTests {
    private static let page = FixtureReply.page("<title>There</title><button>Look</button>")

    @Test("a recording ends with its reason and an event, and what it holds is read and compiled")
    func recording() async throws {
        try await withFixtureServer(["/": Self.page]) { server in
            try await withHome { home, folder in
                _ = try await Program.run(["runs", "list", "--home", home])
                try await SmallDisk.withDisk(at: home + "/recordings", kilobytes: 64) { disk in
                    try await Program.serve(home: home) { _ in
                        let appliance = try await RemoteAppliance.serving(home)
                        let recording = try await appliance.startRecording(
                            StartRecording(name: "Look", url: server.address()),
                            by: .operator
                        )
                        try await show(recording, to: appliance, filling: disk)
                        let event = try await appliance.event(.recordingStopped)
                        #expect(event["outcome"]?.string == "failed")
                        #expect(event["extra"]?["reason"]?.string == "recording_unwritable")
                        let error = await #expect(throws: CommandError.self) {
                            try await appliance.stopRecording(recording.slug, by: .operator)
                        }
                        #expect(
                            error?.code == "recording_unwritable" && error?.message.contains("disk is full") == true
                        )
                        let pending = try await appliance.stopRecording(recording.slug, by: .operator).pending
                        #expect(pending?.source.contains("click: look") == true, "what was shown before is not lost")
                    }
                    let kept = try RecordingFile.read(home + "/recordings/look.jsonl")
                    #expect(kept.events.count > 2)
                }
                #expect(await Program.leftOvers(of: folder.path).isEmpty)
            }
        }
    }

    /// Clicks once while there is room, and then until what comes of it cannot be in the last page that the file has.
    private func show(_ recording: RecordingSummary, to appliance: RemoteAppliance, filling disk: SmallDisk)
        async throws
    {
        try await appliance.drive(recording) { connection, tab in
            let person = try await ScriptedPerson.at(tab, of: connection)
            try await person.wait(for: "Look")
            try await person.click("Look")
            try await person.wait(for: "Look")
            try disk.fill()
            // The tab goes with the recording.
            for _ in 0..<50 { guard (try? await person.click("Look")) != nil else { return } }
        }
    }

    @Test("nothing is done that the log cannot take, and it goes on when there is room")
    func action() async throws {
        try await withTemporaryFolder(mode: 0o711) { folder in
            let home = folder.file("home")
            try await SmallDisk.withDisk(at: home, kilobytes: 1024) { disk in
                try await withIdleAppliance(in: home) { appliance in
                    let site = try WebOrigin("http://127.0.0.1:9")
                    let request = ActionRequest(
                        actor: .recorder(try Slug("look")),
                        effect: .open(try WebAddress("http://127.0.0.1:9/")),
                        isIrreversible: false,
                        correlationID: .new(),
                        description: "open a page"
                    )
                    try disk.fill()
                    await #expect { try await untilRefused(appliance, request, site) } throws: { error in
                        (error as? any ExplainedError)?.code == "audit_unavailable"
                    }
                    await #expect(throws: (any Error).self) {
                        try await appliance.addGrant(.origin("https://shop.example"), by: .operator)
                    }
                    #expect(try await appliance.grants().networkDomains.isEmpty)
                    disk.clear()
                    _ = try await appliance.addGrant(.origin("https://shop.example"), by: .operator)
                    #expect(try await appliance.verifyAudit().isIntact)
                }
            }
        }
    }

    /// Asks until the room that the log's file still has is used up.
    private func untilRefused(_ appliance: LocalAppliance, _ request: ActionRequest, _ site: WebOrigin) async throws {
        for _ in 0..<2000 {
            _ = try await appliance.gate.permit(for: request, skillGrants: Grants(networkDomains: [site]))
        }
    }

    @Test(
        "what only reads still works",
        arguments: [["runs", "list"], ["skills", "list"], ["skills", "pending"], ["audit", "tail"], ["status"]]
    )
    func reading(_ command: [String]) async throws {
        try await withTemporaryFolder(mode: 0o711) { folder in
            let home = folder.file("home")
            try await SmallDisk.withDisk(at: home, kilobytes: 1024) { disk in
                let before = try await Program.run(["grants", "add", "https://shop.example", "--home", home])
                #expect(before.status == 0, "\(before)")
                try disk.fill()
                let ending = try await Program.run(command + ["--home", home])
                #expect(ending.status == 0, "\(ending)")
                if command[0] == "audit" { #expect(ending.output.contains("grant_added"), "\(ending)") }
            }
        }
    }
}
