// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// What was done at a place of something that tells nothing of what is drawn there.
extension Draft {
    mutating func clickAt(
        _ target: RecordedTarget,
        _ kind: PlacedClick.Kind,
        _ place: BoxPlace,
        _ event: RecordedEvent
    ) {
        notePlaces(in: target)
        if kind == .double, case .clickAt(let known, .single, _)? = mergeable(event)?.action, known.isSame(as: target) {
            steps.removeLast()
        }
        add(.clickAt(target, kind, place), event)
    }

    /// A wheel that goes on turning over one place is one step.
    mutating func wheel(
        _ target: RecordedTarget,
        _ place: BoxPlace,
        _ turn: Offset,
        _ held: KeyChord.Modifiers,
        _ event: RecordedEvent
    ) {
        notePlaces(in: target)
        guard case .wheel(let known, place, let before, held)? = mergeable(event)?.action, known.isSame(as: target),
            let sum = before.adding(turn)
        else { return add(.wheel(target, place, turn, held), event) }
        steps[steps.count - 1].action = .wheel(known, place, sum, held)
    }

    private mutating func notePlaces(in target: RecordedTarget) {
        note(
            "'\(target.looks)' is acted on by place: nothing tells what is drawn there, so look at its steps with care."
        )
    }
}

extension Offset {
    /// Both together; nil when they lead too far, or in opposite ways, which may mean something on its way.
    fileprivate func adding(_ other: Offset) -> Offset? {
        let sum = Offset(x: x + other.x, y: y + other.y)
        guard abs(sum.x) <= Offset.limit, abs(sum.y) <= Offset.limit, x * other.x >= 0, y * other.y >= 0 else {
            return nil
        }
        return sum
    }
}
