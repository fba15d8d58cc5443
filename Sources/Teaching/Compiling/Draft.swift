// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Takes raw events one after another and merges them into steps: a value, told what came next.
struct Draft {
    private(set) var notes: [String] = []
    private var steps: [DraftStep] = []
    private var page = ""
    private var history: [String] = []

    mutating func take(_ event: RecordedEvent) {
        switch event.body {
        case .opened(let address):
            add(.open(address), event)
            history = [address]
        case .navigated(let address, let isNew, let cause): navigated(address, isNew, cause, event)
        case .loaded: break
        case .click(let target, let role, let detail, let isMade): click(target, role, detail, isMade, event)
        case .input(let target, let value): input(target, value, event)
        case .choose(let target, let options): choose(target, options, event)
        case .check(let target, let isChecked): check(target, isChecked, event)
        case .key(let target, let chord, let inText): key(target, chord, inText, event)
        case .submit(_, let by):
            if let last = steps.indices.last, steps[last].isAction { steps[last].submittedBy = by }
        case .dialog(let kind, _):
            notes.append(
                "The page opened a dialog (\(kind)), which was dismissed: dialogs are not part of a skill yet."
            )
        case .lost(let type):
            notes.append("The recorder could not follow an event (\(type)): look at the steps with care.")
        }
    }

    /// The merged steps.
    ///
    /// A click that only put the cursor into a field and led to nothing is left out.
    func finish() -> [DraftStep] {
        steps.filter { step in
            if case .click(_, isFocusOnly: true) = step.action { step.arrival != nil } else { true }
        }
    }

    private mutating func add(_ action: DraftStep.Action, _ event: RecordedEvent) {
        steps.append(DraftStep(action: action, page: page, document: event.document))
    }

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
        if detail > 1, case .click(let last, _)? = steps.last?.action, last.isSame(as: target) {
            notes.append(
                "'\(target.looks)' was clicked \(detail) times in a row: double clicks are recorded as clicks."
            )
        }
        add(.click(target, isFocusOnly: role == "text"), event)
    }

    private mutating func input(_ target: RecordedTarget, _ value: FieldValue, _ event: RecordedEvent) {
        if let last = steps.last, last.document == event.document, last.arrival == nil {
            if case .fill(let known, _) = last.action, known.isSame(as: target) {
                steps[steps.count - 1].action = .fill(known, value)
                return
            }
            if case .click(let known, isFocusOnly: true) = last.action, known.isSame(as: target) { steps.removeLast() }
        }
        add(.fill(target, value), event)
    }

    private mutating func choose(_ target: RecordedTarget, _ options: [String], _ event: RecordedEvent) {
        guard options.count == 1, let option = options.first else {
            return notes.append(
                "'\(target.looks)' took \(options.count) options at once, which cannot be replayed yet."
            )
        }
        if let last = steps.last, case .choose(let known, _) = last.action, known.isSame(as: target),
            last.arrival == nil
        {
            steps[steps.count - 1].action = .choose(known, option)
        } else {
            add(.choose(target, option), event)
        }
    }

    private mutating func check(_ target: RecordedTarget, _ isChecked: Bool, _ event: RecordedEvent) {
        if let last = steps.last, case .check(let known, _) = last.action, known.isSame(as: target), last.arrival == nil
        {
            steps[steps.count - 1].action = .check(known, isChecked)
        } else {
            add(.check(target, isChecked), event)
        }
    }

    private mutating func key(
        _ target: RecordedTarget?,
        _ chord: KeyChord,
        _ inText: Bool,
        _ event: RecordedEvent
    ) {
        // Moving the focus is done by the next step itself.
        if chord.key == "Tab", chord.modifiers.subtracting(.shift).isEmpty { return }
        add(.press(target, chord), event)
    }

    // MARK: What the page did

    /// Whose doing was it? A page goes somewhere because of the action before, because its own script wanted to, or
    /// because the person asked the browser itself.
    private mutating func navigated(_ address: String, _ isNew: Bool, _ cause: String?, _ event: RecordedEvent) {
        defer { page = address }
        let place = DraftStep.Arrival(address: address, isNewDocument: isNew)
        guard let last = steps.indices.last else { return add(.open(address), event) }
        if case .open = steps[last].action {
            // The page that was opened, or where it redirected to.
            history.append(address)
            steps[last].arrival = place
            return
        }
        switch cause {
        case "reload", "reloadBypassingCache": add(.reload, event)
        case "historyDifferentDocument", "historySameDocument", "restore", "restoreWithPost":
            wentInHistory(to: address, event)
        case "differentDocument" where isNew && steps[last].arrival != nil: add(.open(address), event)
        default:
            // Of several arrivals after one action the last new document counts: the others were on the way.
            if steps[last].arrival?.isNewDocument != true || isNew { steps[last].arrival = place }
            history.append(address)
            return
        }
        steps[steps.count - 1].arrival = isNew ? place : nil
    }

    private mutating func wentInHistory(to address: String, _ event: RecordedEvent) {
        let isBack = history.dropLast().contains(address)
        add(isBack ? .back : .forward, event)
        history.append(address)
    }
}
