// SPDX-License-Identifier: Apache-2.0
public import SkillKit
public import Vocabulary

/// Where a run begins that does not begin with its skill's first step.
///
/// A new run has a page of its own, on which nothing has been done yet. So it begins only where the page's address is in the
/// approved file, and nothing that a step before has put into that page is missing.
public struct RunStart: Sendable, Hashable {
    /// The step that was asked for.
    public let step: StepID
    /// The place in the skill of the first step that is done: it, or one before it that only looks or opens its page.
    public let index: Int
    /// The place of the step that was asked for.
    let place: Int
    /// What is opened before that; nil when the first step opens its page itself.
    public let address: SiteAddressPattern?

    /// Finds out how to begin at a step.
    ///
    /// - Throws: ``ReplayError`` with `start_unknown`, or `start_unfit` when a new run cannot begin there; the message names the
    ///   nearest step before at which it can.
    public init(at step: StepID, of skill: Skill) throws(ReplayError) {
        guard let place = skill.steps.firstIndex(where: { $0.id == step }) else {
            throw ReplayError(
                code: .startUnknown,
                message: "The skill '\(skill.name)' has no step '\(step)': see 'understudy skills show \(skill.name)'."
            )
        }
        switch RunStart.found(place, of: skill) {
        case .success(let start): self = start
        case .failure(let obstacle):
            let before = RunStart.nearest(before: place, of: skill).map { skill.steps[$0.place] }
            let advice =
                before.map { "begin at '\($0.id)' (\($0.action.summary))" } ?? "run the skill from its beginning"
            throw ReplayError(
                code: .startUnfit,
                message: "No run can begin at '\(step)': \(obstacle.why). To go on, \(advice)."
            )
        }
    }

    private init(step: StepID, index: Int, place: Int, address: SiteAddressPattern?) {
        (self.step, self.index, self.place, self.address) = (step, index, place, address)
    }

    /// Where a new run may go on after one that ended at a step: there, or as near before it as can be, but never before
    /// something that cannot be undone; nil when only the whole skill can be run.
    static func after(_ step: StepID, of skill: Skill) -> StepID? {
        guard let place = skill.steps.firstIndex(where: { $0.id == step }) else { return nil }
        if case .success(let start) = found(place, of: skill) { return start.index > 0 ? start.step : nil }
        guard let start = nearest(before: place, of: skill), start.index > 0,
            !skill.steps[start.index..<place].contains(where: \.isIrreversible)
        else { return nil }
        return start.step
    }

    /// What the log says of it.
    var note: [String: JSONValue] {
        var members: [String: JSONValue] = ["from": .string(step.rawValue)]
        if let address { members["opens"] = .string(address.description) }
        return members
    }

    private static func nearest(before place: Int, of skill: Skill) -> RunStart? {
        for index in (0..<place).reversed() {
            if case .success(let start) = found(index, of: skill) { return start }
        }
        return nil
    }
}

/// Why no run can begin at a step.
private struct StartObstacle: Error {
    let why: String
}

extension RunStart {
    private static func found(_ place: Int, of skill: Skill) -> Result<RunStart, StartObstacle> {
        Result { () throws(StartObstacle) in
            let (index, address) = try entry(to: place, of: skill)
            try requireNothingMissing(from: index, of: skill)
            return RunStart(step: skill.steps[place].id, index: index, place: place, address: address)
        }
    }

    /// The first step that is done, and what is opened before it.
    private static func entry(
        to place: Int,
        of skill: Skill
    ) throws(StartObstacle) -> (index: Int, address: SiteAddressPattern?) {
        var index = place
        while true {
            let step = skill.steps[index]
            guard step.tab == nil else {
                throw StartObstacle(
                    why: "'\(step.id)' acts in the tab '\(step.tab?.text ?? "")', which a step before opens"
                )
            }
            if step.opensPage { return (index, nil) }
            guard index > 0 else { throw StartObstacle(why: "no step before has opened a page") }
            let before = skill.steps[index - 1]
            if let address = before.tab == nil ? before.arrival : nil {
                guard !address.hasVaryingPart else {
                    throw StartObstacle(
                        why: "the address of its page, \(address), is another one in each run, so nothing can open it"
                    )
                }
                return (index, address)
            }
            guard before.leavesPageAsItIs || before.opensPage else {
                throw StartObstacle(
                    why: "what '\(before.id)' (\(before.action.summary)) does to its page would be missing"
                )
            }
            index -= 1
        }
    }

    /// What steps before would have given: tabs, outputs and answers.
    private static func requireNothingMissing(from index: Int, of skill: Skill) throws(StartObstacle) {
        var tabs: Set<TabName> = []
        var given: Set<TextTemplate.Reference> = []
        // A secret that none of them asks for is in the store.
        let missing = Set(skill.steps[..<index].compactMap(\.gift))
        for step in skill.steps[index...] {
            if let tab = step.tab, !tabs.contains(tab) {
                throw StartObstacle(why: "'\(step.id)' acts in the tab '\(tab)', which a step before opens")
            }
            for reference in step.templates.flatMap(\.references) where !given.contains(reference) {
                switch reference {
                case .input: break
                case .output(let name):
                    throw StartObstacle(why: "'\(step.id)' needs the output '\(name)', which a step before gives")
                case .answer(let name):
                    throw StartObstacle(why: "'\(step.id)' needs the answer '\(name)', which a step before asks for")
                case .secret(let name):
                    guard missing.contains(reference) else { continue }
                    throw StartObstacle(why: "'\(step.id)' needs the secret '\(name)', which a step before asks for")
                }
            }
            for case .opensTab(let name, _) in step.then { tabs.insert(name) }
            if let gift = step.gift { given.insert(gift) }
        }
    }
}

extension Step {
    /// The address that the page has after it, when it says so.
    fileprivate var arrival: SiteAddressPattern? {
        var last: SiteAddressPattern?
        for consequence in then {
            switch consequence {
            case .navigation(let address), .address(let address): last = address
            case .appears, .disappears, .dialog, .signIn, .opensTab, .frame, .request, .download: break
            }
        }
        return last
    }

    /// What the steps after it may refer to because of it.
    fileprivate var gift: TextTemplate.Reference? {
        switch action {
        case .extract(_, let name): return .output(name)
        case .ask(let ask):
            switch ask.answer {
            case .consent: return nil
            case .text(let name): return .answer(name)
            case .secret(let name): return .secret(name)
            }
        case .open, .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick, .heldClick,
            .fill, .append, .press, .choose, .clickAt, .wheel, .hover, .scroll, .drag, .upload, .check, .uncheck,
            .expect, .waitFor:
            return nil
        }
    }

    /// Whether the page has nothing of it that a step after it could miss, when it is done again or not at all.
    fileprivate var leavesPageAsItIs: Bool {
        guard tab == nil else { return false }
        switch action {
        case .expect, .waitFor, .extract, .hover, .scroll, .wheel: return true
        case .open, .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick, .heldClick,
            .fill, .append, .press, .choose, .clickAt, .drag, .upload, .check, .uncheck, .ask:
            return false
        }
    }
}

extension SiteAddressPattern {
    /// Whether a segment of its path is any; a `*` behind the path is itself.
    fileprivate var hasVaryingPart: Bool { path.prefix { $0 != "?" && $0 != "#" }.contains("*") }
}
