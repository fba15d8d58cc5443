// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// Does one step: permit, find, prove, wait until it can be acted on, act, and wait for what the step says it causes.
struct StepExecutor {
    let player: Player
    let admitted: AdmittedSkill
    let step: Step
    let tab: Tab
    let session: BrowsingSession
    /// The tabs that this step opened, by their names.
    var opened: [TabName: Tab] = [:]
    let log: RunLog
    var values: RunValues
    var deadline: Deadline
    var report: StepReport
    /// Stands between the step and its effects.
    var shield: ActionShield
    /// The person whose hand it is; nil when it is a step of the skill.
    var hand: String?
    /// What the gate was asked last.
    var asked: ActionRequest?
    /// The way to the document whose guard waits for input, through the documents that are kept from it.
    var armed: FrameWay?
    /// The number of that input.
    var armedNumber = 0
    /// The other frames, which are kept from it too.
    var bystanders: [(place: PageFrame, document: DocumentID)] = []
    /// Whether that guard has had its input.
    var isArmSpent = false
    /// What rescues have taken for targets, for as long as the step lasts.
    var rescued: [TargetName: Rescue] = [:]
    /// Where the words of targets stand that were found by those on the picture, for as long as the step lasts.
    var drawn: [TargetName: DrawnPlace] = [:]
    /// Where likeness has found nothing that proves itself.
    var searched = SearchedPlaces()
    /// Targets that were looked for once more when the time was up.
    var lastChances: Set<TargetName> = []
    /// Targets whose words were found on the picture when the time was up: what was left to do had its own.
    var lateFinds: Set<TargetName> = []
    /// Whether a person was asked in this step and has no more to say of it.
    var isPersonDone = false
    /// What kept the last attempt from its target; it says more than that the time is up.
    var obstacle: ReplayError?

    init(
        player: Player,
        admitted: AdmittedSkill,
        step: Step,
        tab: Tab,
        session: BrowsingSession,
        log: RunLog,
        values: RunValues,
        deadline: Deadline,
        shield: ActionShield
    ) {
        self.player = player
        self.admitted = admitted
        self.step = step
        self.tab = tab
        self.session = session
        self.log = log
        self.values = values
        self.deadline = deadline
        self.shield = shield
        self.report = StepReport(id: step.id, action: step.action.summary)
    }

    /// Runs the step to its end, consequences included.
    mutating func execute() async throws {
        do { try await perform() } catch {
            await tab.forgetSignIn()
            throw error
        }
        await tab.forgetSignIn()
    }

    private mutating func perform() async throws {
        // One may have come since the step before.
        try requireNothingUnforeseen()
        defer {
            tab.forgetPlannedDialogs()
            tab.forgetPlannedDownloads()
        }
        let watch = ConsequenceWatch(tab: tab, session: session, step: step)
        do {
            try await planDialogs()
            try await planDownloads()
            try await planSignIn()
            do { try await act() } catch {
                await letGo()
                throw error
            }
            await letGo()
            obstacle = nil
            try await awaitConsequences(watch)
        } catch {
            try requireNothingUnforeseen()
            // A permit that was taken back says less than who took it back, and why.
            if (error as? BrowsingError)?.reason == .permitMismatch { try await requireStillAllowed() }
            throw isTimeOut(error) ? obstacle ?? error : error
        }
        try requireNothingUnforeseen()
    }

    /// A dialog or a download that no step foresaw says more than whatever came of it.
    private func requireNothingUnforeseen() throws(ReplayError) {
        try tab.requireNoDialog()
        try tab.requireNoDownload()
        try tab.requireSignedIn()
    }

    private func isTimeOut(_ error: any Error) -> Bool { (error as? any ExplainedError)?.kind == .timedOut }

    private mutating func act() async throws {
        switch step.action {
        case .open(let address): try await open(address)
        case .back: try await history(-1)
        case .forward: try await history(1)
        case .reload: try await reload()
        case .click(let name): try await click(name)
        case .doubleClick(let name): try await click(name, .double)
        case .closeTab: try await closeTab()
        case .middleClick(let name): try await click(name, .middle)
        case .heldClick(let name, let held): try await click(name, .holding(held))
        case .rightClick(let name): try await click(name, .context)
        case .fill(let name, let text): try await fill(name, with: text)
        case .append(let name, let text): try await append(text, to: name)
        case .press(let name, let keys): try await press(keys, on: name)
        case .choose(let name, let options): try await choose(options, in: name)
        case .clickAt(let click): try await self.click(click.target, ClickKind(click.kind), at: click.place)
        case .wheel(let turn): try await wheel(turn)
        case .hover(let name): try await hover(name)
        case .scroll(let name, let end): try await scroll(name, to: end)
        case .drag(let drag): try await self.drag(drag)
        case .upload(let name, let files): try await upload(files, to: name)
        case .check(let name): try await setChecked(true, name)
        case .uncheck(let name): try await setChecked(false, name)
        case .expect(let condition): try await expect(condition, failing: .expectationFailed)
        case .waitFor(let condition): try await expect(condition, failing: .waitedInVain)
        case .extract(let name, let output): try await extract(name, into: output)
        case .ask(let question): try await ask(question)
        }
    }

    func target(_ name: TargetName) throws(ReplayError) -> Target {
        guard let target = admitted.skill.target(name) else {
            throw ReplayError(code: .targetNotFound, message: "The skill holds no target '\(name)'.")
        }
        return target
    }

    /// The skill may act on what its own file names as its sites.
    var skillGrants: Grants { Grants(networkDomains: Set(admitted.skill.sites.map(\.origin))) }

    /// A page that left the skill's sites is neither read nor acted on.
    func requireInsideSites(_ place: PageFrame) throws(ReplayError) {
        guard let origin = place.origin, player.gate.mayRead(origin, skillGrants: skillGrants) else {
            let what = place.id == nil ? "page" : "frame"
            throw ReplayError(
                code: .outsideSites,
                message: "The \(what) is at \(place.origin?.text ?? "no web address"), which is none of the skill's "
                    + "sites: add it to 'sites' if it belongs to the task."
            )
        }
    }
}

extension Tab {
    /// A dialog that no step foresaw ends a run, whenever it came.
    func requireNoDialog() throws(ReplayError) {
        let count = unexpectedDialogCount
        guard count > 0 else { return }
        throw ReplayError(
            code: .unexpectedDialog,
            message:
                "The page opened \(count == 1 ? "a dialog" : "\(count) dialogs") that no step expects, or that says "
                + "something else; it was dismissed and the run stopped."
        )
    }
}
