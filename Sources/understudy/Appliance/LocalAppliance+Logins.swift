// SPDX-License-Identifier: Apache-2.0
internal import Auditing
internal import Console
internal import Vocabulary

extension LocalAppliance {
    func logins() async throws -> [LoginSummary] {
        profiles.names.map { LoginSummary(name: $0, isUsed: loginBrowsers.isUsed($0)) }
    }

    func addLogin(_ name: Slug, by principal: Principal) async throws -> [LoginSummary] {
        if !profiles.holds(name) {
            try await note(.loginAdded, name, principal) { try profiles.add(name) }
        }
        return try await logins()
    }

    func removeLogin(_ name: Slug, by principal: Principal) async throws -> [LoginSummary] {
        guard name.text != LoginBrowsers.own else {
            throw CommandError(
                code: "login_used",
                message: "The login 'default' is the profile of the appliance's own browser, which is running.",
                kind: .conflict
            )
        }
        guard profiles.holds(name) else { throw CommandError.loginUnknown(name) }
        try await loginBrowsers.whileUnused(name) {
            try await note(.loginRemoved, name, principal) { try profiles.remove(name) }
        }
        return try await logins()
    }

    private func note(_ event: EventName, _ login: Slug, _ principal: Principal, _ body: () throws -> Void) async throws
    {
        let correlation = CorrelationID.new()
        let told = { (outcome: EventOutcome) in
            Event(
                event,
                source: .operator,
                outcome: outcome,
                transport: .file,
                correlationID: correlation,
                extra: ["login": .string(login.text), "principal": .string(principal.rawValue)]
            )
        }
        try await audit.record(told(.started))
        do { try body() } catch {
            audit.enqueue(told(.failed))
            throw error
        }
        audit.enqueue(told(.succeeded))
    }
}
