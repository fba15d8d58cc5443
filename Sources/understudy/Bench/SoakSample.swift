// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import CDP
internal import Foundation
internal import Vocabulary

/// What this process and its browser hold at one moment.
struct SoakSample: Sendable, Hashable {
    /// After how many replays.
    let replays: Int
    /// Resident memory of this process, in MiB.
    var memory: Double
    /// Resident memory of the processes below it, in MiB; what they share is counted for each of them.
    var browserMemory: Double
    /// How many processes are below it.
    var processes: Int
    /// How many descriptors it has open.
    var descriptors: Int
    /// How many tabs the browser has, and in how many contexts.
    var tabs: Int
    var contexts: Int

    /// Looks at them.
    ///
    /// - Parameter endpoint: where the browser is asked for its tabs.
    static func take(after replays: Int, endpoint: String) async throws -> SoakSample {
        let pages = try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            try await connection.browser.send(Target.GetTargets(), deadline: .after(.seconds(10))).targetInfos
                .filter { $0.type == "page" }
        }
        let own = ProcessInfo.processInfo.processIdentifier
        let below = ProcessTree.descendants(of: own)
        return SoakSample(
            replays: replays,
            memory: ResidentMemory.mebibytes(of: own),
            browserMemory: below.map(ResidentMemory.mebibytes).filter { !$0.isNaN }.reduce(0, +),
            processes: below.count,
            descriptors: (try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).count,
            tabs: pages.count,
            contexts: Set(pages.map(\.browserContextId)).count
        )
    }
}

/// How much more there may be at the end than near the beginning.
struct SoakTolerance: Sendable {
    /// Of memory, in MiB: the log's cache, the list of runs, and what the allocator keeps.
    var memory = 24.0
    /// Of the browser's memory, as a share.
    var browserMemory = 0.25
    /// Of its processes: it keeps one or two ready for the next page, and ends them when it likes.
    var processes = 2
    /// Of descriptors: a connection that is being closed.
    var descriptors = 4

    /// What has grown beyond that, one sentence each; tabs and contexts may not grow at all.
    func findings(from start: SoakSample, to end: SoakSample) -> [String] {
        var result: [String] = []
        func look(_ name: String, _ from: Double, _ to: Double, _ allowed: Double) {
            guard to - from > allowed else { return }
            result.append("\(name) grew from \(Soak.rounded(from)) to \(Soak.rounded(to)).")
        }
        look("The memory of the appliance", start.memory, end.memory, memory)
        look("The memory of the browser", start.browserMemory, end.browserMemory, start.browserMemory * browserMemory)
        look("The number of processes", Double(start.processes), Double(end.processes), Double(processes))
        look("The number of descriptors", Double(start.descriptors), Double(end.descriptors), Double(descriptors))
        look("The number of tabs", Double(start.tabs), Double(end.tabs), 0)
        look("The number of contexts", Double(start.contexts), Double(end.contexts), 0)
        return result
    }
}
