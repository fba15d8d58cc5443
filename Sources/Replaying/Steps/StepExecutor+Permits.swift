// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

extension StepExecutor {
    /// Asks the gate; where it wants a person's yes, waits for that.
    ///
    /// The gate writes the intent before it answers, so nothing happens that is not in the log.
    mutating func permit(_ effect: Effect) async throws -> Permit {
        let request = ActionRequest(
            actor: actor,
            effect: effect,
            isIrreversible: step.isIrreversible,
            correlationID: log.correlationID,
            description: step.action.summary
        )
        asked = request
        switch try await player.gate.permit(for: request, skillGrants: skillGrants) {
        case .permitted(let permit): return permit
        case .needsApproval(let approval): return try await consent(approval, for: request)
        }
    }

    /// Whose doing it is.
    var actor: Actor {
        hand.map { .person($0) }
            ?? .replay(run: log.run, step: step.id, skill: admitted.skill.name, sha256: admitted.sha256)
    }

    /// A step may wait long between its permit and its input: what was taken back meanwhile counts.
    ///
    /// - Throws: the gate's refusal, which is in the log then.
    func requireStillAllowed() async throws {
        guard let asked, case .deny = player.gate.decide(asked, skillGrants: skillGrants) else { return }
        _ = try await player.gate.permit(for: asked, skillGrants: skillGrants)
    }

    /// The permit for input on the document that a target is in, or on the page.
    mutating func permitInput(_ kind: InputClass, on name: TargetName?) async throws -> Permit {
        let origin = try await origin(of: name)
        return try await permit(.input(kind, on: origin))
    }

    /// The origin of the document that a target is in now, or of the page.
    mutating func origin(of name: TargetName?) async throws -> WebOrigin {
        let place = if let name { try await arrive(at: name).place } else { tab.page }
        guard let origin = place.origin else {
            throw ReplayError(
                code: .outsideSites,
                message:
                    "The \(place.id == nil ? "page" : "frame") has no web address, so nothing on it may be acted on."
            )
        }
        return origin
    }

    /// After a person has answered, a pause that came meanwhile is kept before anything is done.
    mutating func standStillIfPaused() async throws {
        guard let control = shield.control else { return }
        var told: StandStill?
        while let standing = control.standing {
            guard case .paused = standing else { throw ActionShield.Stopped() }
            if standing != told { log.stands(standing) }
            told = standing
            guard case .wait(_, let count, let end) = control.leases.turn(of: log.run, isCutShort: true) else { break }
            guard !end.hasPassed else { throw Performance.pausedTooLong }
            try await control.leases.waitForSignal(of: log.run, after: count, until: end)
        }
        if told != nil { log.goesOn() }
    }

    private mutating func consent(_ approval: ApprovalID, for request: ActionRequest) async throws -> Permit {
        shield.asks(true)
        defer { shield.asks(false) }
        log.waits(for: approval, await consentNeed(player.desk.approval(approval)?.question ?? request.description))
        report.code = "consent_required"
        report.message = "The run ended while '\(step.action.summary)' waited for a person's yes; it was not done."
        let decision = try await player.desk.wait(approval, deadline: .after(player.desk.limit))
        guard decision == .approved else {
            throw ReplayError(
                code: .consentRefused,
                message: "The step '\(step.id)' (\(step.action.summary)) cannot be undone and was not approved, "
                    + "so it was not done."
            )
        }
        log.goesOn()
        report.code = nil
        report.message = nil
        try await standStillIfPaused()
        // A person's thinking time is not the step's.
        deadline = .after(step.timeToAct)
        guard
            case .permitted(let permit) = try await player.gate.permit(
                for: request,
                skillGrants: skillGrants,
                consentedBy: approval
            )
        else { preconditionFailure("The gate asked for consent that it had just been given.") }
        return permit
    }
}
