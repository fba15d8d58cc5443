// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import Oversight

@Suite("Questions to a person")
struct ApprovalDeskTests {
    private let log = MemoryLog()
    private let request = ActionRequest.click(irreversible: true)

    @Test("a question and its answer are in the log before anybody sees them")
    func writtenFirst() async throws {
        let desk = ApprovalDesk(events: log)
        log.duringNextWrite { _ in #expect(desk.list().isEmpty) }
        let id = try await desk.ask(request)
        log.duringNextWrite { _ in #expect(desk.approval(id)?.state == .pending) }
        let decided = try await desk.decide(id, approve: true, by: "operator")
        #expect(decided.state == .approved)
        #expect(decided.principal == "operator")
        #expect(log.names == [.approvalRequested, .approvalDecided])
        let asked = log.events[0]
        #expect(asked.extra["approval"] == .string(id.rawValue))
        #expect(asked.extra["run"] == "run_1")
        #expect(asked.extra["step"] == "a4")
        #expect(asked.extra["kind"] == "consent")
        #expect(asked.extra["question"] == .string(decided.question))
        #expect(asked.extra["expires"] == .string("\(decided.expires)"))
        #expect(log.events[1].extra["decision"] == "approved")
        #expect(log.events[1].extra["principal"] == "operator")
        #expect(log.events[1].source == .operator)
    }

    @Test("a question is decided once, also when two decide at the same moment")
    func once() async throws {
        let desk = ApprovalDesk(events: log)
        let id = try await desk.ask(request)
        log.duringNextWrite { _ in
            let error = await #expect(throws: OversightError.self) {
                try await desk.decide(id, approve: true, by: "agent")
            }
            #expect(error?.reason == .approvalOver)
        }
        _ = try await desk.decide(id, approve: false, by: "operator")
        let error = await #expect(throws: OversightError.self) { try await desk.decide(id, approve: true, by: "late") }
        #expect(error?.reason == .approvalOver)
        #expect(error?.message.contains("denied") == true)
        #expect(log.names == [.approvalRequested, .approvalDecided])
    }

    @Test("an answer that cannot be written is none, and the question still waits")
    func brokenLog() async throws {
        let desk = ApprovalDesk(events: log)
        let id = try await desk.ask(request)
        log.breakDown()
        await #expect(throws: FileError.self) { try await desk.decide(id, approve: true, by: "operator") }
        await #expect(throws: FileError.self) { try await desk.ask(request) }
        #expect(desk.list().map(\.state) == [.pending])
        log.mend()
        #expect(try await desk.decide(id, approve: true, by: "operator").state == .approved)
    }

    @Test("all who wait get the answer")
    func waiting() async throws {
        let desk = ApprovalDesk(events: log)
        let id = try await desk.ask(request)
        try await withThrowingTaskGroup(of: ApprovalState.self) { group in
            for _ in 1...3 { group.addTask { try await desk.wait(id, deadline: .after(.seconds(60))) } }
            _ = try await desk.decide(id, approve: true, by: "operator")
            for try await state in group { #expect(state == .approved) }
        }
        #expect(try await desk.wait(id, deadline: .after(.zero)) == .approved)
    }

    @Test("nobody's answer is a no, which is in the log and cannot be undone")
    func expired() async throws {
        let desk = ApprovalDesk(events: log, limit: .zero)
        let id = try await desk.ask(request)
        #expect(desk.list().map(\.state) == [.expired])
        #expect(try await desk.wait(id, deadline: .after(.seconds(60))) == .expired)
        let error = await #expect(throws: OversightError.self) { try await desk.decide(id, approve: true, by: "late") }
        #expect(error?.reason == .approvalOver)
        #expect(!desk.useUp(id, for: request))
        #expect(log.names == [.approvalRequested, .approvalDecided])
        #expect(log.events[1].extra["decision"] == "expired")
        #expect(log.events[1].outcome == .denied)
    }

    @Test("whoever waits gives up at their deadline, and then the question is over")
    func deadline() async throws {
        let desk = ApprovalDesk(events: log)
        let id = try await desk.ask(request)
        #expect(try await desk.wait(id, deadline: .after(.milliseconds(1))) == .expired)
        #expect(desk.approval(id)?.state == .expired)
        #expect(log.events.last?.extra["decision"] == "expired")
    }

    @Test("a yes that is being written when the wait ends still counts")
    func decidedAtTheLastMoment() async throws {
        let desk = ApprovalDesk(events: log)
        let id = try await desk.ask(request)
        let (writing, isWriting) = AsyncStream.makeStream(of: Void.self)
        let (goOn, mayGoOn) = AsyncStream.makeStream(of: Void.self)
        log.duringNextWrite { _ in
            isWriting.yield()
            for await _ in goOn { break }
        }
        try await withThrowingTaskGroup(of: ApprovalState.self) { group in
            group.addTask { try await desk.decide(id, approve: true, by: "operator").state }
            for await _ in writing { break }
            group.addTask { try await desk.wait(id, deadline: .after(.milliseconds(1))) }
            group.addTask {
                try await ContinuousClock().sleep(until: .now + .milliseconds(20))
                mayGoOn.yield()
                return .approved
            }
            for try await state in group { #expect(state == .approved) }
        }
    }

    @Test("a question whose asker is cancelled is withdrawn")
    func withdrawn() async throws {
        let desk = ApprovalDesk(events: log)
        let id = try await desk.ask(request)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await desk.wait(id, deadline: .after(.seconds(60)))
                }
            }
            group.cancelAll()
        }
        #expect(desk.approval(id)?.state == .withdrawn)
        #expect(log.events.last?.outcome == .cancelled)
    }

    @Test("those that wait are listed first, the newest first")
    func order() async throws {
        let desk = ApprovalDesk(events: log)
        var ids: [ApprovalID] = []
        for _ in 1...4 { ids.append(try await desk.ask(request)) }
        _ = try await desk.decide(ids[3], approve: true, by: "operator")
        _ = try await desk.decide(ids[1], approve: false, by: "operator")
        #expect(desk.list().map(\.id) == [ids[2], ids[0], ids[3], ids[1]])
    }

    @Test("a question that does not exist is not found")
    func unknown() async {
        let desk = ApprovalDesk(events: log)
        let id = ApprovalID(rawValue: "apr_x")
        let decided = await #expect(throws: OversightError.self) { try await desk.decide(id, approve: true, by: "me") }
        #expect(decided?.kind == .notFound)
        let waited = await #expect(throws: OversightError.self) { try await desk.wait(id, deadline: .after(.zero)) }
        #expect(waited?.reason == .approvalUnknown)
    }

    @Test("no more than 200 questions wait, and no more than 200 answers are remembered")
    func bounds() async throws {
        let desk = ApprovalDesk(events: log)
        for _ in 1...200 { _ = try await desk.ask(request) }
        let error = await #expect(throws: OversightError.self) { try await desk.ask(request) }
        #expect(error?.reason == .tooManyApprovals)
        for _ in 1...205 {
            let id = try #require(desk.list().first { $0.state == .pending }?.id)
            _ = try await desk.decide(id, approve: false, by: "operator")
            _ = try await desk.ask(request)
        }
        #expect(desk.list().count == 400)
        #expect(desk.list().count { $0.state == .pending } == 200)
    }
}
