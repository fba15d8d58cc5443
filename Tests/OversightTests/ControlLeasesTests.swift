// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import Oversight

@Suite("The leases of the runs that are under way")
struct ControlLeasesTests {
    private let run = RunID(rawValue: "run_1")
    private let tab = TabID(rawValue: "tab-1")

    /// A run whose worker does nothing but ask for its turn, until the body is over.
    private func withWorker<Result: Sendable>(
        _ body: @escaping @Sendable (ControlLeases, MemoryLog) async throws -> Result
    ) async throws -> Result {
        let log = MemoryLog()
        let leases = ControlLeases(events: log)
        let (run, tab) = (run, tab)
        leases.begin(run, by: .replay, correlation: .new()) { [tab] }
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                while !Task.isCancelled {
                    switch leases.turn(of: run, isCutShort: true) {
                    case .go:
                        for await standing in leases.standings(of: run) where standing != nil { break }
                    case .wait(_, let count, let end):
                        try? await leases.waitForSignal(of: run, after: count, until: end)
                    }
                }
                return nil
            }
            group.addTask { try await body(leases, log) }
            while let result = try await group.next() { if let result { return result } }
            throw CancellationError()
        }
    }

    private func reason<Value>(_ body: () async throws -> Value) async -> OversightError.Code? {
        do { _ = try await body() } catch { return (error as? OversightError)?.reason }
        return nil
    }

    @Test("of two people who take a run over at once one gets it")
    func two() async throws {
        let run = run
        try await withWorker { leases, log in
            async let first = try? leases.takeOver(run, by: "ada")
            async let second = try? leases.takeOver(run, by: "grace")
            let grants = await [first, second].compactMap(\.self)
            #expect(grants.count == 1)
            let holder = try #require(leases.control(of: run)?.principal)
            let told = log.events.filter { $0.extra["change"] == "takeover" }
            #expect(told.map { $0.extra["principal"]?.string } == [holder])
        }
    }

    @Test("a takeover is answered once the run stands still, and its tabs take nobody else's input")
    func stillness() async throws {
        let (run, tab) = (run, tab)
        try await withWorker { leases, _ in
            #expect(isDenied(leases.mayDrive(in: run, as: "operator", lease: nil)))
            let grant = try await leases.takeOver(run, by: "operator")
            #expect(grant.tab == tab && grant.term == ControlLease.term)
            #expect(leases.control(of: run)?.driver == .person)
            #expect(leases.mayDrive(in: run, as: "operator", lease: grant.lease) == .allow)
            #expect(isDenied(leases.mayDrive(in: run, as: "operator", lease: nil)))
            #expect(isDenied(leases.mayDrive(in: run, as: "operator", lease: LeaseID(rawValue: "lea_other"))))
            #expect(isDenied(leases.mayDrive(in: run, as: "agent", lease: grant.lease)))
            #expect(isDenied(leases.mayDrive(in: .new(), as: "operator", lease: grant.lease)))
            #expect(leases.mayDrive(in: nil, as: "operator", lease: nil) == .allow)
            try await leases.handBack(run, grant.lease, .goOn, by: "operator")
            #expect(isDenied(leases.mayDrive(in: run, as: "operator", lease: grant.lease)))
        }
    }

    @Test("a handback waits for what the person's hand does, and nothing else of theirs begins")
    func handAtWork() async throws {
        let run = run
        try await withWorker { leases, log in
            let grant = try await leases.takeOver(run, by: "operator")
            #expect(await reason { try await leases.hand(in: run, as: "agent", lease: nil) {} } == .denied(.tabDriven))
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await leases.hand(in: run, as: "operator", lease: grant.lease) {
                    group.addTask { try await leases.handBack(run, grant.lease, .goOn, by: "operator") }
                    // The handback has begun once no other input is taken.
                    while await reason({
                        try await leases.hand(in: run, as: "operator", lease: grant.lease) { await Task.yield() }
                    }) == nil {}
                    #expect(leases.control(of: run)?.driver == .person)
                    #expect(!log.events.contains { $0.extra["change"] == "handback" })
                }
                try await group.waitForAll()
            }
            #expect(leases.standing(of: run) == nil)
            #expect(log.events.last?.extra["change"] == "handback")
        }
    }

    @Test("nothing changes that could not be written down")
    func unwritten() async throws {
        let run = run
        try await withWorker { leases, log in
            log.breakDown()
            await #expect(throws: FileError.self) { try await leases.takeOver(run, by: "operator") }
            await #expect(throws: FileError.self) { try await leases.pause(run, by: "operator") }
            #expect(leases.standing(of: run) == nil)
            log.mend()
            _ = try await leases.takeOver(run, by: "operator")
        }
    }

    @Test("a run that ends lets everybody go, and is nobody's any more")
    func ends() async throws {
        let run = run
        try await withWorker { leases, _ in
            let grant = try await leases.takeOver(run, by: "operator")
            leases.end(run)
            #expect(leases.control(of: run) == nil)
            #expect(await reason { try leases.renew(run, grant.lease) } == .runNotDriven)
            #expect(await reason { try await leases.pause(run, by: "operator") } == .runNotDriven)
        }
    }

    @Test("a run that ends while it is taken over is not taken over")
    func endsMeanwhile() async throws {
        let log = MemoryLog()
        let leases = ControlLeases(events: log)
        // Its worker never asks.
        leases.begin(run, by: .replay, correlation: .new()) { [] }
        let run = run
        log.duringNextWrite { _ in leases.end(run) }
        #expect(await reason { try await leases.takeOver(run, by: "operator") } == .runNotDriven)
    }
}

private func isDenied(_ decision: Decision) -> Bool {
    if case .deny(let violation) = decision { violation.reason == .tabDriven } else { false }
}
