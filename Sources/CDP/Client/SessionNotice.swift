// SPDX-License-Identifier: Apache-2.0

/// What an event says about a session or a target, as far as the connection itself must know.
enum SessionNotice: Sendable, Hashable {
    case attached(CDPSessionID, target: String, parent: CDPSessionID?)
    case detached(CDPSessionID)
    case sessionCrashed(CDPSessionID)
    case targetCrashed(String)

    /// The failure that calls in flight get.
    var failure: CallFailure {
        switch self {
        case .attached, .detached: .detached
        case .sessionCrashed, .targetCrashed: .crashed
        }
    }

    /// Reads it from an event; nil for all events but a few rare ones, whose content is not looked at.
    init?(_ event: CDPEvent, of session: CDPSessionID?) {
        switch event.method {
        case Target.AttachedToTarget.method:
            guard let attached = try? event.decode(Target.AttachedToTarget.self) else { return nil }
            self = .attached(
                CDPSessionID(rawValue: attached.sessionId),
                target: attached.targetInfo.targetId,
                parent: session
            )
        case Target.DetachedFromTarget.method:
            guard let detached = try? event.decode(Target.DetachedFromTarget.self) else { return nil }
            self = .detached(CDPSessionID(rawValue: detached.sessionId))
        case Target.TargetCrashed.method:
            guard let crashed = try? event.decode(Target.TargetCrashed.self) else { return nil }
            self = .targetCrashed(crashed.targetId)
        case Inspector.TargetCrashed.method:
            guard let session else { return nil }
            self = .sessionCrashed(session)
        case Inspector.Detached.method:
            guard let session else { return nil }
            self = .detached(session)
        default: return nil
        }
    }
}
