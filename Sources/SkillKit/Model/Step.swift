// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// One action of a skill, and what it causes.
public struct Step: Sendable, Hashable {
    /// Its name: unique in the skill and stable across revisions.
    public var id: StepID
    /// The tab that it acts in; nil for the one that the run begins with.
    public var tab: TabName?
    /// What it does.
    public var action: Action
    /// How long it may take; nil for the default.
    public var within: Duration?
    /// Whether it cannot be undone and so needs a person's yes each time.
    public var isIrreversible: Bool
    /// What it caused when it was recorded, and is waited for.
    public var then: [Consequence]

    /// Describes a step.
    public init(
        id: StepID,
        tab: TabName? = nil,
        action: Action,
        within: Duration? = nil,
        isIrreversible: Bool = false,
        then: [Consequence] = []
    ) {
        self.id = id
        self.tab = tab
        self.action = action
        self.within = within
        self.isIrreversible = isIrreversible
        self.then = then
    }
}

extension Step {
    /// The texts in it that may hold references, also those that its dialogs are given.
    public var templates: [TextTemplate] {
        action.templates + dialogTexts + signIns.flatMap { [$0.user, $0.password] }
    }

    /// Who signs in because of it.
    public var signIns: [ExpectedSignIn] {
        then.compactMap { if case .signIn(let signIn) = $0 { signIn } else { nil } }
    }

    /// What its dialogs are given.
    var dialogTexts: [TextTemplate] {
        then.compactMap { if case .dialog(let dialog) = $0 { dialog.text } else { nil } }
    }
}

/// What a step can do: a closed set.
///
/// None of them runs code.
public enum Action: Sendable, Hashable {
    /// Load an address of a site.
    case open(SiteAddress)
    /// Go back in the tab's history.
    case back
    /// Go forward in it.
    case forward
    /// Load the same address again.
    case reload
    /// Click an element.
    case click(TargetName)
    /// Click an element twice in a row.
    case doubleClick(TargetName)
    /// Click an element with the other button.
    case rightClick(TargetName)
    /// Replace what a field holds.
    case fill(TargetName, TextTemplate)
    /// Write on in a field, where the cursor is: after a key that an editor made something of.
    case append(TargetName, TextTemplate)
    /// Press a key, at an element or wherever the focus is.
    case press(TargetName?, KeyChord)
    /// Choose options of a list by their labels: exactly these, so that none means that nothing is chosen.
    case choose(TargetName, [TextTemplate])
    /// Click a place of an element.
    case clickAt(PlacedClick)
    /// Turn the wheel over an element.
    case wheel(WheelTurn)
    /// Let the pointer rest on an element.
    case hover(TargetName)
    /// Scroll an element, or the page, to its end or its start, or until what the step causes is there.
    case scroll(TargetName?, ScrollEnd)
    /// Take an element somewhere and let it go.
    case drag(Drag)
    /// Give files to a field, or to what opens a chooser of files: exactly these.
    case upload(TargetName, [TextTemplate])
    /// Make a box checked.
    case check(TargetName)
    /// Make a box unchecked.
    case uncheck(TargetName)
    /// Stop unless a condition holds in time.
    case expect(Condition)
    /// Wait for a condition.
    case waitFor(Condition)
    /// Keep what an element shows.
    case extract(TargetName, into: String)

    /// The word that names it in a file.
    public var keyword: String {
        switch self {
        case .open: "open"
        case .back: "back"
        case .forward: "forward"
        case .reload: "reload"
        case .click: "click"
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
        }
    }

    /// The element that it is about, where there is one.
    public var target: TargetName? {
        switch self {
        case .click(let name), .doubleClick(let name), .rightClick(let name), .hover(let name), .fill(let name, _),
            .append(let name, _),
            .choose(let name, _), .upload(let name, _), .check(let name), .uncheck(let name), .extract(let name, _):
            name
        case .press(let name, _), .scroll(let name, _): name
        case .drag(let drag): drag.source
        case .clickAt(let click): click.target
        case .wheel(let wheel): wheel.target
        case .expect(let condition), .waitFor(let condition): condition.target
        case .open, .back, .forward, .reload: nil
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
        case .press(let name, let keys): "press \(keys)" + (name.map { " at \($0)" } ?? "")
        case .expect(let condition), .waitFor(let condition): "\(keyword) \(condition.summary)"
        case .scroll(let name, let end): "scroll \(name?.text ?? "the page") to its \(end.rawValue)"
        case .drag(let drag): "drag \(drag.source)" + (drag.drop.map { " to \($0)" } ?? "")
        case .back, .forward, .reload, .click, .doubleClick, .rightClick, .clickAt, .wheel, .hover, .fill, .append,
            .choose, .upload, .check,
            .uncheck, .extract:
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
        case .back, .forward, .reload, .click, .doubleClick, .rightClick, .clickAt, .wheel, .hover, .press, .scroll,
            .drag, .check,
            .uncheck, .extract:
            []
        }
    }
}

/// What can be waited for or insisted on.
public enum Condition: Sendable, Hashable {
    /// The element is there and visible.
    case targetVisible(TargetName)
    /// The element is not there, or not visible.
    case targetGone(TargetName)
    /// The element shows a text, anywhere in it, without regard to case and white space.
    case targetText(TargetName, TextTemplate)
    /// The field holds exactly a value.
    case targetValue(TargetName, TextTemplate)
    /// The box is checked, or not.
    case targetChecked(TargetName, Bool)
    /// The tab is at an address.
    case address(SiteAddressPattern)
    /// The page's title holds a text.
    case title(TextTemplate)

    /// The element that it is about.
    public var target: TargetName? {
        switch self {
        case .targetVisible(let name), .targetGone(let name), .targetText(let name, _), .targetValue(let name, _),
            .targetChecked(let name, _):
            name
        case .address, .title: nil
        }
    }

    /// In a few words, without any value.
    public var summary: String {
        switch self {
        case .targetVisible(let name): "\(name)"
        case .targetGone(let name): "\(name) gone"
        case .targetText(let name, _): "text of \(name)"
        case .targetValue(let name, _): "value of \(name)"
        case .targetChecked(let name, let isChecked): "\(name) \(isChecked ? "checked" : "unchecked")"
        case .address(let pattern): "address \(pattern)"
        case .title: "title"
        }
    }

    var template: TextTemplate? {
        switch self {
        case .targetText(_, let text), .targetValue(_, let text), .title(let text): text
        case .targetVisible, .targetGone, .targetChecked, .address: nil
        }
    }
}

/// What a step causes, and replay waits for.
public enum Consequence: Sendable, Hashable {
    /// Another document is loaded, at an address.
    case navigation(SiteAddressPattern)
    /// The same document changes its address.
    case address(SiteAddressPattern)
    /// An element appears.
    case appears(TargetName)
    /// An element goes.
    case disappears(TargetName)
    /// A dialog opens and is answered so.
    case dialog(ExpectedDialog)
    /// The site's server asks who is there, by HTTP, and is told so.
    case signIn(ExpectedSignIn)
    /// The page opens another tab or window, which later steps call by this name; it gets to the address, if one is said.
    case opensTab(TabName, at: SiteAddressPattern?)
    /// A frame shows another document, at the address of that target.
    case frame(TargetName)
    /// The page gives a file whose name fits.
    case download(NamePattern)
}

/// Who is told to a site's server that asks by HTTP.
public struct ExpectedSignIn: Sendable, Hashable {
    /// The user.
    public var user: TextTemplate
    /// The secret that is the password; its site is the only one that gets it.
    public var secret: String

    /// Describes one.
    public init(user: TextTemplate, secret: String) {
        self.user = user
        self.secret = secret
    }

    /// The password as a file holds it.
    public var password: TextTemplate { TextTemplate(parts: [.reference(.secret(secret))]) }
}

/// A dialog that a step opens, and the answer that it gets.
public struct ExpectedDialog: Sendable, Hashable {
    /// Which.
    public var kind: DialogKind
    /// Whether the answer is yes.
    public var isAccepted: Bool
    /// What a prompt is given; nil leaves what the page put there.
    public var text: TextTemplate?

    /// Describes one.
    public init(kind: DialogKind, isAccepted: Bool, text: TextTemplate? = nil) {
        self.kind = kind
        self.isAccepted = isAccepted
        self.text = text
    }
}
