// SPDX-License-Identifier: Apache-2.0
internal import WebAddresses

/// Decides one action: a pure function of what is asked and what is granted.
///
/// Deny is the default.
///
/// - Parameters:
///   - request: who would do what.
///   - skillGrants: what the skill's own approved file names.
///   - globalGrants: what the operator granted to everything.
///   - killSwitch: whether all external writes are stopped.
public func evaluate(
    _ request: ActionRequest,
    skillGrants: Grants,
    globalGrants: Grants,
    killSwitch: Bool
) -> Decision {
    if killSwitch {
        return .deny(
            Violation(
                reason: .killSwitch,
                message: "The kill switch is on: nothing acts until an operator turns it off."
            )
        )
    }
    if let origin = request.effect.origin {
        if let violation = violation(of: origin, skillGrants: skillGrants, globalGrants: globalGrants) {
            return .deny(violation)
        }
    }
    guard !request.isIrreversible else {
        return .requireApproval(
            Violation(
                reason: .consentRequired,
                message: "'\(request.description)' cannot be undone: a person must agree."
            )
        )
    }
    return .allow
}

private func violation(of origin: WebOrigin, skillGrants: Grants, globalGrants: Grants) -> Violation? {
    switch origin.host.kind {
    case .metadata, .special:
        return Violation(reason: .addressForbidden, message: "\(origin.text) may never be reached from a skill.")
    case .public, .loopback, .private, .linkLocal: break
    }
    guard !skillGrants.networkDomains.contains(origin), !globalGrants.networkDomains.contains(origin) else {
        return nil
    }
    return Violation(
        reason: .domainNotGranted,
        message: "\(origin.text) is neither one of the skill's sites nor granted: add it to 'sites' and have the skill "
            + "approved again, or grant it with 'understudy grants add'."
    )
}
