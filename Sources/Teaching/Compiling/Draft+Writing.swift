// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// Writing that goes on after a key of which an editor made something, such as bold letters.
///
/// To write everything anew would undo what the key did; so only what came after it is written, where the cursor is.
extension Draft {
    /// - Returns: whether the text was taken so; otherwise it is a field's whole value.
    mutating func writesOn(_ target: RecordedTarget, _ value: FieldValue, _ event: RecordedEvent) -> Bool {
        guard case .text(let text) = value, !["input", "textarea"].contains(target.fingerprint.tag) else {
            return false
        }
        let last = mergeable(event)
        if case .append(let known, let added, let whole)? = last?.action, known.isSame(as: target) {
            let before = String(whole.dropLast(added.count))
            guard text.hasPrefix(before) else { return false }
            steps[steps.count - 1].action = .append(known, String(text.dropFirst(before.count)), whole: text)
            return true
        }
        guard case .press? = last?.action, let before = written(in: target), text.hasPrefix(before), text != before
        else {
            return false
        }
        add(.append(target, String(text.dropFirst(before.count)), whole: text), event)
        return true
    }

    /// What the editor held before the keys that were pressed in it last; nil when something else happened since.
    private func written(in target: RecordedTarget) -> String? {
        for step in steps.reversed() where !step.isLook {
            switch step.action {
            case .press(let known, _, _) where known?.isSame(as: target) == true: continue
            case .fill(let known, .text(let text)) where known.isSame(as: target): return text
            case .append(let known, _, let whole) where known.isSame(as: target): return whole
            case .click(let known, _) where known.isSame(as: target): return ""
            case .open, .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick,
                .heldClick, .clickAt,
                .wheel, .hover, .scroll,
                .drag, .press, .pressInside, .fill, .append, .choose, .upload, .check, .look:
                return nil
            }
        }
        return nil
    }
}
