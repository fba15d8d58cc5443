// SPDX-License-Identifier: Apache-2.0
import Auditing
import Console
import Oversight
import Testing
import Vocabulary
import WebAddresses

@testable import understudy

@Suite("The answer to a run that needs a person")
struct AnswerTests {
    private let run = RunID(rawValue: "run_1")

    /// Makes a run that waits for a yes, as the executor would.
    private func waitingRun(_ appliance: LocalAppliance) async throws -> ApprovalID {
        try await appliance.audit.record(
            Event(
                .runQueued,
                source: .appliance,
                outcome: .pending,
                correlationID: .new(),
                extra: [
                    "run": .string(run.rawValue), "skill": "order-coffee", "sha256": "9c1f",
                    "state": .string(RunState.queued.rawValue),
                ]
            )
        )
        let shop = try WebOrigin("https://shop.example")
        let request = ActionRequest(
            actor: .replay(run: run, step: StepID(rawValue: "a4"), skill: try Slug("order-coffee"), sha256: "9c1f"),
            effect: .input(.pointer, on: shop),
            isIrreversible: true,
            correlationID: .new(),
            description: "click pay"
        )
        guard
            case .needsApproval(let question) = try await appliance.gate.permit(
                for: request,
                skillGrants: Grants(networkDomains: [shop])
            )
        else { throw CancellationError() }
        appliance.live.queue(run)
        appliance.live.runWaits(run, for: question)
        return question
    }

    @Test("decides its open question, once", arguments: [(Decide.Answer.approve, "approved"), (.deny, "denied")])
    func decides(_ answer: Decide.Answer, _ state: String) async throws {
        try await withServedIdleAppliance { appliance, address in
            let question = try await waitingRun(appliance)
            let remote = try RemoteAppliance(address: address, home: appliance.home)
            #expect(try await remote.run(run).waitsFor?.id == question)
            let detail = try await remote.answerRun(run, RunAnswer(decision: answer), by: .operator)
            #expect(detail.waitsFor == nil)
            #expect(detail.summary.state == .running)
            #expect(try await remote.approvals().map(\.state) == [state])
            let again = await #expect(throws: CommandError.self) {
                try await remote.answerRun(run, RunAnswer(decision: answer), by: .operator)
            }
            #expect(again?.code == "run_asks_nothing")
            #expect(again?.kind == .conflict)
            let decided = try await appliance.events(EventQuery(event: "approval_decided"))
            #expect(decided.count == 1)
            #expect(decided[0].json.contains("\"principal\":\"operator\""))
        }
    }

    @Test("is refused for a run that there is not")
    func unknown() async throws {
        try await withIdleAppliance { appliance in
            let error = await #expect(throws: CommandError.self) {
                try await appliance.answerRun(run, RunAnswer(decision: .approve), by: .operator)
            }
            #expect(error?.code == "run_unknown")
        }
    }
}
