// SPDX-License-Identifier: Apache-2.0
import CDP
import Console
import ConsoleTesting
import Foundation
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@testable import understudy

@Suite("A run that is watched", .serialized)
struct WatchedRunTests {
    private static let clicks = 40
    private static let viewers = 200
    /// What the memory of an appliance may grow by while two hundred viewers come and go.
    private static let bound = 6 << 20

    /// Always draws something new, and has a button that takes a click only now and then.
    private static let page = FixtureReply.page(
        """
        <title>Open</title><body style='margin:0'><button id=next>Next</button><output name=count aria-label=Count>0</output>
        <div id=box style='width:600px;height:400px'></div><script>
        let n = 0;
        const next = document.querySelector('button'), count = document.querySelector('output');
        next.onclick = () => { n += 1; count.value = n + ' clicks'; next.disabled = true;
          setTimeout(() => { next.disabled = false; }, 150); };
        setInterval(() => { document.querySelector('#box').style.background = '#' + Math.random().toString(16).slice(2, 8); }, 60);
        </script>
        """
    )

    /// Clicks so many times, waits until the page says that it is over, and reads how many clicks there were.
    private static func skill(_ site: String) -> String {
        let clicks = (2...(clicks + 1)).map { "  - { id: a\($0), click: next }" }.joined(separator: "\n")
        return """
            understudy: 1
            name: count
            description: Count clicks.
            browser: { viewport: 1280x720, login: none }
            sites: { shop: "\(site)" }
            outputs:
              count: { type: string }
            steps:
              - { id: a1, open: "shop:/" }
            \(clicks)
              - { id: b1, wait_for: { title: Closed }, within: 5m }
              - { id: b2, extract: { target: count, into: count } }
            targets:
              next:
                looks: button "Next"
                locators:
                  - { role: button, name: Next, matched: 1 }
              count:
                looks: element "Count"
                locators:
                  - { css: [output], matched: 1 }
            fingerprints: # machine-written
              next: { v: 1, tag: button, role: button, name: Next, text: Next, counts: { name: 1 } }
              count: { v: 1, tag: output, role: status, name: Count, attributes: { name: count }, counts: { "@name": 1, name: 1 } }

            """
    }

    @Test("two hundred viewers that come and go while it acts leave nothing behind and change nothing")
    func passing() async throws {
        try await withFixtureServer(["/": Self.page]) { server in
            try await withHome { home, folder in
                try await SampleSkill.approve(Self.skill(server.origin()), in: home, folder)
                try await Program.serve(home: home) { _ in
                    let appliance = try await RemoteAppliance.serving(home)
                    let run = try await appliance.startRun(Slug("count"), StartRun(), by: .operator).summary.id
                    let crowd = try await Crowd(of: run, at: appliance, home: home)
                    try await crowd.pass(24)
                    let before = try await crowd.rest()
                    // The viewer's own connection, and at least the one that its pictures come on.
                    let watched = try await crowd.watch()
                    #expect(watched.descriptors >= before.descriptors + 2, "\(before), watched \(watched)")
                    try await crowd.pass(Self.viewers)
                    let after = try await crowd.rest(within: before.descriptors)
                    #expect(after.threads <= before.threads + 2, "\(before), then \(after)")
                    #expect(after.descriptors <= before.descriptors, "\(before), then \(after)")
                    #expect(after.resident < before.resident + Self.bound, "\(before), then \(after)")
                    print("watched run: \(before), after \(Self.viewers) viewers \(after)")
                    #expect(try await appliance.run(run).summary.state == .running)
                    try await crowd.say("document.title = 'Closed'")
                    let end = try await appliance.awaitRun(run, for: .seconds(60))
                    #expect(end.summary.state == .succeeded, "\(end)")
                    #expect(end.outputs["count"] == "\(Self.clicks) clicks", "\(end)")
                    #expect(end.steps.count == Self.clicks + 3 && end.steps.allSatisfy { $0.code == nil }, "\(end)")
                }
                #expect(await Program.leftOvers(of: folder.path).isEmpty)
            }
        }
    }
}

/// Viewers of a run's tab that come, see as much as they like, and are gone without a word.
struct Crowd: Sendable {
    let appliance: RemoteAppliance
    let home: String
    let tab: TabID
    let port: Int
    let token: String
    let endpoint: String

    /// Waits until the run has its tab.
    init(of run: RunID, at appliance: RemoteAppliance, home: String) async throws {
        let deadline = Deadline.after(.seconds(30))
        var tab: TabID?
        while tab == nil, !deadline.hasPassed {
            let tabs: TabList = try await appliance.get("/v1/tabs")
            tab = tabs.tabs.first { $0.run == run }?.id
        }
        let status = try await appliance.status()
        self.appliance = appliance
        self.home = home
        self.tab = try #require(tab)
        port = try WebOrigin(try #require(status.address)).port
        token = try String(contentsOfFile: home + "/tokens/operator", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        endpoint = try #require(status.browser.cdp)
    }

    /// So many come, eight side by side.
    func pass(_ count: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                if number >= 8 { try await group.next() }
                group.addTask { try await visit(number) }
            }
            try await group.waitForAll()
        }
    }

    /// What the appliance takes while one looks.
    func watch() async throws -> Footprint {
        let reader = try await LiveReader("/v1/tabs/\(tab)/frames", port: port, token: token)
        _ = try await reader.picture()
        let taken = try Footprint(of: home)
        withExtendedLifetime(reader) {}
        return taken
    }

    /// Some leave at once, some after the first picture, some after the third; every other one looks at an image.
    private func visit(_ number: Int) async throws {
        if number.isMultiple(of: 4) {
            let image = try RawConnection(port: port)
            image.send(
                "GET /v1/tabs/\(tab)/stream HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n\r\n"
            )
            #expect(await image.read(until: "image/jpeg")?.hasPrefix("HTTP/1.1 200") == true)
            return
        }
        let reader = try await LiveReader("/v1/tabs/\(tab)/frames", port: port, token: token)
        for _ in 0..<(number % 4 - 1) { _ = try await reader.picture() }
    }

    /// What the appliance takes once nobody watches any more and it holds no more descriptors than so many.
    func rest(within descriptors: Int = 0) async throws -> Footprint {
        let deadline = Deadline.after(.seconds(20))
        var left: ViewerList
        repeat {
            left = try await appliance.get("/v1/viewers")
        } while !left.viewers.isEmpty && !deadline.hasPassed
        #expect(left.viewers.isEmpty)
        let tabs: TabList = try await appliance.get("/v1/tabs")
        #expect(tabs.tabs.allSatisfy { $0.viewers == 0 })
        // Sockets are closed, and threads ended, soon after.
        var least = try Footprint(of: home)
        let soon = Deadline.after(descriptors > 0 ? .seconds(10) : .seconds(3))
        while least.descriptors > descriptors, !soon.hasPassed {
            await Task.yield()
            let next = try Footprint(of: home)
            if next.descriptors <= least.descriptors { least = next }
        }
        return least
    }

    /// Has the page do something, as its own script would.
    func say(_ script: String) async throws {
        try await CDPConnection.withConnection(
            to: WebSocketEndpoint(parsing: endpoint),
            deadline: .after(.seconds(10))
        ) { connection in
            let attached = try await connection.browser.send(
                Target.AttachToTarget(targetId: tab.rawValue, flatten: true),
                deadline: .after(.seconds(10))
            )
            _ = try await connection.session(CDPSessionID(rawValue: attached.sessionId))
                .send(Runtime.Evaluate(expression: script), deadline: .after(.seconds(10)))
        }
    }
}

/// What an appliance takes of the machine: memory, threads, and what it holds open.
struct Footprint: CustomStringConvertible {
    let resident: Int
    let threads: Int
    let descriptors: Int

    /// Of the appliance that serves a home.
    init(of home: String) throws {
        let memory = try #require(ProcessMemory.of(home))
        let process = try #require(ProcessEntry.mentioning(home).first { $0.command.contains("serve") })
        resident = memory.resident
        threads = memory.threads
        descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.id)/fd").count
    }

    /// For whoever reads the figures.
    var description: String { "\(resident >> 10) KiB, \(threads) threads, \(descriptors) descriptors" }
}
