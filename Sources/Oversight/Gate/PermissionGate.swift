// SPDX-License-Identifier: Apache-2.0
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

    /// How long a question to a person stays open.
    public static let consentLimit: Duration = .seconds(15 * 60)

    /// Joins the gate's parts.
    public init(events: any EventSink, grants: GrantStore, desk: ApprovalDesk, killSwitch: KillSwitch) {
        self.events = events
        self.grants = grants
        self.desk = desk
        self.killSwitch = killSwitch
    }

    /// Asks for a permit.
    ///
    /// - Parameters:
    ///   - request: who would do what.
    ///   - skillGrants: what the skill's own approved file names.
    ///   - approval: a consent that was asked for and given; it is used up by this call.
    /// - Throws: ``OversightError`` with the gate's reason when the action is denied, or with `audit_unavailable` when
    ///   the decision could not be written.
    public func permit(
        for request: ActionRequest,
        skillGrants: Grants,
        consentedBy approval: ApprovalID? = nil
    ) async throws -> PermitAnswer {
        let decision = evaluate(
            request,
            skillGrants: skillGrants,
            globalGrants: grants.current,
            killSwitch: killSwitch.isOn
        )
        switch decision {
        case .allow:
            try await note(request, .allowed)
            return .permitted(Permit(effect: request.effect, correlationID: request.correlationID))
        case .deny(let violation):
            try await note(request, .denied, violation.reason)
            throw OversightError(.denied(violation.reason), violation.message)
        case .requireApproval(let violation):
            guard let approval else {
                try await note(request, .pending, violation.reason)
                return .needsApproval(try await desk.ask(request, message: violation.message))
            }
            guard desk.useUp(approval, for: request) else {
                try await note(request, .denied, .consentMismatch)
                throw OversightError(
                    .denied(.consentMismatch),
                    "The consent given is not for this step, or was used already."
                )
            }
            try await note(request, .allowed, nil, ["approval": .string(approval.rawValue)])
            return .permitted(Permit(effect: request.effect, correlationID: request.correlationID))
        }
    }

    /// Whether a page of an origin may be read by a skill: looking has no effect, but a page that led away from the
    /// skill's sites is none of its business.
    public func mayRead(_ origin: WebOrigin, skillGrants: Grants) -> Bool {
        skillGrants.networkDomains.contains(origin) || grants.current.networkDomains.contains(origin)
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
                "The action was not done because it could not be written into the audit log: "
                    + ((error as? any ExplainedError)?.message ?? "see the appliance's log.")
            )
        }
    }
}
