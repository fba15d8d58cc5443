// SPDX-License-Identifier: Apache-2.0

/// Why the gate did not simply allow an action: a closed set, documented in `Docs/errors.md`.
public enum ReasonCode: String, Sendable, Hashable, CaseIterable {
    /// The origin is neither among the skill's sites nor granted.
    case domainNotGranted = "domain_not_granted"
    /// The action cannot be undone and needs a person's yes.
    case consentRequired = "consent_required"
    /// The consent given was for another action, or was used already.
    case consentMismatch = "consent_mismatch"
    /// The kill switch is on.
    case killSwitch = "kill_switch"
    /// The address is where a cloud keeps its machine's credentials, no host at all, or the appliance itself; no grant
    /// can allow it.
    case addressForbidden = "address_forbidden"
    /// The secret is bound to another origin than the page's.
    case secretBoundElsewhere = "secret_bound_elsewhere"
    /// A file lies in no folder that may be read from.
    case pathNotGranted = "path_not_granted"
    /// Somebody else drives the tab.
    case tabDriven = "tab_driven"
    /// The intent could not be written into the audit log.
    case auditUnavailable = "audit_unavailable"
}

/// What keeps an action from being allowed.
public struct Violation: Sendable, Hashable {
    /// The stable reason.
    public let reason: ReasonCode
    /// The same in words, with what to do.
    public let message: String
}

/// What the gate says of an action.
public enum Decision: Sendable, Hashable {
    /// It may happen.
    case allow
    /// It may not.
    case deny(Violation)
    /// It may happen once a person has said yes.
    case requireApproval(Violation)
}

extension Decision {
    /// Throws what keeps it from being allowed.
    ///
    /// - Throws: ``OversightError`` with the reason.
    public func require() throws(OversightError) {
        switch self {
        case .allow: break
        case .deny(let violation), .requireApproval(let violation):
            throw OversightError(.denied(violation.reason), violation.message)
        }
    }
}
