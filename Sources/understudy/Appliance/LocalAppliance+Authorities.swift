// SPDX-License-Identifier: Apache-2.0
internal import Auditing
internal import Browsing
internal import Console
internal import Vocabulary

extension LocalAppliance {
    func authorities() async throws -> [AuthoritySummary] {
        try authorityStore.names.map { name in
            // One that has expired since is listed all the same, so that it is seen and removed.
            do {
                let authority = try authorityStore.read([name])
                return AuthoritySummary(name: name, sha256: authority[0].sha256, ends: authority[0].ends)
            } catch let error as BrowsingError {
                let digest = try authorityStore.digest(of: name)
                return AuthoritySummary(name: name, sha256: digest, ends: nil, problem: error.message)
            }
        }
    }

    func addAuthority(_ request: AddAuthority, by principal: Principal) async throws -> [AuthoritySummary] {
        let bytes = Array(request.pem.utf8)
        let authority = try authorityStore.authority(request.name, bytes)
        try await note(.authorityAdded, request.name, authority.sha256, principal) {
            try authorityStore.write(bytes, of: request.name)
        }
        return try await authorities()
    }

    func removeAuthority(_ name: Slug, by principal: Principal) async throws -> [AuthoritySummary] {
        guard authorityStore.names.contains(name) else {
            throw CommandError(
                code: "authority_unknown",
                message: "There is no authority '\(name)': see 'understudy authorities'.",
                kind: .notFound
            )
        }
        try await note(.authorityRemoved, name, nil, principal) { try authorityStore.remove(name) }
        return try await authorities()
    }

    private func note(
        _ event: EventName,
        _ authority: Slug,
        _ sha256: String?,
        _ principal: Principal,
        _ body: () throws -> Void
    ) async throws {
        let correlation = CorrelationID.new()
        let told = { (outcome: EventOutcome) in
            Event(
                event,
                source: .operator,
                outcome: outcome,
                transport: .file,
                correlationID: correlation,
                extra: [
                    "authority": .string(authority.text), "sha256": sha256.map { .string($0) } ?? .null,
                    "principal": .string(principal.rawValue),
                ]
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
