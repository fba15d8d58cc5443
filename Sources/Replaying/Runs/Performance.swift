// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

/// One replay while it goes on: the steps so far, and what stopped it.
struct Performance {
    let player: Player
    let admitted: AdmittedSkill
    let log: RunLog
    var steps: [StepReport] = []
    var outputs: [String: String] = [:]
    var failure: (any Error)?
    /// What people can do to the run; nil for one that nobody can take over.
    var control: RunControl?
    /// What rescues found in steps that did what they should.
    private var heals: [(heal: TargetHeal, sight: HealSight, isBorneOut: Bool)] = []

    init(player: Player, admitted: AdmittedSkill, log: RunLog) {
        self.player = player
        self.admitted = admitted
        self.log = log
    }

    /// Takes one step after another; the first that fails ends it.
    ///
    /// - Parameters:
    ///   - count: how many of them; all of them when it is not given.
    ///   - start: where it begins; nil for the first.
    /// - Returns: the tabs that they opened.
    @discardableResult
    mutating func perform(
        _ initial: RunValues,
        in first: Tab,
        of session: BrowsingSession,
        count: Int = .max,
        from start: RunStart? = nil
    ) async throws -> [TabName: Tab] {
        var place = RunPosition(index: start?.index ?? 0, first: first, session: session, values: initial)
        let all = Array(admitted.skill.steps.prefix(count))
        control?.acts(in: first, of: session)
        if let start { try await open(start, at: &place) }
        var unfit = start?.place
        while place.index < all.count {
            try Task.checkCancellation()
            if place.index == unfit, !all[place.index].opensPage {
                try await requireFit(all[place.index], at: place)
                unfit = nil
            }
            try await take(all[place.index], at: &place)
        }
        // What was queued while the last step went on is done before the run ends.
        _ = try await awaitTurn(at: place)
        for tab in [first] + place.tabs.values {
            try tab.requireNoDialog()
            try tab.requireNoDownload()
        }
        return place.tabs
    }

    /// Waits for the run's turn and does the next step, or passes it by when a person has done it.
    private mutating func take(_ step: Step, at place: inout RunPosition) async throws {
        let handback = try await awaitTurn(at: place)
        let isDoneByHand = place.isCutShort && handback == .goOn
        (place.isCutShort, place.hasActed) = (false, false)
        if isDoneByHand { return pass(step, at: &place) }
        let tab = try step.tab.map { try Performance.tab($0, among: place.tabs) } ?? place.first
        control?.acts(in: tab, of: place.session)
        switch try await attempt(step, place.values, in: tab, of: place.session) {
        case .done(let executor):
            place.tabs.merge(executor.opened) { _, new in new }
            place.values = executor.values
            outputs = place.values.outputs
            place.index += 1
        case .cutShort(let hasActed): (place.isCutShort, place.hasActed) = (true, hasActed)
        case .told(.goOn): pass(step, at: &place)
        // It is tried once more when its turn comes.
        case .told: break
        }
    }

    /// Passes a step by that a person has done.
    private func pass(_ step: Step, at place: inout RunPosition) {
        adoptTabs(of: step, at: &place)
        place.index += 1
    }

    /// Does one step, and reports it.
    @discardableResult
    mutating func perform(
        _ step: Step,
        _ values: RunValues,
        in tab: Tab,
        of session: BrowsingSession
    ) async throws -> StepExecutor {
        guard case .done(let executor) = try await attempt(step, values, in: tab, of: session) else {
            throw CancellationError()
        }
        return executor
    }

    /// What rescues found in a step that did what it should.
    ///
    /// One that says nothing of what it causes is borne out by the next that can be done.
    mutating func keepHeals(of executor: StepExecutor) {
        for index in heals.indices { heals[index].isBorneOut = true }
        let isBorneOut = !executor.step.then.isEmpty
        heals += executor.rescued.values.compactMap { rescue in rescue.heal.map { ($0, rescue.sight, isBorneOut) } }
    }

    func executor(
        for step: Step,
        _ values: RunValues,
        in tab: Tab,
        of session: BrowsingSession,
        limit: Duration
    ) -> StepExecutor {
        StepExecutor(
            player: player,
            admitted: admitted,
            step: step,
            tab: tab,
            session: session,
            log: log,
            values: values,
            deadline: .after(limit),
            shield: ActionShield(control)
        )
    }

    private static func tab(_ name: TabName, among tabs: [TabName: Tab]) throws(ReplayError) -> Tab {
        if let tab = tabs[name] { return tab }
        throw ReplayError(code: .targetNotFound, message: "No step before has opened the tab '\(name)'.")
    }

    mutating func finish(_ executor: inout StepExecutor, after duration: Duration) async {
        executor.report.duration = duration
        executor.report.evidence = await picture(executor)
        steps.append(executor.report)
        log.stepEnded(executor.report)
    }
}

extension Performance {
    /// Hands over what was found; of a target that several steps used, what the last of them found.
    mutating func proposeHeals() async {
        guard let keeper = player.heals, !heals.isEmpty else { return }
        defer { heals = [] }
        let kept = admitted.skill.targetsThatStay
        let heals = heals.filter { !kept.contains($0.heal.target.name) && ($0.isBorneOut || failure == nil) }
        guard !heals.isEmpty else { return }
        let byTarget = Dictionary(heals.map { ($0.heal.target.name, $0) }) { _, last in last }
        await keeper.propose(
            byTarget.values.map(\.heal).sorted { $0.target.name.text < $1.target.name.text },
            of: admitted,
            run: log.run,
            sights: byTarget.mapValues(\.sight)
        )
    }

    /// What is kept of the step for review, unless the skill says that nothing is, or the run was cancelled.
    private func picture(_ executor: StepExecutor) async -> Evidence? {
        guard !Task.isCancelled, let store = player.evidence, admitted.skill.keepsEvidence else { return nil }
        let taking = EvidenceTaking(store: store, camera: executor.camera, run: log.run)
        return await taking.take(of: executor.step.id, in: executor.tab)
    }
}

extension StepReport {
    /// Takes down what went wrong; of an error that is none of ours only the fact.
    mutating func note(_ error: any Error) {
        if let explained = error as? any ExplainedError {
            code = explained.code
            message = explained.message
        } else if error is CancellationError {
            // What the step waited for says more, when it waited for a person.
            code = code ?? "cancelled"
            message = message ?? "The run was cancelled."
        } else {
            code = "internal_error"
            message = "Something went wrong inside the appliance: see its log."
        }
    }
}

extension Skill {
    /// Targets that no heal may change: what is expected or waited for, and what something is done with that cannot be
    /// undone.
    fileprivate var targetsThatStay: Set<TargetName> {
        var names: Set<TargetName> = []
        for step in steps {
            switch step.action {
            case .expect(let condition), .waitFor(let condition): condition.target.map { _ = names.insert($0) }
            case .open, .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick,
                .heldClick, .fill,
                .append, .press, .choose,
                .clickAt, .wheel, .hover, .scroll, .drag, .upload, .check, .uncheck, .extract, .ask:
                break
            }
            if step.isIrreversible { names.formUnion(step.action.targets) }
            for consequence in step.then {
                switch consequence {
                // What an action itself makes go away is as good as found again by what it is now.
                case .disappears(let name) where name == step.action.target: break
                case .appears(let name), .disappears(let name), .frame(let name): names.insert(name)
                case .navigation, .address, .dialog, .signIn, .opensTab, .request, .download: break
                }
            }
        }
        return names
    }
}
