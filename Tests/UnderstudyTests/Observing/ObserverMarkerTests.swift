// SPDX-License-Identifier: Apache-2.0
import Console
import Foundation
import ScreenText
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("What is observed stays in memory", .serialized)
struct ObserverMarkerTests {
    private static let marker = "Quokka Fjord Marzipan"

    /// The marker stands in the page's text and, otherwise, in a canvas only.
    private static let page = """
        <body style='margin:40px;font:28px sans-serif'><p>\(marker)</p><canvas id=c width=700 height=60></canvas>
        <p><input type=password value=Xylophone style='font:28px sans-serif'></p><script>
        const pen = c.getContext('2d'); pen.font = '28px sans-serif'; pen.fillText('Zeppelin Orchard Velvet', 0, 40);
        </script>
        """

    private func texts(_ stage: LiveStage) async throws -> String {
        let page = try await stage.appliance.observations(ObservationQuery(), by: .operator)
        return page.observations.flatMap { $0.lines.map(\.text) }.joined(separator: "\n")
    }

    /// Files below a folder that hold a text, as it is or in UTF-16.
    private func files(in folder: String, holding text: String) -> [String] {
        let forms = [Data(text.utf8), text.data(using: .utf16LittleEndian) ?? Data()]
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return false }
            return forms.contains { !$0.isEmpty && data.range(of: $0) != nil }
        }
    }

    @Test("a marker on a page is in the ring, and in no file of the home, the profile or the temporary folder")
    func marker() async throws {
        try await LiveStage.with(Self.page, serving: ["--observe", "--observe-budget", "100"]) { stage in
            let deadline = Deadline.after(.seconds(90))
            var seen = ""
            while !seen.contains(Self.marker) || !seen.contains("Zeppelin Orchard Velvet"), !deadline.hasPassed {
                seen = try await texts(stage)
            }
            #expect(seen.contains(Self.marker) && seen.contains("Zeppelin Orchard Velvet"), "\(seen)")
            #expect(!seen.contains("Xylophone"))
            #expect(files(in: stage.home, holding: Self.marker) == [])
            #expect(files(in: stage.home, holding: "Zeppelin Orchard") == [])
            #expect(files(in: NSTemporaryDirectory(), holding: Self.marker) == [])
            let found = try await stage.appliance.observations(ObservationQuery(words: "quokka fjord"), by: .operator)
            #expect(found.observations.contains { $0.lines.map(\.text) == [Self.marker] })
            _ = try await stage.appliance.pauseObserver(by: .operator)
            let status = try await stage.appliance.purgeObserver(PurgeObservations(), by: .operator)
            #expect(status.state == "paused" && status.owners.isEmpty && status.memory.observations == 0)
            #expect(try await texts(stage).isEmpty)
            let log = try await stage.appliance.events(EventQuery(after: 0, limit: 1000)).map(\.json).joined()
            #expect(log.contains("observation_tick") && log.contains("observations_purged"))
            #expect(!log.contains("Quokka") && !log.contains("Zeppelin"))
        }
        // What the browser writes at its very end is looked at by the doctor's check of the cache.
    }

    @Test("an appliance that observes writes no core and lets nobody look into its memory")
    func closedMemory() async throws {
        try await withHome { home, _ in
            try await Program.serve(home: home, ["--observe"]) { program in
                let appliance = try await RemoteAppliance.serving(home)
                let deadline = Deadline.after(.seconds(20))
                while try await appliance.observer(by: .operator).state == "off", !deadline.hasPassed {}
                let limits = try String(contentsOfFile: "/proc/\(program.id)/limits", encoding: .utf8)
                let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
                #expect(core?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"], "\(core ?? "")")
                let owner = try FileManager.default.attributesOfItem(atPath: "/proc/\(program.id)/mem")
                #expect(owner[.ownerAccountID] as? Int == 0)
            }
        }
    }

    @Test("nothing that a page loads is on the disk")
    func noCache() async throws {
        try await LiveStage.with(Self.page) { stage in
            let files = try FileManager.default.subpathsOfDirectory(atPath: stage.home + "/profiles")
            #expect(files.filter { $0.contains("/Cache/") || $0.contains("/Code Cache/") } == [])
        }
    }
}
