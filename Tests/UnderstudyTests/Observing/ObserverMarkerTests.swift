// SPDX-License-Identifier: Apache-2.0
import Console
import Foundation
import Glibc
import ScreenText
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("What is observed stays in memory", .serialized)
struct ObserverMarkerTests {
    /// Other ones in each run: what a compiler or an earlier run has written down is not taken for what this one has.
    private static let words = [
        "Quokka", "Fjord", "Marzipan", "Zeppelin", "Orchard", "Velvet", "Walnut", "Harbour", "Lantern", "Meadow",
        "Copper", "Violin", "Saffron", "Tundra", "Pelican", "Granite",
    ]
    .shuffled()
    private static let marker = words[0..<3].joined(separator: " ")
    private static let drawn = words[3..<6].joined(separator: " ")

    /// The marker stands in the page's text and, otherwise, in a canvas only.
    private static let page = """
        <body style='margin:40px;font:28px sans-serif'><p>\(marker)</p><canvas id=c width=700 height=60></canvas>
        <p><input type=password value=Xylophone style='font:28px sans-serif'></p><script>
        const pen = c.getContext('2d'); pen.font = '28px sans-serif'; pen.fillText('\(drawn)', 0, 40);
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
            let path = folder + "/" + name
            // To open a pipe that nobody writes to would wait for ever.
            guard
                (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType == .typeRegular,
                let data = FileManager.default.contents(atPath: path)
            else { return false }
            return forms.contains { !$0.isEmpty && data.range(of: $0) != nil }
        }
    }

    /// How many ticks the marker is shown for: a minute and a little with `make marker`.
    private static let ticks = ProcessInfo.processInfo.environment["UNDERSTUDY_MARKER_TICKS"].flatMap(Int.init) ?? 1

    @Test("a marker on a page is in the ring and nowhere else, and after a purge not there either")
    func marker() async throws {
        let core = try String(contentsOfFile: "/proc/sys/kernel/core_pattern", encoding: .utf8)
        try await LiveStage.with(Self.page, serving: ["--observe", "--observe-budget", "100"]) { stage in
            try await show(Self.marker, and: Self.drawn, stage)
            let program = try #require(
                ProcessEntry.mentioning(stage.home).first { $0.command.contains(" serve ") && !$0.isZombie }
            )
            let reader = try #require(Self.reader(of: program.id))
            try expectClosed(program.id)
            let (appliance, child) = (ForeignMemory(process: program.id), ForeignMemory(process: reader))
            let arenas = try appliance.regions().filter { $0.isClosed && $0.count >= 4 << 20 }
            #expect(arenas.count == 1, "\(arenas)")
            #expect(try appliance.holds(Self.marker) { $0.isClosed } && child.holds(Self.marker) { $0.isWritable })
            expectNoFile(stage)
            let found = try await stage.appliance.observations(
                ObservationQuery(words: Self.marker.lowercased()),
                by: .operator
            )
            #expect(found.observations.contains { $0.lines.map(\.text) == [Self.marker] })

            // A reader that breaks leaves no picture of its memory.
            kill(reader, SIGSEGV)
            _ = try await stage.appliance.pauseObserver(by: .operator)
            let status = try await stage.appliance.purgeObserver(PurgeObservations(), by: .operator)
            #expect(status.state == "paused" && status.owners.isEmpty && status.memory.observations == 0)
            #expect(try await texts(stage).isEmpty)
            #expect(try !appliance.holds(Self.marker) { $0.isClosed })
            #expect(kill(reader, 0) != 0 && Self.reader(of: program.id) == nil)

            // What is started anew knows nothing of it.
            _ = try await stage.evaluate("document.body.innerHTML = '<p>Plain words of another kind</p>'")
            _ = try await stage.appliance.resumeObserver(by: .operator)
            try await show("Plain words of another kind", and: "Plain", stage)
            let next = try #require(Self.reader(of: program.id))
            #expect(next != reader)
            #expect(try !ForeignMemory(process: next).holds(Self.marker) { $0.isWritable })
            #expect(try !appliance.holds(Self.marker) { $0.isClosed })
            expectNoFile(stage)
            for folder in [FileManager.default.currentDirectoryPath, stage.home, NSTemporaryDirectory(), "/"] {
                let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
                #expect(!names.contains { $0 == "core" || $0.hasPrefix("core.") }, "\(folder), pattern \(core)")
            }
            let log = try await stage.appliance.events(EventQuery(after: 0, limit: 1000)).map(\.json).joined()
            #expect(log.contains("observation_tick") && log.contains("observations_purged"))
            #expect(!log.contains(Self.words[0]) && !log.contains(Self.words[3]))
        }
        // What the browser writes at its very end is looked at by the doctor's check of the cache.
    }

    /// Waits until both are in the ring and have been for as many ticks as are asked for; what is secret never is.
    private func show(_ marker: String, and other: String, _ stage: LiveStage) async throws {
        let first = try await stage.appliance.observer(by: .operator).ticks
        let deadline = Deadline.after(.seconds(90 + 6 * Int64(Self.ticks)))
        var seen = ""
        var ticks = first
        while !seen.contains(marker) || !seen.contains(other) || ticks < first + Self.ticks, !deadline.hasPassed {
            seen = try await texts(stage)
            ticks = try await stage.appliance.observer(by: .operator).ticks
        }
        #expect(seen.contains(marker) && seen.contains(other), "\(seen)")
        #expect(!seen.contains("Xylophone"))
    }

    /// The process that reads for an appliance.
    private static func reader(of program: Int32) -> Int32? {
        ProcessEntry.mentioning("read-screen \(program) ").first { !$0.isZombie }?.id
    }

    /// In the home with its profiles and its log, the temporary folder, and the browsers' shared memory.
    private func expectNoFile(_ stage: LiveStage) {
        for folder in [stage.home, NSTemporaryDirectory(), "/dev/shm"] {
            for text in [Self.marker, Self.drawn] {
                #expect(files(in: folder, holding: text) == [], "\(folder)")
            }
        }
        let profiles = (try? FileManager.default.subpathsOfDirectory(atPath: stage.home + "/profiles")) ?? []
        #expect(profiles.filter { $0.contains("/Cache/") || $0.contains("/Code Cache/") } == [])
    }

    /// No core of it is written, and no other process of its user may look into its memory.
    private func expectClosed(_ program: Int32) throws {
        let limits = try String(contentsOfFile: "/proc/\(program)/limits", encoding: .utf8)
        let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
        #expect(core?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"], "\(core ?? "")")
        let owner = try FileManager.default.attributesOfItem(atPath: "/proc/\(program)/mem")
        #expect(owner[.ownerAccountID] as? Int == 0)
    }
}
