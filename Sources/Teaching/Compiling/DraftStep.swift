// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// A step while it is still being merged, with the raw target and values.
struct DraftStep: Hashable {
    enum Action: Hashable {
        case open(String)
        case back, forward, reload
        case click(RecordedTarget, isFocusOnly: Bool)
        case doubleClick(RecordedTarget, isFocusOnly: Bool)
        case rightClick(RecordedTarget)
        case middleClick(RecordedTarget)
        case heldClick(RecordedTarget, KeyChord.Modifiers)
        case closeTab
        case fill(RecordedTarget, FieldValue)
        /// With all that the field holds then.
        case append(RecordedTarget, String, whole: String)
        case choose(RecordedTarget, [String])
        case clickAt(RecordedTarget, PlacedClick.Kind, BoxPlace)
        case wheel(RecordedTarget, BoxPlace, Offset, KeyChord.Modifiers)
        /// With what came because of it.
        case hover(RecordedTarget, revealed: RecordedTarget)
        case scroll(RecordedTarget?, ScrollEnd, revealed: RecordedTarget)
        case drag(RecordedDrag)
        case upload(RecordedTarget, names: [String])
        case check(RecordedTarget, Bool)
        /// `mayBeText` until it is known whether an Enter in a field of many lines began a new line.
        case press(RecordedTarget?, KeyChord, mayBeText: Bool)
        /// In a frame, on nothing in it.
        case pressInside(RecordedFrame, KeyChord)
        /// An element that the person pointed at.
        case look(PickedElement)
    }

    /// Where the page went because of it.
    struct Arrival: Hashable {
        var address: String
        var isNewDocument: Bool
    }

    /// Who was named to a server that asked.
    struct SignIn: Hashable {
        var origin: String
        var user: String
    }

    /// A form as it was sent: how, and by which button.
    struct Submission: Hashable {
        var method: String
        var button: String
    }

    var action: Action
    /// The number of the event that it begins with: what edits call it by.
    var number: Int
    /// The tab that it was done in.
    var tab: TabID
    /// When it began, and when the last of it was done: the pages' own time.
    var time: ClosedRange<Double>
    /// What went away because of it.
    var gone: RecordedTarget?
    /// The calls that the page's script sent because of it.
    var requests: [RecordedRequest] = []
    /// Whether it is a key that moves the focus and does nothing else.
    var isFocusMove = false
    /// The frames that it was done in; empty for the page itself.
    var frame: [String]
    /// The address of the page, or frame, that it was done on.
    var page: String
    var document: DocumentID
    var arrival: Arrival?
    /// What its frame showed because of it.
    var frameArrival: RecordedFrame?
    /// The form that was sent because of it.
    var submission: Submission?
    /// The tabs that it opened, in order.
    var openedTabs: [TabID] = []
    /// The dialogs that it opened, in order, with the person's answers.
    var dialogs: [RecordedDialog] = []
    /// Who was named to the site's server because of it.
    var signIn: SignIn?
    /// Whether a chooser of files opened because of it.
    var opensChooser = false
    /// The names of the files that came of it.
    var downloads: [String] = []
    /// Whether the person took it back: what it caused is still its own doing, and goes with it.
    var isRemoved = false
    /// The id that the person gave it.
    var name: String?
    /// The name that the person gave the input that is its value.
    var inputName: String?

    var target: RecordedTarget? {
        switch action {
        case .click(let target, _), .doubleClick(let target, _), .rightClick(let target), .middleClick(let target),
            .heldClick(let target, _),
            .fill(let target, _),
            .choose(let target, _), .upload(let target, _), .check(let target, _):
            target
        case .press(let target, _, _), .scroll(let target, _, _): target
        case .append(let target, _, _), .hover(let target, _), .clickAt(let target, _, _), .wheel(let target, _, _, _):
            target
        case .drag(let drag): drag.source
        case .look(let pick): pick.target
        case .pressInside(let frame, _): frame.target
        case .open, .back, .forward, .reload, .closeTab: nil
        }
    }

    /// The value that it gives the page and that a run may be given; nil when it has none or it is secret.
    var value: String? {
        switch action {
        case .fill(_, .text(let text)), .append(_, let text, _): text
        case .choose(_, let options): options.count == 1 ? options[0] : nil
        case .open, .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick, .heldClick,
            .fill,
            .clickAt, .wheel, .hover,
            .scroll, .drag, .check, .press, .pressInside, .look, .upload:
            nil
        }
    }

    /// Whether the page may have done something because of it.
    var isAction: Bool {
        switch action {
        case .open, .look: false
        case .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick, .heldClick, .fill,
            .append,
            .choose, .clickAt, .wheel,
            .hover, .scroll, .drag, .check, .press, .pressInside, .upload:
            true
        }
    }

    /// Whether it only looks: what the page does after it is the doing of a step before.
    var isLook: Bool { if case .look = action { true } else { false } }

    /// Whether it shows something of the task, and not only where it begins.
    var isShown: Bool { isAction || isLook }
}

extension RecordedTarget {
    /// Whether two descriptions are of one element: what it is and is called, not where it happened to be.
    func isSame(as other: RecordedTarget) -> Bool {
        let (mine, theirs) = (fingerprint, other.fingerprint)
        return mine.tag == theirs.tag && mine.role == theirs.role && mine.name == theirs.name
            && mine.attributes == theirs.attributes && mine.context == theirs.context && mine.label == theirs.label
            && (mine.box == theirs.box || locators.first == other.locators.first)
            && frames.elementsEqual(other.frames) { $0.target.isSame(as: $1.target) }
    }
}
