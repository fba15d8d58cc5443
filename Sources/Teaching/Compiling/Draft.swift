// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Takes raw events one after another and merges them into steps: a value, told what came next.
struct Draft {
    var notes: [String] = []
    var steps: [DraftStep] = []
    var tabs: [TabID: DraftTab] = [:]
    var frames: [FramePath: RecordedFrame] = [:]
    /// Tabs that came while nothing was recorded: no step leads there.
    var strangers: Set<TabID> = []
    /// The calls that pages sent, in the order in which they were answered.
    var requests: [RecordedRequest] = []
    /// Whether nothing is recorded at the moment.
    var isPaused = false
    /// The skill whose first steps come before these.
    var base: ContinuedSkill?

    mutating func take(_ recorded: RecordedEvent) {
        guard !strangers.contains(recorded.tab) else { return noteStranger(recorded) }
        guard let event = placed(recorded) else { return }
        switch event.body {
        case .opened(let address):
            add(.open(address), event)
            tabs[event.tab, default: DraftTab()].history.visit(address)
        case .tabOpened(let opener): opened(by: opener, event)
        case .navigated(let address, let isNew, let cause): navigated(address, isNew, cause, event)
        case .loaded: break
        case .click(let target, let role, let detail, let isMade): click(target, role, detail, isMade, event)
        case .input(let target, let value, let isLineBreak): input(target, value, isLineBreak, event)
        case .choose(let target, let options): choose(target, options, event)
        case .check(let target, let isChecked): check(target, isChecked, event)
        case .hover(let target, let revealed): add(.hover(target, revealed: revealed), event)
        case .scroll(let target, let end, let revealed): add(.scroll(target, end, revealed: revealed), event)
        case .clickAt(let target, let kind, let place): clickAt(target, kind, place, event)
        case .wheel(let target, let place, let turn, let held): wheel(target, place, turn, held, event)
        case .drag(let drag): add(.drag(drag), event)
        case .key(let target, let chord, let place, let movesFocus):
            key(target, chord, place, event)
            if movesFocus, let last = steps.indices.last { steps[last].isFocusMove = true }
        case .middleClick(let target): add(.middleClick(target), event)
        case .heldClick(let target, let held): add(.heldClick(target, held), event)
        case .tabClosed:
            add(.closeTab, event)
            left(event.tab)
        case .submit(let method, let by):
            guard let last = lastStep(in: event.tab), steps[last].isAction else { return }
            steps[last].submission = DraftStep.Submission(method: method, button: by)
        case .contextMenu(let target): add(.rightClick(target), event)
        case .dialog(let dialog): answered(dialog, event)
        case .signedIn(let origin, let user):
            let opener = steps.lastIndex { $0.openedTabs.contains(event.tab) }
            if let last = lastStep(in: event.tab) ?? opener {
                steps[last].signIn = DraftStep.SignIn(origin: origin, user: user)
            }
        case .gone(let target):
            if let last = lastStep(in: event.tab), steps[last].document == event.document { steps[last].gone = target }
        case .request(let method, let address, let status):
            requests.append(
                RecordedRequest(method: method, address: address, status: status, tab: event.tab, at: event.at)
            )
        case .chooser: chooserOpened(event)
        case .files(let target, let names): files(target, names, event)
        case .download(let name): if let last = lastStep(in: event.tab) { steps[last].downloads.append(name) }
        case .frameShown(let target, let address): frameShown(target, address, event)
        case .frameNavigated(let address): frameNavigated(to: address, event)
        case .unrecorded(let type):
            notes.append("\(type.prefix(60)): a skill cannot do that yet, so it is not in the steps.")
        case .lost(let type):
            notes.append("The recorder could not follow an event (\(type.prefix(60))): look at the steps with care.")
        case .edited(let edit): apply(edit, event)
        case .picked(let pick):
            add(.look(pick), event)
            if pick.purpose != .extract { steps[steps.count - 1].name = pick.name }
        case .paused: paused()
        case .resumed(let address): resumed(at: address, event)
        case .continued(let skill): continues(skill)
        }
        if event.body.isDeed, let last = lastStep(in: event.tab) {
            steps[last].time = steps[last].time.lowerBound...max(steps[last].time.lowerBound, event.at)
        }
    }

    /// The merged steps.
    mutating func finish() -> [DraftStep] {
        noteRemoved()
        leftByThemselves()
        layRequests()
        return steps.indices.filter { !steps[$0].isRemoved && !isLeftToNext($0) }.map { steps[$0] }
    }

    /// Says it once.
    mutating func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

    /// Where the tabs that pages opened were when something was done in them first, or where they got to.
    var openedAddresses: [TabID: String] {
        tabs.filter { $0.value.first != nil }
            .compactMapValues { tab in tab.acted ?? tab.first }
    }

    mutating func add(_ action: DraftStep.Action, _ event: RecordedEvent) {
        if let tab = tabs[event.tab], tab.acted == nil, tab.first != nil { tabs[event.tab]?.acted = tab.page }
        steps.append(
            DraftStep(
                action: action,
                number: event.number,
                tab: event.tab,
                time: event.at...event.at,
                frame: event.frame,
                page: page(of: event),
                document: event.document
            )
        )
    }

    /// The step that a page's doing is laid to, also when the person has taken it back.
    func lastStep(in tab: TabID) -> Int? { steps.lastIndex { $0.tab == tab && !$0.isLook } }

    // MARK: What a person did

    private mutating func click(
        _ target: RecordedTarget,
        _ role: String,
        _ detail: Int,
        _ isMade: Bool,
        _ event: RecordedEvent
    ) {
        // Boxes and lists tell by their own events what came of the click; a click that a key made is told by the key.
        guard !isMade, !["checkbox", "radio", "select", "option"].contains(role) else { return }
        if detail > 1, let last = mergeable(event), last.dialogs.isEmpty {
            if case .click(let known, let isFocusOnly) = last.action, known.isSame(as: target) {
                steps[steps.count - 1].action = .doubleClick(target, isFocusOnly: isFocusOnly)
                return
            }
            if case .doubleClick(let known, _) = last.action, known.isSame(as: target) {
                return notes.append("'\(target.looks)' was clicked \(detail) times in a row: a skill clicks it twice.")
            }
        }
        add(.click(target, isFocusOnly: role == "text"), event)
    }

    /// Typing goes on in the fill before it; the click that put the cursor there is part of it.
    private mutating func input(
        _ target: RecordedTarget,
        _ value: FieldValue,
        _ isLineBreak: Bool,
        _ event: RecordedEvent
    ) {
        if isLineBreak, case .press(_, _, mayBeText: true)? = lastKept?.action { steps.removeLast() }
        switch mergeable(event)?.action {
        case .click(let known, isFocusOnly: true)?, .doubleClick(let known, isFocusOnly: true)?:
            if known.isSame(as: target) { steps.removeLast() }
        default: break
        }
        if writesOn(target, value, event) { return }
        if case .fill(let known, _)? = mergeable(event)?.action, known.isSame(as: target) {
            steps[steps.count - 1].action = .fill(known, value)
        } else {
            add(.fill(target, value), event)
        }
    }

    /// The step before, unless the person took it back: what comes then is a step of its own.
    private var lastKept: DraftStep? { steps.last.flatMap { $0.isRemoved ? nil : $0 } }

    /// The step before, when it is of this document and has led nowhere else.
    func mergeable(_ event: RecordedEvent) -> DraftStep? {
        guard let last = lastKept, last.document == event.document, last.arrival == nil else { return nil }
        return last
    }

    private mutating func choose(_ target: RecordedTarget, _ options: [String], _ event: RecordedEvent) {
        if case .choose(let known, _)? = mergeable(event)?.action, known.isSame(as: target) {
            steps[steps.count - 1].action = .choose(known, options)
        } else {
            add(.choose(target, options), event)
        }
    }

    private mutating func check(_ target: RecordedTarget, _ isChecked: Bool, _ event: RecordedEvent) {
        if case .check(let known, _)? = mergeable(event)?.action, known.isSame(as: target) {
            steps[steps.count - 1].action = .check(known, isChecked)
        } else {
            add(.check(target, isChecked), event)
        }
    }

    private mutating func key(
        _ target: RecordedTarget?,
        _ chord: KeyChord,
        _ place: KeyPlace,
        _ event: RecordedEvent
    ) {
        if target == nil, let frame = chain(event.frame, in: event.tab)?.last {
            return add(.pressInside(frame, chord), event)
        }
        let mayBeText = place == .lines && chord.key == "Enter"
        add(.press(target, chord, mayBeText: mayBeText), event)
    }
}
