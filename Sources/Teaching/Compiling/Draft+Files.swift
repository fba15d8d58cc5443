// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What a person chose of their files.
extension Draft {
    /// A step that opened a chooser and what was chosen in it are one: replay opens it again and answers it.
    ///
    /// Another client may be quicker with its answer than the browser is with its word of the chooser.
    mutating func chooserOpened(_ event: RecordedEvent) {
        guard let last = lastStep(in: event.tab), steps[last].document == event.document else { return }
        if case .upload(_, let names) = steps[last].action, last > 0, steps[last - 1].isPlain(before: steps[last]),
            let opener = steps[last - 1].chooserOpener
        {
            steps[last].action = .upload(opener, names: names)
            steps.remove(at: last - 1)
        } else {
            steps[last].opensChooser = true
        }
    }

    mutating func files(_ target: RecordedTarget?, _ names: [String], _ event: RecordedEvent) {
        guard !names.isEmpty else {
            return note("A chosen file was taken away again: a skill only gives files, so look at the steps with care.")
        }
        let last = mergeable(event)
        if let last, last.tab == event.tab, let opener = last.chooserOpener,
            last.opensChooser || (target.map { opener.isSame(as: $0) } ?? false)
        {
            steps[steps.count - 1].action = .upload(opener, names: names)
            return
        }
        // The same field once more, in another way.
        if case .upload(let known, _)? = last?.action, target.map({ known.isSame(as: $0) }) ?? true {
            steps[steps.count - 1].action = .upload(known, names: names)
            return
        }
        guard let target else {
            return note("Files were chosen for a field that is not on the page, and nothing shows what opened it.")
        }
        add(.upload(target, names: names), event)
    }
}

extension DraftStep {
    /// What opens a chooser again when it is clicked; nil when it is another way of doing things.
    fileprivate var chooserOpener: RecordedTarget? {
        switch action {
        case .click(let target, _): target
        case .press(let target?, let chord, _) where ["Enter", "Space"].contains(chord.key): target
        case .upload(let target, _): target
        case .open, .back, .forward, .reload, .closeTab, .doubleClick, .rightClick, .middleClick, .heldClick, .clickAt,
            .wheel,
            .hover, .scroll, .drag,
            .press, .pressInside, .fill, .append, .choose, .check, .look:
            nil
        }
    }

    /// Whether nothing came of it, so that the step after it may stand for both.
    fileprivate func isPlain(before next: DraftStep) -> Bool {
        tab == next.tab && document == next.document && arrival == nil && openedTabs.isEmpty && dialogs.isEmpty
    }
}
