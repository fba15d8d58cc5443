// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary
public import WebAddresses

/// What the gate answers to a request that is not refused.
public enum PermitAnswer: Sendable, Hashable {
    /// It may happen, now.
    case permitted(Permit)
    /// A person must agree; this is the request that waits for that.
    case needsApproval(ApprovalID)
}

/// The one gate that every action passes: replay, agent, person and observer alike.
///
/// Each decision is in the audit log before it is answered; what cannot be written does not happen.
public final class PermissionGate: Sendable {
    private let events: any EventSink
    private let grants: GrantStore
    private let desk: ApprovalDesk
    private let killSwitch: KillSwitch
    private let secrets: SecretStore?
    private let ownPorts = Mutex<Set<Int>>([])

    /// Joins the gate's parts.
    ///
    /// - Parameters:
    ///   - events: the audit log.
    ///   - grants: what the operator granted to everything.
    ///   - desk: where a person is asked.
    ///   - killSwitch: what stops everything.
    ///   - secrets: knows where each secret may be typed; without it only the skill's own word is looked at.
    public init(
        events: any EventSink,
        grants: GrantStore,
        desk: ApprovalDesk,
        killSwitch: KillSwitch,
        secrets: SecretStore? = nil
    ) {
        self.events = events
        self.grants = grants
        self.desk = desk
        self.killSwitch = killSwitch
        self.secrets = secrets
    }

    /// Makes a port of this machine one that no grant can open: the appliance's own, or its browser's.
    public func forbid(ownPort port: Int) { ownPorts.withLock { _ = $0.insert(port) } }

    /// Asks for a permit.
    ///
    /// - Parameters:
    ///   - request: who would do what.
    ///   - skillGrants: what the skill's own approved file names.
    ///   - approval: a consent that was asked for and given; it is used up by this call.
    /// - Returns: the permit, or the question that a person must answer first.
    /// - Throws: ``OversightError`` with the gate's reason when the action is denied, or with `audit_unavailable` when
    ///   the decision could not be written.
    public func permit(
        for request: ActionRequest,
        skillGrants: Grants,
        consentedBy approval: ApprovalID? = nil
    ) async throws -> PermitAnswer {
        let turn = killSwitch.turn
        switch decide(request, skillGrants: skillGrants) {
        case .allow: return .permitted(try await give(request, turn: turn))
        case .deny(let violation): throw try await refuse(request, violation)
        case .requireApproval(let violation):
            guard let approval else {
                try await note(request, .pending, violation.reason)
                return .needsApproval(try await desk.ask(request))
            }
            guard desk.useUp(approval, for: request) else {
                throw try await refuse(request, PermissionGate.mismatch)
            }
            return .permitted(try await give(request, turn: turn, ["approval": .string(approval.rawValue)]))
        }
    }

    /// Whether a page of an origin may be read by a skill: looking has no effect, but a page that led away from the
    /// skill's sites is none of its business.
    public func mayRead(_ origin: WebOrigin, skillGrants: Grants) -> Bool {
        skillGrants.networkDomains.contains(origin) || grants.current.networkDomains.contains(origin)
    }

    /// Whether the observer may look at pages of an origin by a grant of its own.
    public func mayObserve(_ origin: WebOrigin) -> Bool { grants.current.observedDomains.contains(origin) }

    /// Whether the agent may read what was observed of a run.
    public func mayReadObservations(of run: RunID) -> Bool { grants.current.observedRuns.contains(run) }

    /// What the gate would say, without a trace: for a person who asks before they change something.
    public func decide(_ request: ActionRequest, skillGrants: Grants) -> Decision {
        var global = grants.current
        global.secretOrigins = secrets?.origins ?? [:]
        return evaluate(
            request,
            skillGrants: skillGrants,
            globalGrants: global,
            killSwitch: killSwitch.isOn,
            ownPorts: ownPorts.withLock { $0 }
        )
    }

    /// Writes the intent and makes the permit.
    ///
    /// The kill switch may have been turned on during the write.
    private func give(
        _ request: ActionRequest,
        turn: Int,
        _ more: [String: JSONValue] = [:]
    ) async throws -> Permit {
        try await note(request, .allowed, nil, more)
        let permit = Permit(
            effect: request.effect,
            correlationID: request.correlationID,
            killSwitch: killSwitch,
            turn: turn
        )
        guard !permit.isRevoked else {
            throw try await refuse(
                request,
                Violation(
                    reason: .killSwitch,
                    message: "The kill switch was turned on: nothing acts until it is off again."
                )
            )
        }
        return permit
    }

    private func refuse(_ request: ActionRequest, _ violation: Violation) async throws -> OversightError {
        try await note(request, .denied, violation.reason)
        return OversightError(.denied(violation.reason), violation.message)
    }

    private func note(
        _ request: ActionRequest,
        _ outcome: EventOutcome,
        _ reason: ReasonCode? = nil,
        _ more: [String: JSONValue] = [:]
    ) async throws {
        var extra = request.actor.extra.merging(more) { own, _ in own }
        extra["effect"] = .string(request.effect.word)
        extra["action"] = .string(request.description)
        if let origin = request.effect.origin { extra["origin"] = .string(origin.text) }
        if let reason { extra["reason"] = .string(reason.rawValue) }
        if case .typeSecret(let name, _) = request.effect { extra["secret"] = .string(name) }
        do {
            try await events.record(
                Event(
                    .actionDecided,
                    source: .gate,
                    outcome: outcome,
                    correlationID: request.correlationID,
                    extra: extra
                )
            )
        } catch {
            throw OversightError(
                .denied(.auditUnavailable),
                "'\(request.description)' was not done because it could not be written into the audit log: "
                    + ((error as? any ExplainedError)?.message ?? "see the appliance's own log.")
            )
        }
    }

    private static let mismatch = Violation(
        reason: .consentMismatch,
        message: "The consent given is not for this step, or was used already."
    )
}
