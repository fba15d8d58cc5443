// SPDX-License-Identifier: Apache-2.0
import Oversight
import Testing
import WebAddresses

@Suite("Deciding")
struct EvaluateTests {
    private let skill = Grants(networkDomains: [.shop], secretOrigins: ["shop-password": .shop])
    private let global = Grants(networkDomains: [.pay], secretOrigins: ["pay-pin": .pay])

    private func decide(_ request: ActionRequest, killSwitch: Bool = false, ownPorts: Set<Int> = []) -> String {
        switch evaluate(
            request,
            skillGrants: skill,
            globalGrants: global,
            killSwitch: killSwitch,
            ownPorts: ownPorts
        )
        {
        case .allow: "allow"
        case .deny(let violation): violation.reason.rawValue
        case .requireApproval(let violation): "ask: " + violation.reason.rawValue
        }
    }

    @Test("the skill's sites and the global grants are allowed, and nothing else is")
    func union() {
        #expect(decide(.click(on: .shop)) == "allow")
        #expect(decide(.click(on: .pay)) == "allow")
        for other in [
            "http://shop.example", "https://shop.example:8443", "https://shop.example.evil.test",
            "https://www.shop.example", "http://localhost:8080", "http://10.0.0.1",
        ] {
            #expect(decide(.click(on: .origin(other))) == "domain_not_granted")
        }
    }

    @Test("an address is opened only on a granted origin, whatever stands in its path")
    func opening() throws {
        #expect(decide(.doing(.open(try WebAddress("https://shop.example/menu?next=https://evil.test")))) == "allow")
        #expect(
            decide(.doing(.open(try WebAddress("https://evil.test/https://shop.example/")))) == "domain_not_granted"
        )
    }

    @Test(
        "what holds a machine's credentials, or is no host, is denied also when it is granted",
        arguments: [
            "http://169.254.169.254", "http://0xa9fea9fe", "http://[::ffff:a9fe:a9fe]", "http://[fd00:ec2::254]",
            "http://metadata.google.internal", "http://0.0.0.0:8094", "http://[::]:8094", "http://224.0.0.1",
        ]
    )
    func forbidden(_ text: String) throws {
        let origin = try WebOrigin(text)
        let granted = Grants(networkDomains: [origin])
        let decision = evaluate(.click(on: origin), skillGrants: granted, globalGrants: granted, killSwitch: false)
        guard case .deny(let violation) = decision else {
            Issue.record("\(text) was not denied")
            return
        }
        #expect(violation.reason == .addressForbidden)
    }

    @Test(
        "the appliance's own ports on this machine are denied also when they are granted",
        arguments: ["http://127.0.0.1:8094", "http://localhost:8094", "http://[::1]:8094", "http://127.1:8094"]
    )
    func ownPorts(_ text: String) throws {
        let origin = try WebOrigin(text)
        let granted = Grants(networkDomains: [origin])
        func decide(_ ports: Set<Int>) -> Decision {
            evaluate(
                .click(on: origin),
                skillGrants: granted,
                globalGrants: Grants(),
                killSwitch: false,
                ownPorts: ports
            )
        }
        #expect(decide([]) == .allow)
        #expect(decide([8093]) == .allow)
        guard case .deny(let violation) = decide([8094]) else {
            Issue.record("\(text) was not denied")
            return
        }
        #expect(violation.reason == .addressForbidden)
    }

    @Test("the kill switch denies everything, a person's actions as well")
    func killSwitch() {
        for request in [
            ActionRequest.click(), .click(irreversible: true), .click(by: .person("operator")), .doing(.reload),
            .doing(.history), .doing(.closeTab), .doing(.answerDialog),
        ] {
            #expect(decide(request, killSwitch: true) == "kill_switch")
        }
    }

    @Test("what cannot be undone needs a person, unless a person does it themselves")
    func irreversible() {
        #expect(decide(.click(irreversible: true)) == "ask: consent_required")
        #expect(decide(.click(by: .agent, irreversible: true)) == "ask: consent_required")
        #expect(decide(.click(by: .person("operator"), irreversible: true)) == "allow")
        #expect(decide(.click(on: .origin("https://evil.test"), irreversible: true)) == "domain_not_granted")
    }

    @Test("a secret is typed where it is bound, and nowhere else, also when the place is granted")
    func secrets() {
        #expect(decide(.doing(.typeSecret(name: "shop-password", on: .shop))) == "allow")
        #expect(decide(.doing(.typeSecret(name: "shop-password", on: .pay))) == "secret_bound_elsewhere")
        #expect(decide(.doing(.typeSecret(name: "pay-pin", on: .shop))) == "secret_bound_elsewhere")
        #expect(decide(.doing(.typeSecret(name: "unknown", on: .shop))) == "allow")
    }

    @Test("both the skill's word and the store's must fit")
    func bothBindings() {
        let lying = Grants(networkDomains: [.shop], secretOrigins: ["pay-pin": .shop])
        let decision = evaluate(
            .doing(.typeSecret(name: "pay-pin", on: .shop)),
            skillGrants: lying,
            globalGrants: global,
            killSwitch: false
        )
        guard case .deny(let violation) = decision else {
            Issue.record("it was not denied")
            return
        }
        #expect(violation.reason == .secretBoundElsewhere)
    }

    @Test("each reason has its own code")
    func codes() {
        #expect(
            ReasonCode.allCases.map(\.rawValue).sorted() == [
                "address_forbidden", "audit_unavailable", "consent_mismatch", "consent_required", "domain_not_granted",
                "kill_switch", "path_not_granted", "secret_bound_elsewhere", "tab_driven",
            ]
        )
    }
}
