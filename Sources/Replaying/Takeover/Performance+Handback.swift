// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

/// What a person is told when they give a run back, and how it goes on then.
extension Performance {
    /// How long a page may take to show a target.
    private static let lookLimit: Duration = .seconds(3)

    /// Compares the pages with what they were, and with what the next steps expect.
    func comparison(with before: SessionView, at place: RunPosition) async throws -> Comparison {
        let now = await SessionView(of: place.session)
        let steps = admitted.skill.steps
        let next = place.isCutShort ? place.index + 1 : place.index
        let dropped = control?.droppedCount ?? 0
        let words =
            dropped == 0
            ? []
            : [
                "\(dropped) manual \(dropped == 1 ? "action" : "actions") that waited before the takeover will not be done."
            ]
        return Comparison(
            changed: before.changes(to: now) + words,
            next: steps.indices.contains(next) ? try await expectation(of: steps[next], at: place) : nil,
            interrupted: place.isCutShort ? try await expectation(of: steps[place.index], at: place) : nil,
            hasActed: place.hasActed
        )
    }

    private func expectation(of step: Step, at place: RunPosition) async throws -> Comparison.Expectation {
        var place = place
        adoptTabs(of: place.isCutShort ? admitted.skill.steps[place.index] : nil, at: &place)
        let tab = step.tab.map { place.tabs[$0] } ?? place.first
        guard let tab, !tab.isClosed else {
            return Comparison.Expectation(
                step: step.id,
                words: "'\(step.action.summary)' needs a tab that is not open.",
                isMet: false
            )
        }
        let looks = step.action.targets.compactMap { admitted.skill.target($0)?.looks }
        guard !looks.isEmpty else {
            return Comparison.Expectation(
                step: step.id,
                words: "'\(step.action.summary)' expects nothing of the page.",
                isMet: true
            )
        }
        var isMet = true
        for name in step.action.targets where isMet {
            var check = TargetCheck(step: step.id, target: name, isReached: true)
            var executor = executor(
                for: step,
                place.values,
                in: tab,
                of: place.session,
                limit: Performance.lookLimit
            )
            do {
                try await executor.look(for: name, &check)
                isMet = check.level != nil
            } catch let error where !(error is CancellationError) { isMet = false }
        }
        let words =
            "'\(step.action.summary)' expects \(looks.joined(separator: " and ")), "
            + (isMet ? "which is there." : "which is not there.")
        return Comparison.Expectation(step: step.id, words: words, isMet: isMet)
    }

    /// A step that a person has done opened its tab by their hand: it is the one at the address that the step names, if
    /// there is exactly one that no step has.
    func adoptTabs(of step: Step?, at place: inout RunPosition) {
        for case .opensTab(let name, let address) in step?.then ?? [] {
            let known = Set(place.tabs.values.map(\.id)).union([place.first.id])
            let matcher = address.flatMap { try? AddressMatcher($0, in: admitted.skill) }
            let fitting = place.session.tabs.filter { tab in
                !known.contains(tab.id)
                    && (matcher?.matches(tab.address) ?? ConsequenceWatch.isSomewhere(tab.address))
            }
            if fitting.count == 1 { place.tabs[name] = fitting[0] }
        }
    }

    /// Does what a person has queued; what cannot be done holds the run.
    mutating func perform(_ injection: Injection, at place: RunPosition, _ control: RunControl) async {
        log.injectionBegan(injection)
        do {
            try await inject(injection, at: place)
            log.injectionEnded(injection, nil)
        } catch {
            log.injectionEnded(injection, error)
            control.leases.hold(log.run, for: .injectionFailed)
        }
    }

    private func inject(_ injection: Injection, at place: RunPosition) async throws {
        let tab = control?.place?.tab ?? place.first
        switch injection.deed {
        case .step(let step):
            var executor = executor(
                for: step,
                place.values,
                in: tab,
                of: place.session,
                limit: step.timeToAct
            )
            executor.hand = injection.principal
            executor.shield = ActionShield(nil)
            try await executor.execute()
        case .events(let events, let document):
            guard let origin = tab.origin else { throw Performance.noAddress }
            let kind: InputClass = events.contains { $0.type.isPointer } ? .pointer : .keyboard
            let request = ActionRequest(
                actor: .person(injection.principal),
                effect: .input(kind, on: origin),
                isIrreversible: false,
                correlationID: log.correlationID,
                description: injection.summary
            )
            let grants = Grants(networkDomains: Set(admitted.skill.sites.map(\.origin)))
            guard case .permitted(let permit) = try await player.gate.permit(for: request, skillGrants: grants) else {
                preconditionFailure("A person's own hand needs no consent.")
            }
            try await tab.driveWhole(events, document: document, permit: permit, deadline: .after(Player.stepLimit))
        }
    }

    private static let noAddress = ReplayError(
        code: .outsideSites,
        message: "The page has no web address, so nothing on it may be acted on."
    )
}
