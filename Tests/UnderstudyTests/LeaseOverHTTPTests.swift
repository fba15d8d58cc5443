// SPDX-License-Identifier: Apache-2.0
import Auditing
import Console
import ConsoleTesting
import Foundation
import Oversight
import Replaying
import Testing
import Vocabulary

import class TestSupport.Watched

@testable import understudy

/// The lease as clients over real connections meet it; the run's worker is one that only asks for its turn.
@Suite("Who drives a run, over HTTP")
struct LeaseOverHTTPTests {
    private static let run = RunID(rawValue: "run_1")

    /// What the worker was told.
    private final class Turns: Sendable {
        private let told = Watched<[String]>([])

        func note(_ word: String) { told.update { if $0.last != word { $0.append(word) } } }

        /// Waits until these are the words, each once.
        func come(to words: [String]) async throws {
            _ = try await told.wait(for: "the turns \(words)") { $0 == words ? true : nil }
        }
    }

    private struct Stage: Sendable {
        let appliance: LocalAppliance
        let remote: RemoteAppliance
        let port: Int
        let turns: Turns

        func code(_ body: () async throws -> Void) async -> String? {
            do { try await body() } catch { return (error as? any ExplainedError)?.code }
            return nil
        }

        /// What the log says of who drives.
        func changes() async throws -> [String?] {
            try await appliance.events(EventQuery(event: "control_changed"))
                .map { try JSONText.parse($0.json)["extra"]?["change"]?.string }
        }

        func token(of principal: String) throws -> String {
            try String(contentsOfFile: appliance.home + "/tokens/" + principal, encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }

        func send(_ method: String, _ path: String, _ body: String, as principal: String) throws -> RawConnection {
            let connection = try RawConnection(port: port)
            connection.send(
                "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer "
                    + "\(try token(of: principal))\r\nContent-Type: application/json\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            )
            return connection
        }
    }

    private func withRun(
        _ worker: ControlLease.Worker = .replay,
        leaseTerm: Duration = ControlLease.term,
        _ body: @escaping @Sendable (Stage) async throws -> Void
    ) async throws {
        try await withServedIdleAppliance(leaseTerm: leaseTerm) { appliance, address in
            let run = Self.run
            _ = try await appliance.audit.record(
                Event(
                    .runQueued,
                    source: .appliance,
                    outcome: .pending,
                    correlationID: .new(),
                    extra: ["run": .string(run.rawValue), "skill": "shop", "sha256": "9c1f", "state": "running"]
                )
            )
            let leases = appliance.controls.leases
            leases.begin(run, by: worker, correlation: .new()) { [TabID(rawValue: "tab-1")] }
            let turns = Turns()
            let stage = Stage(
                appliance: appliance,
                remote: try RemoteAppliance(address: address, home: appliance.home),
                port: try #require(address.split(separator: ":").last.flatMap { Int($0) }),
                turns: turns
            )
            try await withThrowingTaskGroup(of: Bool.self) { group in
                defer { group.cancelAll() }
                group.addTask {
                    while !Task.isCancelled {
                        switch leases.turn(of: run, isCutShort: false) {
                        case .go:
                            turns.note("go")
                            for await standing in leases.standings(of: run) where standing != nil { break }
                        case .wait(let standing, let count, let end):
                            turns.note(standing.state.rawValue)
                            try? await leases.waitForSignal(of: run, after: count, until: end)
                        }
                    }
                    return false
                }
                group.addTask {
                    try await body(stage)
                    return true
                }
                while let isOver = try await group.next() { if isOver { return } }
            }
        }
    }

    @Test("of two people who take it over at once one drives, and the other can neither renew, hand back nor pause")
    func twoPeople() async throws {
        try await withRun { stage in
            async let first = try? stage.remote.takeOver(Self.run, TakeOver(), by: .operator)
            async let second = try? stage.remote.takeOver(Self.run, TakeOver(), by: .operator)
            let leases = await [first, second].compactMap(\.self)
            let lease = try #require(leases.first)
            #expect(leases.count == 1)
            let stranger = RenewLease(lease: LeaseID(rawValue: "lea_0000000000000000"))
            #expect(
                await stage.code { _ = try await stage.remote.renewLease(stranger, of: Self.run, by: .operator) }
                    == "lease_lost"
            )
            #expect(
                await stage.code {
                    _ = try await stage.remote.handBack(
                        Self.run,
                        HandBack(lease: stranger.lease, then: .goOn),
                        by: .operator
                    )
                } == "lease_lost"
            )
            #expect(await stage.code { try await stage.remote.pauseRun(Self.run, by: .operator) } == "lease_held")
            #expect(await stage.code { try await stage.remote.resumeRun(Self.run, by: .operator) } == "lease_held")
            let leasesNow = stage.appliance.controls.leases
            #expect(leasesNow.mayDrive(in: Self.run, as: "operator", lease: stranger.lease) != .allow)
            #expect(leasesNow.mayDrive(in: Self.run, as: "operator", lease: lease.lease) == .allow)
            try await stage.turns.come(to: ["go", "taken_over"])
        }
    }

    @Test("an agent takes nothing over, and does nothing itself while a person drives", arguments: [false, true])
    func agent(_ isDriven: Bool) async throws {
        try await withRun(.agent) { stage in
            #expect(try await stage.remote.run(Self.run).control?.driver == "agent")
            let lease = isDriven ? try await stage.remote.takeOver(Self.run, TakeOver(), by: .operator) : nil
            let shown = lease?.lease.rawValue ?? "lea_0000000000000000"
            let calls = [
                ("hitl/run_1/takeover", "{}"), ("hitl/run_1/renew", "{\"lease\":\"\(shown)\"}"),
                ("hitl/run_1/handback", "{\"lease\":\"\(shown)\",\"then\":\"go_on\"}"),
                ("hitl/run_1/pause", "{}"), ("hitl/run_1/resume", "{}"),
                ("hitl/run_1/inject", "{\"steps\":[{\"click\":\"keep\"}]}"), ("runs/run_1/answer", "{\"none\":true}"),
                ("tabs/tab-1/input", "{\"lease\":\"\(shown)\",\"events\":[{\"type\":\"text\",\"text\":\"a\"}]}"),
                ("tabs/tab-1/dialog", "{\"number\":1,\"accept\":true,\"lease\":\"\(shown)\"}"),
            ]
            for (path, body) in calls {
                let connection = try stage.send("POST", "/v1/" + path, body, as: "agent")
                let head = await connection.read(until: "\r\n")
                #expect(head?.hasPrefix("HTTP/1.1 403") == true, "\(path): \(head ?? "")")
            }
            #expect(try await stage.remote.run(Self.run).control?.driver == (isDriven ? "person" : "agent"))
            try await stage.turns.come(to: isDriven ? ["go", "taken_over"] : ["go"])
            guard let lease else { return }
            try await stage.appliance.controls.leases.handBack(Self.run, lease.lease, .goOn, by: "operator")
            #expect(try await stage.remote.run(Self.run).control?.driver == "agent")
        }
    }

    @Test("a driver whose connection dies loses the wheel to nobody: the run stands still and does not go on by itself")
    func lostConnection() async throws {
        try await withRun(leaseTerm: .seconds(5)) { stage in
            do {
                let driver = try stage.send("POST", "/v1/hitl/run_1/takeover", "{}", as: "operator")
                let head = await driver.read(until: "\"lease\"")
                #expect(head?.hasPrefix("HTTP/1.1 200") == true, "\(head ?? "")")
            }
            // The connection is closed, and nothing renews the lease.
            try await withDeadline(.after(.seconds(20)), waitingFor: "the lease to be lost") {
                for await standing in stage.appliance.controls.leases.standings(of: Self.run)
                where standing == .paused(.leaseLost) { return }
            }
            let control = try #require(try await stage.remote.run(Self.run).control)
            #expect(control.driver == "nobody" && control.principal == nil)
            try await stage.turns.come(to: ["go", "taken_over", "paused"])
            // Nobody waits for the log when a lease is lost: it follows.
            try await withDeadline(.after(.seconds(20)), waitingFor: "the loss to be in the log") {
                while try await stage.changes() != ["takeover", "lease_lost"] { try Task.checkCancellation() }
            }
            // It is somebody's again only when they take it.
            let again = try await stage.remote.takeOver(Self.run, TakeOver(), by: .operator)
            try await stage.turns.come(to: ["go", "taken_over", "paused", "taken_over"])
            #expect(again.expires <= 5)
        }
    }
}
