// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
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
///   - ownPorts: ports of this machine on which the appliance and its browser listen.
/// - Returns: allow; deny with the first reason that applies; or that a person must agree, which no grant replaces.
public func evaluate(
    _ request: ActionRequest,
    skillGrants: Grants,
    globalGrants: Grants,
    killSwitch: Bool,
    ownPorts: Set<Int> = []
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
        let violation =
            violation(forbidding: origin, ownPorts: ownPorts)
            ?? violation(granting: origin, skillGrants: skillGrants, globalGrants: globalGrants)
            ?? violation(reading: request.effect, skillGrants: skillGrants, globalGrants: globalGrants)
            ?? violation(binding: request.effect, skillGrants: skillGrants, globalGrants: globalGrants)
        if let violation { return .deny(violation) }
    }
    // What a person does with their own hand is their yes.
    guard request.isIrreversible, !request.actor.isPerson else { return .allow }
    return .requireApproval(
        Violation(
            reason: .consentRequired,
            message: "'\(request.description)' cannot be undone: a person must agree."
        )
    )
}

private func violation(forbidding origin: WebOrigin, ownPorts: Set<Int>) -> Violation? {
    switch origin.host.kind {
    case .metadata, .special:
        return Violation(
            reason: .addressForbidden,
            message: "\(origin.text) may never be reached: it holds a machine's credentials, or is no host at all."
        )
    case .loopback:
        guard ownPorts.contains(origin.port) else { return nil }
        return Violation(
            reason: .addressForbidden,
            message: "\(origin.text) may never be reached: the appliance itself listens there."
        )
    case .public, .private, .linkLocal: return nil
    }
}

private func violation(granting origin: WebOrigin, skillGrants: Grants, globalGrants: Grants) -> Violation? {
    guard !skillGrants.networkDomains.contains(origin), !globalGrants.networkDomains.contains(origin) else {
        return nil
    }
    return Violation(
        reason: .domainNotGranted,
        message: "\(origin.text) is neither one of the skill's sites nor granted: add it to 'sites' and have the skill "
            + "approved again, or grant it with 'understudy grants add'."
    )
}

/// No path is told again: it is a value of the run.
private func violation(reading effect: Effect, skillGrants: Grants, globalGrants: Grants) -> Violation? {
    guard case .upload(let files, _) = effect else { return nil }
    let folders = skillGrants.readPaths.union(globalGrants.readPaths)
    let isGranted = files.allSatisfy { file in
        PlainPath.isPlain(file) && folders.contains { PlainPath.isInside(file, folder: $0) }
    }
    guard !isGranted else { return nil }
    return Violation(
        reason: .pathNotGranted,
        message: "A file to be uploaded lies in no folder that may be read from: grant its folder with "
            + "'understudy grants add --read FOLDER'."
    )
}

private func violation(binding effect: Effect, skillGrants: Grants, globalGrants: Grants) -> Violation? {
    guard case .typeSecret(let name, let origin) = effect else { return nil }
    let bound = [skillGrants.secretOrigins[name], globalGrants.secretOrigins[name]].compactMap(\.self)
    guard let other = bound.first(where: { $0 != origin }) else { return nil }
    return Violation(
        reason: .secretBoundElsewhere,
        message: "The secret '\(name)' is bound to \(other.text) and is not typed at \(origin.text)."
    )
}
