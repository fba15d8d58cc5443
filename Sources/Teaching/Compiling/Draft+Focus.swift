// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Keys that move the focus.
extension Draft {
    /// Whether a step only moves the focus away from a field, which the step after it does itself.
    ///
    /// What a page does when a field is left is done then; so the key is kept where nothing else leaves it.
    func isLeftToNext(_ index: Int) -> Bool {
        let step = steps[index]
        guard step.isFocusMove, step.name == nil, step.isWithoutEffect else { return false }
        let next = steps[(index + 1)...].first { !$0.isRemoved && !$0.isFocusMove }
        return next.map { $0.tab == step.tab && $0.document == step.document && $0.takesFocus } ?? false
    }
}

extension DraftStep {
    /// Whether nothing is known that came of it.
    fileprivate var isWithoutEffect: Bool {
        arrival == nil && frameArrival == nil && openedTabs.isEmpty && dialogs.isEmpty && downloads.isEmpty
            && submission == nil && requests.isEmpty
    }

    /// Whether it takes the focus to where it acts.
    fileprivate var takesFocus: Bool {
        switch action {
        case .click, .doubleClick, .rightClick, .middleClick, .heldClick, .clickAt, .fill, .append, .choose, .check,
            .drag,
            .upload:
            true
        case .press(let target, _, _): target != nil
        case .open, .back, .forward, .reload, .closeTab, .wheel, .hover, .scroll, .pressInside, .look: false
        }
    }
}
