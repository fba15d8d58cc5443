// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Oversight
internal import Replaying
internal import SkillKit
internal import Vocabulary

/// A person in the loop of a run.
extension LocalAppliance {
    func pauseRun(_ id: RunID, by principal: Principal) async throws {
        _ = try await run(id)
        try await controls.leases.pause(id, by: principal.rawValue)
    }

    func resumeRun(_ id: RunID, by principal: Principal) async throws {
        _ = try await run(id)
        try await controls.leases.resume(id, by: principal.rawValue)
    }

    func takeOver(_ id: RunID, _ request: TakeOver, by principal: Principal) async throws -> LeaseSummary {
        _ = try await run(id)
        let keeps = request.keep == true
        if keeps { try requireNoRecording() }
        let grant = try await controls.leases.takeOver(id, by: principal.rawValue)
        guard keeps else { return LeaseSummary(grant) }
        do { try await keep(id) } catch {
            controls.leases.release(id, grant.lease)
            throw error
        }
        // Beginning to record takes its time.
        return LeaseSummary(try controls.leases.renew(id, grant.lease))
    }

    func renewLease(_ request: RenewLease, of id: RunID, by principal: Principal) async throws -> LeaseSummary {
        _ = try await run(id)
        return LeaseSummary(try controls.leases.renew(id, request.lease))
    }

    func handBack(_ id: RunID, _ request: HandBack, by principal: Principal) async throws -> HandbackAnswer {
        _ = try await run(id)
        try controls.leases.require(request.lease, of: id)
        guard let standing = controls.control(of: id)?.comparing else {
            throw CommandError(
                code: "run_not_still",
                message: "The run '\(id)' does not stand still yet: ask again in a moment.",
                kind: .conflict
            )
        }
        try await controls.leases.waitForHands(in: id)
        var answer = HandbackAnswer(try await standing.compare())
        guard let then = request.then else { return answer }
        guard then != .repeatStep || standing.isCutShort else { throw ControlLeases.nothingToRepeat }
        // What the run does next is no part of what the person did.
        let steps = try await keptSteps(of: id, standing, then)
        await viewing.letGo(in: id)
        try await controls.leases.handBack(id, request.lease, Handback(then), by: principal.rawValue)
        answer.pending = try await proposeKept(steps, of: id)
        answer.then = then
        return answer
    }

    func inject(_ actions: InjectActions, into id: RunID, by principal: Principal) async throws -> InjectedActions {
        _ = try await run(id)
        guard let control = controls.control(of: id) else { throw ControlLeases.isOver(id) }
        guard controls.leases.standing(of: id) != .takenOver else {
            throw CommandError(
                code: "inject_refused",
                message: "A person drives the run '\(id)': what they do goes through the picture.",
                kind: .conflict
            )
        }
        let injections = try LocalAppliance.injections(actions, of: control.skill.skill, by: principal)
        try control.inject(injections)
        return InjectedActions(queued: injections.count)
    }

    private static func injections(_ actions: InjectActions, of skill: Skill, by principal: Principal) throws
        -> [Injection]
    {
        if let events = actions.events {
            return [try Injection(events, on: document(of: actions), by: principal.rawValue)]
        }
        return try (actions.steps ?? []).enumerated()
            .map { index, value in
                if let clicks = InputEvent.clicks(value) {
                    return try Injection(clicks, on: document(of: actions), by: principal.rawValue)
                }
                let (step, diagnostics) = SkillReader.step(value, named: "by-hand-\(index + 1)")
                guard let step else {
                    throw ReplayError(
                        code: .injectionInvalid,
                        message: "Step \(index + 1) is none: " + (diagnostics.first?.message ?? "it has no keys") + "."
                    )
                }
                return try Injection(step, of: skill, by: principal.rawValue)
            }
    }

    /// What the picture showed that places are of.
    private static func document(of actions: InjectActions) throws -> DocumentID {
        if let document = actions.document { return document }
        throw ReplayError(
            code: .injectionInvalid,
            message:
                "A place is one of a picture: name the 'document' that the picture showed, as GET /v1/tabs and the "
                + "frames say it."
        )
    }

    /// Who drives a run, as it is shown.
    func control(of id: RunID, in state: RunState) -> ControlSummary? {
        guard let control = controls.leases.control(of: id) else { return nil }
        let isWaiting = state == .needsPerson
        return ControlSummary(
            driver: isWaiting ? Driver.nobody.rawValue : control.driver.rawValue,
            principal: isWaiting ? nil : control.principal,
            since: control.since,
            tab: control.tab
        )
    }

    /// What a run needs a person for, as it is shown.
    func question(of id: RunID, _ entry: LiveRuns.Entry?) -> PersonQuestion? {
        guard let entry, entry.state == .needsPerson, let need = entry.need else { return nil }
        let candidates = personDesk.question(of: id)?.candidates ?? []
        var picture: String?
        if case .picture? = need.picture { picture = "/v1/runs/\(id)/steps/\(need.step)/picture" }
        return PersonQuestion(
            kind: need.kind.rawValue,
            text: need.text,
            step: need.step,
            options: candidates.enumerated()
                .map { index, one in
                    let box = need.boxes.indices.contains(index) ? need.boxes[index] : nil
                    return PersonQuestion.Option(n: index + 1, words: one.looks, box: box)
                },
            picture: picture,
            box: need.box,
            form: need.form?.rawValue,
            expires: need.expires
        )
    }
}

extension ControlLeases {
    static func isOver(_ run: RunID) -> OversightError {
        OversightError(.runNotDriven, "The run '\(run)' is not under way, so nothing can be done in it.")
    }
}

extension LeaseSummary {
    fileprivate init(_ grant: LeaseGrant) {
        self.init(
            lease: grant.lease,
            tab: grant.tab,
            expires: Int((grant.term / .seconds(1)).rounded())
        )
    }
}

extension Handback {
    init(_ then: HandBack.Then) {
        switch then {
        case .goOn: self = .goOn
        case .repeatStep: self = .repeatStep
        case .stop: self = .stop
        }
    }
}

extension HandbackAnswer {
    fileprivate init(_ comparison: Comparison) {
        self.init(
            changed: comparison.changed,
            expects: comparison.next?.words ?? "No step comes after it.",
            matches: comparison.next?.isMet ?? true,
            interrupted: comparison.interrupted.map {
                Interrupted(step: $0.step, expects: $0.words, matches: $0.isMet, hasActed: comparison.hasActed)
            },
            then: nil
        )
    }
}

extension InputEvent {
    /// A click on a place of the picture, written like a step: `{"click": {"x": 0.5, "y": 0.2}}`.
    fileprivate static func clicks(_ value: JSONValue) -> [InputEvent]? {
        let kinds: [(word: String, button: Button, clicks: Int)] = [
            ("click", .left, 1), ("double_click", .left, 2), ("right_click", .right, 1),
        ]
        for kind in kinds {
            guard value.object?.count == 1, let place = value[kind.word], let x = place["x"]?.double,
                let y = place["y"]?.double
            else { continue }
            return [InputEvent(.move, x: x, y: y)]
                + (1...kind.clicks)
                .flatMap { count in
                    [
                        InputEvent(.down, x: x, y: y, button: kind.button, buttons: kind.button.bit, clicks: count),
                        InputEvent(.up, x: x, y: y, button: kind.button, buttons: 0, clicks: count),
                    ]
                }
        }
        guard value.object?.count == 1, let x = value["hover"]?["x"]?.double, let y = value["hover"]?["y"]?.double
        else { return nil }
        return [InputEvent(.move, x: x, y: y)]
    }
}
