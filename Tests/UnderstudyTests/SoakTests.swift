// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import understudy

@Suite("Many replays in a row")
struct SoakTests {
    private static let start = SoakSample(
        replays: 10,
        memory: 80,
        browserMemory: 1000,
        processes: 12,
        descriptors: 40,
        tabs: 2,
        contexts: 1
    )

    @Test("the demo's longer task is done alike every time, and leaves nothing behind", .timeLimit(.minutes(4)))
    func alike() async throws {
        let ending = try await Program.run(["soak", "--replays", "6"], limit: .seconds(200))
        #expect(ending.status == 0, "\(ending)")
        #expect(ending.output.contains("| 3 replays |") && ending.output.contains("| 6 replays |"), "\(ending)")
        #expect(ending.output.hasSuffix("and nothing grew beyond what is allowed.\n"), "\(ending)")
    }

    private static let shell = "/usr/lib/chromium/chromium-headless-shell"

    @Test(
        "the headless shell is taught and does the same task as well",
        .enabled(if: FileManager.default.isExecutableFile(atPath: shell), "the headless shell is not installed"),
        .timeLimit(.minutes(3))
    )
    func inTheShell() async throws {
        let ending = try await Program.run(["soak", "--replays", "2", "--chromium", Self.shell], limit: .seconds(120))
        #expect(ending.status == 0, "\(ending)")
    }

    @Test("what moves within the tolerance is no finding")
    func still() {
        var end = Self.start
        end.memory += 20
        end.browserMemory += 200
        end.processes += 2
        end.descriptors += 4
        #expect(SoakTolerance().findings(from: Self.start, to: end).isEmpty)
    }

    @Test("each thing that grows is named")
    func grown() {
        var end = Self.start
        end.memory += 40
        end.browserMemory += 400
        end.processes += 5
        end.descriptors += 9
        end.tabs += 1
        end.contexts += 1
        #expect(
            SoakTolerance().findings(from: Self.start, to: end) == [
                "The memory of the appliance grew from 80.0 to 120.0.",
                "The memory of the browser grew from 1000.0 to 1400.0.",
                "The number of processes grew from 12.0 to 17.0.",
                "The number of descriptors grew from 40.0 to 49.0.",
                "The number of tabs grew from 2.0 to 3.0.",
                "The number of contexts grew from 1.0 to 2.0.",
            ]
        )
    }
}
