// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What is said of an action, and what it is about.
extension Action {
    /// The word that names it in a file.
    public var keyword: String {
        switch self {
        case .open: "open"
        case .back: "back"
        case .forward: "forward"
        case .reload: "reload"
        case .closeTab: "close_tab"
        case .click, .middleClick, .heldClick: "click"
        case .doubleClick: "double_click"
        case .rightClick: "right_click"
        case .fill, .append: "fill"
        case .press: "press"
        case .choose: "choose"
        case .clickAt(let click): click.kind.rawValue
        case .hover: "hover"
        case .scroll, .wheel: "scroll"
        case .drag: "drag"
        case .upload: "upload"
        case .check: "check"
        case .uncheck: "uncheck"
        case .expect: "expect"
        case .waitFor: "wait_for"
        case .extract: "extract"
        case .ask: "ask"
        }
    }

    /// The element that it is about, where there is one.
    public var target: TargetName? {
        switch self {
        case .click(let name), .doubleClick(let name), .rightClick(let name), .middleClick(let name),
            .heldClick(let name, _), .hover(let name),
            .fill(let name, _),
            .append(let name, _),
            .choose(let name, _), .upload(let name, _), .check(let name), .uncheck(let name), .extract(let name, _):
            name
        case .press(let name, _), .scroll(let name, _): name
        case .drag(let drag): drag.source
        case .clickAt(let click): click.target
        case .wheel(let wheel): wheel.target
        case .expect(let condition), .waitFor(let condition): condition.target
        case .ask(let ask): ask.target
        case .open, .back, .forward, .reload, .closeTab: nil
        }
    }

    /// The elements that it is about: where something is dragged, also what it is let go on.
    public var targets: [TargetName] {
        var others: [TargetName] = []
        if case .drag(let drag) = self { others = [drag.drop].compactMap { $0 } }
        return [target].compactMap { $0 } + others
    }

    /// What it does in a few words, without any value: `fill email`.
    public var summary: String {
        switch self {
        case .open(let address): "open \(address.site)"
        case .middleClick(let name): "click \(name) with the middle button"
        case .heldClick(let name, let held): "click \(name) holding \(held.words)"
        case .press(let name, let keys): "press \(keys)" + (name.map { " at \($0)" } ?? "")
        case .expect(let condition), .waitFor(let condition): "\(keyword) \(condition.summary)"
        case .scroll(let name, let end): "scroll \(name?.text ?? "the page") to its \(end.rawValue)"
        case .drag(let drag): "drag \(drag.source)" + (drag.drop.map { " to \($0)" } ?? "")
        case .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .clickAt, .wheel, .hover, .fill,
            .append,
            .choose, .upload, .check,
            .uncheck, .extract, .ask:
            keyword + (target.map { " \($0)" } ?? "")
        }
    }

    /// The texts in it that may hold references.
    public var templates: [TextTemplate] {
        switch self {
        case .open(let address): [address.path]
        case .fill(_, let text), .append(_, let text): [text]
        case .choose(_, let options): options
        case .upload(_, let files): files
        case .expect(let condition), .waitFor(let condition): condition.template.map { [$0] } ?? []
        case .ask(let ask): [ask.question]
        case .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick, .heldClick, .clickAt,
            .wheel,
            .hover, .press, .scroll,
            .drag, .check,
            .uncheck, .extract:
            []
        }
    }
}
