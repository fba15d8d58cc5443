// SPDX-License-Identifier: Apache-2.0
import Oversight
import Testing
import Vocabulary
import WebAddresses

@Suite("The gate")
struct PermissionGateTests {
    @Test("a permit is for exactly the effect asked, and the decision is in the log before it is given")
    func permits() async throws {
        try await withGate { house in
            let permit = try #require(try await house.permit(.click()).permit)
            #expect(permit.effect == .input(.pointer, on: .shop))
            #expect(permit.allowsInput(on: .shop))
            #expect(!permit.allowsInput(on: .pay))
            #expect(throws: Refused.self) { try permit.require(.reload, or: Refused()) }
            let event = try #require(house.log.events.first)
            #expect(event.name == .actionDecided)
            #expect(event.outcome == .allowed)
            #expect(event.correlationID == permit.correlationID)
            #expect(
                event.extra == [
                    "actor": "replay", "run": "run_1", "step": "a4", "skill": "order-coffee", "sha256": "9c1f",
                    "effect": "pointer", "action": "click pay", "origin": "https://shop.example",
                ]
            )
        }
    }

    @Test("a denial throws its reason and is in the log")
    func denies() async throws {
        try await withGate { house in
            let error = await #expect(throws: OversightError.self) {
                try await house.permit(.click(on: .origin("https://evil.test")))
            }
            #expect(error?.reason == .denied(.domainNotGranted))
            #expect(error?.code == "domain_not_granted")
            #expect(error?.kind == .refused)
            #expect(house.log.events.map(\.outcome) == [.denied])
            #expect(house.log.events.first?.extra["reason"] == "domain_not_granted")
        }
    }

    @Test("nothing is permitted, asked or used up when the decision cannot be written")
    func brokenLog() async throws {
        try await withGate { house in
            house.log.breakDown()
            for request in [ActionRequest.click(), .click(irreversible: true), .click(on: .pay)] {
                let error = await #expect(throws: OversightError.self) { try await house.permit(request) }
                #expect(error?.reason == .denied(.auditUnavailable))
                #expect(error?.kind == .unavailable)
                #expect(error?.message.contains("/home/audit.sqlite") == true)
            }
            #expect(house.desk.list().isEmpty)
            #expect(house.log.events.isEmpty)
        }
    }

    @Test("consent is asked for, given once, and used once")
    func consent() async throws {
        try await withGate { house in
            let request = ActionRequest.click(irreversible: true)
            let approval = try #require(try await house.permit(request).approval)
            #expect(
                house.desk.approval(approval)?.question
                    == "The skill 'order-coffee' wants to do 'click pay' at https://shop.example, which cannot be "
                    + "undone. Allow it this once?"
            )
            await expectMismatch { try await house.permit(request, consentedBy: approval) }
            _ = try await house.desk.decide(approval, approve: true, by: "operator")
            #expect(try await house.permit(request, consentedBy: approval).permit != nil)
            await expectMismatch { try await house.permit(request, consentedBy: approval) }
            #expect(house.desk.approval(approval)?.state == .used)
            #expect(
                house.log.events.map { "\($0.name.rawValue) \($0.outcome.rawValue)" } == [
                    "action_decided pending", "approval_requested pending", "action_decided denied",
                    "approval_decided allowed", "action_decided allowed", "action_decided denied",
                ]
            )
            #expect(house.log.events[4].extra["approval"] == .string(approval.rawValue))
        }
    }

    @Test("a consent is for one run, one step, one effect and one action, and no other")
    func bound() async throws {
        try await withGate { house in
            try await house.grants.add(.pay, by: "operator", events: house.log)
            let request = ActionRequest.click(irreversible: true)
            let approval = try #require(try await house.permit(request).approval)
            _ = try await house.desk.decide(approval, approve: true, by: "operator")
            for other in [
                ActionRequest.click(by: .replay(run: "run_2"), irreversible: true),
                .click(by: .replay(step: "a5"), irreversible: true), .click(on: .pay, irreversible: true),
                .click(irreversible: true, description: "click delete"), .click(by: .agent, irreversible: true),
            ] {
                await expectMismatch { try await house.permit(other, consentedBy: approval) }
            }
            #expect(try await house.permit(request, consentedBy: approval).permit != nil)
        }
    }

    @Test("a consent that was denied, or is nobody's, permits nothing")
    func denied() async throws {
        try await withGate { house in
            let request = ActionRequest.click(irreversible: true)
            let approval = try #require(try await house.permit(request).approval)
            _ = try await house.desk.decide(approval, approve: false, by: "operator")
            await expectMismatch { try await house.permit(request, consentedBy: approval) }
            await expectMismatch { try await house.permit(request, consentedBy: ApprovalID(rawValue: "apr_x")) }
        }
    }

    @Test("the kill switch makes permits void that were given before, for ever")
    func revoked() async throws {
        try await withGate { house in
            let permit = try #require(try await house.permit(.click()).permit)
            try await house.killSwitch.set(true, by: "operator", events: house.log)
            #expect(permit.isRevoked)
            #expect(!permit.allowsInput(on: .shop))
            #expect(throws: Refused.self) { try permit.require(permit.effect, or: Refused()) }
            let error = await #expect(throws: OversightError.self) { try await house.permit(.click()) }
            #expect(error?.reason == .denied(.killSwitch))
            try await house.killSwitch.set(false, by: "operator", events: house.log)
            #expect(permit.isRevoked)
            #expect(try await house.permit(.click()).permit?.isRevoked == false)
        }
    }

    @Test("no permit is given when the kill switch is turned on while the decision is written")
    func killedDuringWrite() async throws {
        try await withGate { house in
            house.log.duringNextWrite { _ in try? await house.killSwitch.set(true, by: "operator", events: house.log) }
            let error = await #expect(throws: OversightError.self) { try await house.permit(.click()) }
            #expect(error?.reason == .denied(.killSwitch))
            #expect(house.log.events.last?.outcome == .denied)
        }
    }

    @Test("the gate knows where the stored secrets are bound")
    func secrets() async throws {
        try await withGate { house in
            try await house.secrets.set("pin", origin: .pay, value: Secret("1234"), events: house.log)
            let error = await #expect(throws: OversightError.self) {
                try await house.permit(.doing(.typeSecret(name: "pin", on: .shop)))
            }
            #expect(error?.reason == .denied(.secretBoundElsewhere))
            #expect(house.log.events.last?.extra["secret"] == "pin")
            #expect(house.log.events.allSatisfy { !"\($0)".contains("1234") })
        }
    }

    @Test("the appliance's own port cannot be opened, whoever granted it")
    func ownPort() async throws {
        try await withGate { house in
            let own = WebOrigin.origin("http://localhost:8094")
            try await house.grants.add(own, by: "operator", events: house.log)
            #expect(try await house.permit(.click(on: own)).permit != nil)
            house.gate.forbid(ownPort: 8094)
            let error = await #expect(throws: OversightError.self) { try await house.permit(.click(on: own)) }
            #expect(error?.reason == .denied(.addressForbidden))
        }
    }

    @Test("a person's own action is decided and logged with their name")
    func person() async throws {
        try await withGate { house in
            let answer = try await house.permit(.click(by: .person("operator"), irreversible: true))
            #expect(answer.permit != nil)
            #expect(house.log.events.first?.extra["principal"] == "operator")
            let error = await #expect(throws: OversightError.self) {
                try await house.permit(.click(on: .pay, by: .person("operator")))
            }
            #expect(error?.reason == .denied(.domainNotGranted))
        }
    }

    @Test("a page may be read where it may be acted on")
    func reading() async throws {
        try await withGate { house in
            let skill = Grants(networkDomains: [.shop])
            #expect(house.gate.mayRead(.shop, skillGrants: skill))
            #expect(!house.gate.mayRead(.pay, skillGrants: skill))
            try await house.grants.add(.pay, by: "operator", events: house.log)
            #expect(house.gate.mayRead(.pay, skillGrants: skill))
        }
    }

    private struct Refused: Error {}

    private func expectMismatch(_ body: () async throws -> PermitAnswer) async {
        let error = await #expect(throws: OversightError.self) { try await body() }
        #expect(error?.reason == .denied(.consentMismatch))
    }
}
