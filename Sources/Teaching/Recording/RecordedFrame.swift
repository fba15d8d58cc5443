// SPDX-License-Identifier: Apache-2.0
internal import SkillKit

/// A frame that something was done in: the element that shows it, and what it showed.
public struct RecordedFrame: Sendable, Hashable {
    /// The element, with the frames that are around it in turn.
    public var target: RecordedTarget
    /// The address it showed; nil for one into which the page around it wrote.
    public var address: String?

    /// Describes a frame.
    public init(target: RecordedTarget, address: String?) {
        self.target = target
        self.address = address
    }
}

extension RecordedEvent.Body {
    /// The same with every element in the frames given.
    func inside(_ frames: [RecordedFrame]) -> RecordedEvent.Body {
        let into = { (target: RecordedTarget) in
            var target = target
            target.frames = frames
            return target
        }
        switch self {
        case .click(let target, let role, let detail, let isMade):
            return .click(into(target), role: role, detail: detail, isMade: isMade)
        case .input(let target, let value, let isLineBreak):
            return .input(into(target), value, isLineBreak: isLineBreak)
        case .choose(let target, let options): return .choose(into(target), options: options)
        case .clickAt(let target, let kind, let place): return .clickAt(into(target), kind, place)
        case .wheel(let target, let place, let turn, let held): return .wheel(into(target), place, turn, holding: held)
        case .hover(let target, let revealed): return .hover(into(target), revealed: into(revealed))
        case .scroll(let target, let end, let revealed):
            return .scroll(target.map(into), to: end, revealed: into(revealed))
        case .drag(let drag): return .drag(drag.mapping(into))
        case .check(let target, let isChecked): return .check(into(target), isChecked: isChecked)
        case .key(let target, let chord, let place, let movesFocus):
            return .key(target.map(into), chord, place, movesFocus: movesFocus)
        case .middleClick(let target): return .middleClick(into(target))
        case .heldClick(let target, let held): return .heldClick(into(target), held)
        case .gone(let target): return .gone(into(target))
        case .contextMenu(let target): return .contextMenu(into(target))
        case .files(let target, let names): return .files(target.map(into), names: names)
        case .picked(var pick):
            pick.target = into(pick.target)
            return .picked(pick)
        case .frameShown(let target, let address): return .frameShown(into(target), address: address)
        case .opened, .navigated, .frameNavigated, .loaded, .submit, .tabOpened, .tabClosed, .dialog, .download,
            .unrecorded, .lost,
            .edited, .paused, .resumed, .continued, .signedIn, .request, .chooser:
            return self
        }
    }
}

extension RecordedDrag {
    fileprivate func mapping(_ change: (RecordedTarget) -> RecordedTarget) -> RecordedDrag {
        var drag = self
        drag.source = change(source)
        drag.drop = drop.map(change)
        return drag
    }
}
