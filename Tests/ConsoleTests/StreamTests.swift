// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Testing
import Vocabulary

@testable import Console

@Suite("Event stream")
struct StreamTests {
    private func open(
        _ console: TestConsole,
        _ query: String = "",
        principal: String = "operator",
        extra: [String] = []
    ) throws -> RawConnection {
        let connection = try RawConnection(port: console.port)
        let lines = try console.headers(principal) + extra
        connection.send("GET /v1/events/stream\(query) HTTP/1.1\r\n\(lines.joined(separator: "\r\n"))\r\n\r\n")
        return connection
    }

    @Test("it begins with new events when nothing is said")
    func fresh() async throws {
        try await withConsole { console in
            console.appliance.append(.runStarted)
            let stream = try open(console)
            let head = try #require(await stream.read(until: ": understudy events"))
            #expect(
                head.contains("content-type: text/event-stream") || head.contains("Content-Type: text/event-stream")
            )
            console.appliance.append(.runEnded)
            let text = try #require(await stream.read(until: "id: 2\nevent: run_ended\ndata: {"))
            #expect(!text.contains("id: 1\n"))
        }
    }

    @Test("what changes of tabs and steps is told without its content, to nobody but the operator")
    func changes() async throws {
        try await withConsole { console in
            let stream = try RawConnection(port: console.port)
            let lines = try console.headers("operator").joined(separator: "\r\n")
            stream.send("GET /v1/live/changes HTTP/1.1\r\n\(lines)\r\n\r\n")
            let text = try #require(await stream.read(until: "event: steps\ndata: {\"changed\":\"steps\"}\n\n"))
            #expect(text.contains("event: tabs\ndata: {\"changed\":\"tabs\"}\n\n"))
            let refused = try await console.request("GET", "/v1/live/changes", headers: console.headers("agent"))
            #expect(refused.status == 403)
        }
    }

    @Test("the operator may have both in one stream, and nobody else")
    func both() async throws {
        try await withConsole { console in
            let stream = try open(console, "?changes=live")
            _ = try #require(await stream.read(until: "event: steps\ndata: {\"changed\":\"steps\"}\n\n"))
            console.appliance.append(.runStarted)
            _ = try #require(await stream.read(until: "id: 1\nevent: run_started\ndata: {"))
            let refused = try await console.request(
                "GET",
                "/v1/events/stream?changes=live",
                headers: console.headers("agent")
            )
            #expect(refused.status == 403)
        }
    }

    @Test("it goes on after Last-Event-ID, which counts before from_seq")
    func resumed() async throws {
        try await withConsole { console in
            for _ in 1...4 { console.appliance.append(.runStarted) }
            let stream = try open(console, "?from_seq=1", extra: ["Last-Event-ID: 2"])
            let text = try #require(await stream.read(until: "id: 4\n"))
            #expect(text.contains("id: 3\n"))
            #expect(!text.contains("id: 1\n") && !text.contains("id: 2\n"))
        }
    }

    @Test("it begins with from_seq itself")
    func from() async throws {
        try await withConsole { console in
            for _ in 1...3 { console.appliance.append(.runStarted) }
            let text = try #require(await open(console, "?from_seq=2").read(until: "id: 3\n"))
            #expect(text.contains("id: 2\n") && !text.contains("id: 1\n"))
        }
    }

    @Test("with a run's id it holds that run's events only, those that were and those that come")
    func oneRun() async throws {
        try await withConsole { console in
            let (mine, other) = (RunID(rawValue: "run_1"), RunID(rawValue: "run_2"))
            for run in [other, mine, nil] { console.appliance.append(.runStarted, of: run) }
            let stream = try open(console, "?from_seq=1&run_id=run_1")
            let before = try #require(await stream.read(until: "id: 2\n"))
            #expect(!before.contains("id: 1\n"))
            console.appliance.append(.runEnded, of: other)
            console.appliance.append(.runEnded, of: mine)
            let after = try #require(await stream.read(until: "id: 5\n"))
            #expect(!after.contains("id: 3\n") && !after.contains("id: 4\n"))
        }
    }

    @Test("a number that is none is refused", arguments: [("", "Last-Event-ID: x"), ("?from_seq=0", "A: b")])
    func wrongNumbers(query: String, header: String) async throws {
        try await withConsole { console in
            let head = try #require(await open(console, query, extra: [header]).read(until: "\r\n\r\n"))
            #expect(head.hasPrefix("HTTP/1.1 400"))
        }
    }

    @Test("a quiet stream says that it is alive")
    func heartbeat() async throws {
        try await withConsole(ConsoleConfiguration(port: 0, heartbeat: .milliseconds(10))) { console in
            let stream = try open(console)
            #expect(await stream.read(until: ": heartbeat\n\n") != nil)
            #expect(await stream.read(until: ": heartbeat\n\n") != nil)
        }
    }

    @Test("it ends whole when the server shuts down, and when the log ends")
    func ends() async throws {
        try await withConsole { console in
            let log = try open(console)
            _ = await log.read(until: ": understudy events")
            console.appliance.endStreams()
            #expect(String(decoding: await log.readToEnd(), as: UTF8.self).hasSuffix("0\r\n\r\n"))
            let server = try open(console)
            _ = await server.read(until: ": understudy events")
            await console.shutDown()
            #expect(String(decoding: await server.readToEnd(), as: UTF8.self).hasSuffix("0\r\n\r\n"))
        }
    }

    @Test("the agent sees how runs go and nothing else")
    func agent() async throws {
        try await withConsole { console in
            for name in EventName.allCases { console.appliance.append(name) }
            console.appliance.append(.runEnded)
            let last = EventName.allCases.count + 1
            let stream = try open(console, "?from_seq=1", principal: "agent")
            let text = try #require(await stream.read(until: "id: \(last)\n"))
            let page = try await console.request("GET", "/v1/events?limit=1000", headers: console.headers("agent"))
            for name in EventName.allCases {
                let isSeen = text.contains("event: \(name.rawValue)\n")
                #expect(isSeen == (name.rawValue.hasPrefix("run_") || name.rawValue.hasPrefix("step_")), "\(name)")
                #expect(page.body.contains("\"\(name.rawValue)\"") == isSeen)
            }
        }
    }

    @Test("there are only so many, and a reader that leaves makes room")
    func seats() async throws {
        try await withConsole(ConsoleConfiguration(port: 0, streamLimit: 1)) { console in
            var first: RawConnection? = try open(console)
            _ = await first?.read(until: ": understudy events")
            let second = try #require(await open(console).read(until: "\r\n\r\n"))
            #expect(second.hasPrefix("HTTP/1.1 503"))
            first = nil
            var status = ""
            repeat {
                status = String((try await open(console).read(until: "\r\n\r\n") ?? "").prefix(12))
            } while status == "HTTP/1.1 503"
            #expect(status == "HTTP/1.1 200")
        }
    }

    @Test("a page of events can be cut by number, name and count")
    func page() async throws {
        try await withConsole { console in
            for name in [EventName.runStarted, .stepStarted, .runEnded] { console.appliance.append(name) }
            let value = try JSONText.parse(try await console.request("GET", "/v1/events?after=1&limit=1").body)
            #expect(value["events"]?.array?.compactMap { $0["seq"] } == [2])
            let last = try JSONText.parse(try await console.request("GET", "/v1/events?after=-1").body)
            #expect(last["events"]?.array?.compactMap { $0["seq"] } == [3])
        }
    }
}
