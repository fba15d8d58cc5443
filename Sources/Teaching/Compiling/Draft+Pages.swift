// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
internal import WebAddresses

/// One tab while its events are merged: where it is, and where it has been.
struct DraftTab {
    var page = ""
    var history = VisitedPages()
    /// The first address of a tab that a page opened; nil for the tab of the recording's beginning.
    var first: String?
    /// Where it was when something was done in it first.
    var acted: String?
    /// Whether a page opened it and it has not got anywhere yet.
    var isArriving = false
    /// Whether steps that were not shown led here: what the page does by itself is still theirs.
    var isContinued = false
    /// Questions before its page is left, until it is known what leaves it.
    var leaving: [RecordedDialog] = []
}

extension Draft {
    /// A tab belongs to the step that its page was opened by, which is the last one in the opener.
    mutating func opened(by opener: TabID?, _ event: RecordedEvent) {
        tabs[event.tab] = DraftTab(isArriving: true)
        let last = opener.flatMap { lastStep(in: $0) } ?? steps.lastIndex { !$0.isLook }
        guard let last, steps[last].isAction else {
            return notes.append("A tab was opened that no step opens: what was done in it cannot be replayed.")
        }
        steps[last].openedTabs.append(event.tab)
    }

    /// Whose doing was it? A page goes somewhere because of the action before, because its own script wanted to, or
    /// because the person asked the browser itself.
    mutating func navigated(_ address: String, _ isNew: Bool, _ cause: String?, _ event: RecordedEvent) {
        defer {
            tabs[event.tab, default: DraftTab()].page = address
            if isNew { left(event.tab) }
        }
        guard !arrived(address, event) else { return }
        let place = DraftStep.Arrival(address: address, isNewDocument: isNew)
        guard let last = lastStep(in: event.tab) else {
            if tabs[event.tab]?.isContinued == true { return wentOn(to: place, cause, event) }
            // A tab that a page opened goes where that page sends it until somebody does something in it.
            guard tabs[event.tab]?.first == nil else { return }
            return add(.open(address), event)
        }
        if case .open = steps[last].action, steps[last].arrival == nil {
            tabs[event.tab, default: DraftTab()].history.replace(with: address)
            steps[last].arrival = place
            return
        }
        switch NavigationCause(cause) {
        case .reload:
            add(.reload, event)
            steps[steps.count - 1].arrival = place
        case .history: wentInHistory(to: address, place, event)
        case .person where isNew:
            add(.open(address), event)
            steps[steps.count - 1].arrival = place
            tabs[event.tab, default: DraftTab()].history.visit(address)
        case .pageInHistory:
            _ = tabs[event.tab, default: DraftTab()].history.travel(to: address)
            arrive(place, by: last)
        case .person, .page: led(to: place, from: last)
        }
    }

    /// Where a tab goes in which nothing has been shown yet.
    private mutating func wentOn(to place: DraftStep.Arrival, _ cause: String?, _ event: RecordedEvent) {
        switch NavigationCause(cause) {
        case .reload: add(.reload, event)
        case .history: return wentInHistory(to: place.address, place, event)
        case .person where place.isNewDocument:
            add(.open(place.address), event)
            tabs[event.tab, default: DraftTab()].history.visit(place.address)
        case .person, .page, .pageInHistory:
            tabs[event.tab, default: DraftTab()].history.replace(with: place.address)
            return
        }
        steps[steps.count - 1].arrival = place
    }

    /// Takes over the tabs of the steps before.
    mutating func continues(_ skill: ContinuedSkill) {
        base = skill
        for open in skill.tabs {
            var tab = DraftTab(page: open.address, isContinued: true)
            tab.history.visit(open.address)
            tabs[open.tab] = tab
        }
    }

    /// The first page of a tab that another page opened is that page's doing.
    private mutating func arrived(_ address: String, _ event: RecordedEvent) -> Bool {
        guard var tab = tabs[event.tab], tab.isArriving, (try? WebAddress(address)) != nil else { return false }
        tab.isArriving = false
        tab.first = address
        tab.history.visit(address)
        tabs[event.tab] = tab
        return true
    }

    /// Of several arrivals after one action the last new document counts: the others were on the way.
    private mutating func led(to place: DraftStep.Arrival, from step: Int) {
        let tab = steps[step].tab
        if case .open = steps[step].action {
            tabs[tab, default: DraftTab()].history.replace(with: place.address)
        } else if tabs[tab]?.page != place.address {
            tabs[tab, default: DraftTab()].history.visit(place.address)
        }
        arrive(place, by: step)
    }

    private mutating func arrive(_ place: DraftStep.Arrival, by step: Int) {
        if steps[step].arrival?.isNewDocument != true || place.isNewDocument { steps[step].arrival = place }
    }

    private mutating func wentInHistory(
        to address: String,
        _ place: DraftStep.Arrival,
        _ event: RecordedEvent
    ) {
        let distance = tabs[event.tab, default: DraftTab()].history.travel(to: address)
        if distance < 0, undoesRemoved(address, in: event.tab) { return }
        if abs(distance) > 1 {
            notes.append(
                "The person went \(abs(distance)) pages through the history at once: see 'back' and 'forward'."
            )
        }
        for _ in 0..<max(1, abs(distance)) { add(distance < 0 ? .back : .forward, event) }
        if place.isNewDocument { steps[steps.count - 1].arrival = place }
    }
}

/// Who made a page go somewhere, by the browser's own word for it.
enum NavigationCause {
    case reload, history, person, page, pageInHistory

    /// What is written down where a page's script went through the history: the browser has no word of its own for it.
    static let traversal = "scriptTraversal"

    /// The word for a way through the history that is the page's doing; any other cause as it is.
    static func traversal(of word: String?) -> String? {
        NavigationCause(word) == .history ? traversal : word
    }

    init(_ word: String?) {
        self =
            switch word {
            case NavigationCause.traversal: .pageInHistory
            case "reload", "reloadBypassingCache": .reload
            case "historyDifferentDocument", "historySameDocument", "restore", "restoreWithPost": .history
            // What no page asked for was asked of the browser itself.
            case "differentDocument", "sameDocument": .person
            default: .page
            }
    }
}
