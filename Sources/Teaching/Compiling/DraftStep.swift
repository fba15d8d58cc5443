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
        case fill(RecordedTarget, FieldValue)
        /// With all that the field holds then.
        case append(RecordedTarget, String, whole: String)
        case choose(RecordedTarget, [String])
        case clickAt(RecordedTarget, PlacedClick.Kind, BoxPlace)
        case wheel(RecordedTarget, BoxPlace, Offset)
        /// With what came because of it.
        case hover(RecordedTarget, revealed: RecordedTarget)
        case scroll(RecordedTarget?, ScrollEnd, revealed: RecordedTarget)
        case drag(RecordedDrag)
        case upload(RecordedTarget, names: [String])
        case check(RecordedTarget, Bool)
        /// `mayBeText` until it is known whether an Enter in a field of many lines began a new line.
        case press(RecordedTarget?, KeyChord, mayBeText: Bool)
    }

    /// Where the page went because of it.
    struct Arrival: Hashable {
        var address: String
        var isNewDocument: Bool
    }

    /// A dialog that it opened, and the person's answer.
    struct Dialog: Hashable {
        var kind: DialogKind
        var isAccepted: Bool
        var text: String?
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
    /// The tab that it was done in.
    var tab: TabID
    /// The address of the page that it was done on.
    var page: String
    var document: DocumentID
    var arrival: Arrival?
    /// The form that was sent because of it.
    var submission: Submission?
    /// The tabs that it opened, in order.
    var openedTabs: [TabID] = []
    /// The dialogs that it opened, in order.
    var dialogs: [Dialog] = []
    /// Who was named to the site's server because of it.
    var signIn: SignIn?
    /// Whether a chooser of files opened because of it.
    var opensChooser = false
    /// The names of the files that came of it.
    var downloads: [String] = []

    var target: RecordedTarget? {
        switch action {
        case .click(let target, _), .doubleClick(let target, _), .rightClick(let target), .fill(let target, _),
            .choose(let target, _), .upload(let target, _), .check(let target, _):
            target
        case .press(let target, _, _), .scroll(let target, _, _): target
        case .append(let target, _, _), .hover(let target, _), .clickAt(let target, _, _), .wheel(let target, _, _):
            target
        case .drag(let drag): drag.source
        case .open, .back, .forward, .reload: nil
        }
    }

    var isAction: Bool { if case .open = action { false } else { true } }
}

extension RecordedTarget {
    /// Whether two descriptions are of one element: what it is and is called, not where it happened to be.
    func isSame(as other: RecordedTarget) -> Bool {
        let (mine, theirs) = (fingerprint, other.fingerprint)
        return mine.tag == theirs.tag && mine.role == theirs.role && mine.name == theirs.name
            && mine.attributes == theirs.attributes && mine.context == theirs.context && mine.label == theirs.label
            && (mine.box == theirs.box || locators.first == other.locators.first)
    }
}
