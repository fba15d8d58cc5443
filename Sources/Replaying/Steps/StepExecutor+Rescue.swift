// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// Looking further when no locator proves itself: likeness once the page has settled, then the advisors once the time is
/// up. What is found is good for this step; the skill's file does not change.
extension StepExecutor {
    /// A target as the page scripts are asked for it, with what a rescue took for it.
    func asked(for name: TargetName) throws -> JSONValue {
        TargetRequest.json(of: try target(name), adopted: rescued[name]?.number, isCareful: step.isIrreversible)
    }

    /// Whether anything but a locator with a proof may find it: never where it cannot be undone, and never a field for
    /// something secret.
    func mayRescue(_ target: Target) -> Bool {
        !step.isIrreversible && !SecretField.isOne(target.fingerprint) && !step.action.takesSecret
    }

    /// A step that nobody marked must not come to press what cannot be undone, because its element has another name now.
    func requireHarmless(_ answer: TargetAnswer, as name: TargetName) throws {
        guard !step.isIrreversible, let renamed = answer.body["renamed"]?.string,
            IrreversibleWording.isHeld(by: renamed)
        else { return }
        let known = try target(name).fingerprint.name
        // What sounded so before may sound otherwise, but not name another amount.
        guard
            !IrreversibleWording.isHeld(by: known)
                || StepExecutor.numbers(in: known) != StepExecutor.numbers(in: renamed)
        else { return }
        throw ReplayError(
            code: .becameIrreversible,
            message:
                "What is found for '\(name)' is called otherwise now, like something that cannot be undone, so it was "
                + "left alone: look at the page, and teach the step anew if it is meant.",
            tried: answer.tried
        )
    }

    private static func numbers(in name: String) -> [Substring] { name.split { !$0.isNumber } }

    /// Whether the page should say so as soon as it has settled without the target.
    func mayLookFurther(for target: Target, in way: FrameWay) -> Bool {
        mayRescue(target) && !searched.contains(target.name, in: way.document)
    }

    /// Looks further for a target.
    ///
    /// - Parameter answer: the refusal.
    /// - Returns: whether to ask the page again; false when the refusal stands.
    mutating func rescue(_ name: TargetName, in way: FrameWay, after answer: TargetAnswer) async throws -> Bool {
        // What was taken is not what it was any more.
        if rescued.removeValue(forKey: name) != nil {
            drawn[name] = nil
            searched.remove(name, in: way.document)
            report.rescue?.level = nil
            report.rescue?.advice.append("what was found has changed")
            return !deadline.hasPassed
        }
        let target = try target(name)
        guard mayRescue(target), ["not_found", "not_proved", "ambiguous"].contains(answer.code) else { return false }
        if target.isDrawn { return try await awaitDrawn(name, in: way) }
        if answer.isMissing {
            // A page that never stops asking its server must not take the locators' time.
            try await tab.waitForQuietNetwork(of: tab.document, deadline: deadline.orAfter(RescueLimits.quiet))
            searched.insert(name, in: way.document)
        }
        guard let list = try await shortlist(of: name, in: way) else { return true }
        if list.isFound {
            guard deadline.hasPassed else { return true }
            guard lastChances.insert(name).inserted else { return false }
            deadline = .after(RescueLimits.search)
            return true
        }
        // Once the time is up there is one more chance, or a page that changes all the time would never be given up.
        if !answer.isMissing, !lastChances.insert(name).inserted { return false }
        report.rescue = RescueReport(target: name, list: list)
        if list.isTaken, answer.code != "ambiguous", !isRejected(list.elements[0], for: name) {
            if try await adopt(0, of: list, as: name, by: .similarity, in: way) { return true }
        }
        // The element may still come.
        if answer.isMissing { return true }
        return try await advise(on: name, list, in: way)
    }

    /// What is likest to a target on the page now; nil when the page went away meanwhile.
    func shortlist(of name: TargetName, in way: FrameWay) async throws -> Shortlist? {
        do {
            let answer = try await way.place.look(
                "rescue",
                ["target": TargetRequest.json(of: try target(name))],
                document: way.document,
                deadline: .after(RescueLimits.search)
            )
            return Shortlist(answer.value).masked(by: player.secrets.masked, and: player.secrets.privateWords)
        } catch let error as BrowsingError where error.reason == .documentGone && !deadline.hasPassed {
            return nil
        }
    }

    /// Whether a person has said before that this is not the target.
    func isRejected(_ element: Fingerprint, for name: TargetName) -> Bool {
        admitted.rejections.contains(HealRejection(target: name, element: element))
    }

    /// Asks the advisors one after another for as long as none of them picks an element, and looks at the picture before a
    /// person is asked.
    private mutating func advise(on name: TargetName, _ list: Shortlist, in way: FrameWay) async throws -> Bool {
        // On a page that is another one there is nothing to pick from.
        guard list.code != "other_page" else { return false }
        for advisor in player.rescue where advisor.level != .person {
            if try await ask(advisor, about: name, list, in: way) { return true }
        }
        if try await findOnScreen(name, in: way) { return true }
        for advisor in player.rescue where advisor.level == .person {
            if try await ask(advisor, about: name, list, in: way) { return true }
        }
        return false
    }

    /// Asks one of them.
    ///
    /// - Returns: whether an element was taken.
    private mutating func ask(
        _ advisor: any RescueAdvisor,
        about name: TargetName,
        _ list: Shortlist,
        in way: FrameWay
    ) async throws -> Bool {
        let open = list.candidates.enumerated().filter { !isRejected(list.elements[$0.offset], for: name) }
        // A person may point at what is not in the list, where the run has a picture to point at.
        guard !open.isEmpty || (advisor.level == .person && shield.control != nil) else { return false }
        let question = try await question(to: advisor, about: name, open.map(\.element), in: way)
        shield.asks(advisor.level == .person)
        defer { shield.asks(false) }
        if advisor.level == .person {
            log.asks(await rescueNeed(name, list, open.map(\.offset), in: way))
        }
        let verdict = try await advisor.advise(question)
        log.answered(advisor.level)
        try await standStillIfPaused()
        try await requireStillAllowed()
        report.rescue?.advice.append(StepExecutor.words(for: verdict, from: advisor.level))
        if advisor.level == .person { try heed(verdict) }
        if case .place(let place) = verdict, advisor.level == .person,
            try await adopt(at: place, as: name, in: way)
        {
            return true
        }
        guard case .candidate(let index) = verdict, open.indices.contains(index) else { return false }
        return try await adopt(open[index].offset, of: list, as: name, by: advisor.level, in: way)
    }

    private func question(
        to advisor: any RescueAdvisor,
        about name: TargetName,
        _ candidates: [RescueCandidate],
        in way: FrameWay
    ) async throws -> RescueQuestion {
        let hidden = advisor.level == .model ? await whatFieldsHold() : nil
        return RescueQuestion(
            run: log.run,
            step: step.id.rawValue,
            target: try target(name),
            page: way.place.origin?.text ?? "",
            candidates: candidates,
            task: admitted.skill.description,
            needsObservation: admitted.skill.needsObservation,
            tab: hidden == nil ? nil : tab.id,
            hidden: hidden ?? PrivateWords(),
            deadline: .after(RescueLimits.advice)
        )
    }

    /// What stands in the page's fields, and what the run was given or typed: what was read from pictures holds it too.
    ///
    /// - Returns: nil when the page does not tell: then nothing that was read goes along.
    private func whatFieldsHold() async -> PrivateWords? {
        guard let contents = try? await tab.contents(deadline: .after(RescueLimits.box)) else { return nil }
        var words = values.privateWords.union(player.secrets.privateWords)
        for field in contents.fields { words.add(field.value) }
        for earlier in admitted.skill.steps {
            switch earlier.action {
            case .fill(_, let text), .append(_, let text):
                if let typed = try? values.text(of: text) { words.add(typed) }
            case .open, .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick,
                .heldClick,
                .press, .choose, .clickAt, .wheel, .hover, .scroll, .drag, .upload, .check, .uncheck, .expect, .waitFor,
                .extract, .ask:
                break
            }
        }
        return words
    }

    /// Ends the step when a person said what becomes of it; one who has said no, or nothing, is not asked again.
    private mutating func heed(_ verdict: RescueVerdict) throws {
        switch verdict {
        case .told(let word): throw StepTold(word: word)
        case .none, .silent: isPersonDone = true
        case .candidate, .place: break
        }
    }

    private static func words(for verdict: RescueVerdict, from level: RescueLevel) -> String {
        switch verdict {
        case .candidate(let index): "\(level.rawValue): candidate \(index)"
        case .place: "\(level.rawValue): pointed at an element"
        case .none: "\(level.rawValue): none of them"
        case .told(let word): "\(level.rawValue): \(word.rawValue)"
        case .silent(let why): "\(level.rawValue): no answer, \(why)"
        }
    }

    /// Takes one of the list, if the page's script lets it pass its vetoes again.
    private mutating func adopt(
        _ index: Int,
        of list: Shortlist,
        as name: TargetName,
        by level: RescueLevel,
        in way: FrameWay
    ) async throws -> Bool {
        guard let (number, heal) = try await take(index, of: list, as: name, by: level, in: way) else { return false }
        report.rescue?.level = level
        await adopted(name, as: number, heal)
        // The time went into finding it; what is left to do has its own.
        if deadline.hasPassed || level != .similarity { deadline = .after(step.timeToAct) }
        return true
    }

    /// Asks the page's script whether one of the list passes its vetoes, and for its number.
    mutating func take(
        _ index: Int,
        of list: Shortlist,
        as name: TargetName,
        by level: RescueLevel,
        in way: FrameWay
    ) async throws -> (number: Int, heal: TargetHeal)? {
        let answer = try await way.place
            .look(
                "take",
                [
                    "target": TargetRequest.json(of: try target(name)), "list": .int(list.number),
                    "index": .int(Int64(index)), "level": .string(level.rawValue), "renamed": .bool(level == .person),
                ],
                document: way.document,
                deadline: .after(RescueLimits.search)
            )
            .value
        guard answer["status"]?.string == "adopted", let number = answer["number"]?.int,
            let heal = TargetHeal(
                of: try target(name),
                described: answer["described"],
                level: level.rawValue,
                score: list.candidates[index].score,
                element: list.elements[index]
            )
        else {
            report.rescue?.advice.append("\(level.rawValue): \(answer["why"]?.string ?? "it is gone")")
            return nil
        }
        return (number, heal)
    }
}

extension Action {
    /// Whether it types a secret.
    fileprivate var takesSecret: Bool {
        templates.flatMap(\.references).contains { if case .secret = $0 { true } else { false } }
    }
}
