// SPDX-License-Identifier: Apache-2.0
public import SkillKit
public import Vocabulary

/// One line of a recording: something that a person did, or that the page did then.
public struct RecordedEvent: Sendable, Hashable {
    /// Its place in the order of arrival; the first is 1.
    public var number: Int
    /// The page's own time, in milliseconds since 1970; for what the browser told, the time of arrival.
    public var at: Double
    /// The tab.
    public var tab: TabID
    /// The path of frames; empty for the top document.
    public var frame: [String]
    /// The document.
    public var document: DocumentID
    /// What happened.
    public var body: Body

    /// Describes one event.
    public init(number: Int, at: Double, tab: TabID, frame: [String] = [], document: DocumentID, body: Body) {
        self.number = number
        self.at = at
        self.tab = tab
        self.frame = frame
        self.document = document
        self.body = body
    }

    /// What can happen: a closed set, documented in `Docs/recording-format.md`.
    public enum Body: Sendable, Hashable {
        /// The recording's first page was asked for.
        case opened(address: String)
        /// The tab came to an address.
        case navigated(address: String, isNewDocument: Bool, cause: String?)
        /// The document and what it embeds are there.
        case loaded
        /// The main button was clicked. `role` says what kind of element: `text`, `checkbox`, `radio`, or its tag.
        case click(RecordedTarget, role: String, detail: Int, isMade: Bool)
        /// A field holds another value; `isLineBreak` when it is the Enter before that made it so.
        case input(RecordedTarget, FieldValue, isLineBreak: Bool)
        /// Options of a list were chosen, by their labels.
        case choose(RecordedTarget, options: [String])
        /// A place was clicked of something that tells nothing of what is drawn there.
        case clickAt(RecordedTarget, PlacedClick.Kind, BoxPlace)
        /// The wheel turned there with keys held down, and the page made something of its own of it.
        case wheel(RecordedTarget, BoxPlace, Offset, holding: KeyChord.Modifiers)
        /// The pointer rested on something, and so what was acted on next came to be seen.
        case hover(RecordedTarget, revealed: RecordedTarget)
        /// An element, or the page, was scrolled, and so what was acted on next came to be there.
        case scroll(RecordedTarget?, to: ScrollEnd, revealed: RecordedTarget)
        /// Something was taken, moved and let go.
        case drag(RecordedDrag)
        /// A box became checked, or not.
        case check(RecordedTarget, isChecked: Bool)
        /// A key that does something by itself; `movesFocus` when all it does is that, as the browser does it.
        case key(RecordedTarget?, KeyChord, KeyPlace, movesFocus: Bool)
        /// The middle button was clicked, or the main one with Control held down, on a link or on what the page makes
        /// something of.
        case middleClick(RecordedTarget)
        /// Something was clicked while keys were held down, which pages and browsers make something else of.
        case heldClick(RecordedTarget, KeyChord.Modifiers)
        /// A form was sent, by the button of that name.
        case submit(method: String, by: String)
        /// The other button was clicked, and the page did something of its own.
        case contextMenu(RecordedTarget)
        /// The tab was opened, by a page of the other tab when there is one.
        case tabOpened(by: TabID?)
        /// A person closed the tab.
        case tabClosed
        /// The page opened a dialog, and this is how it was answered.
        case dialog(RecordedDialog)
        /// The site's server asked who is there, and this user was named; the password is written nowhere.
        case signedIn(origin: String, user: String)
        /// Something that was shown went away because of what was done last.
        case gone(RecordedTarget)
        /// A script of the page sent a call to change something, at the time of the line, and its server answered with
        /// this status; nil when none came.
        case request(method: String, address: String, status: Int?)
        /// What was done last made the page open a chooser of files.
        case chooser
        /// Files of these names were chosen, for a field that stands in the document or for none.
        case files(RecordedTarget?, names: [String])
        /// The page gave a file of this name.
        case download(name: String)
        /// A frame that something is done in next: the element that shows it, and its address; nil for one into which the
        /// page around it writes.
        case frameShown(RecordedTarget, address: String?)
        /// A frame that something was done in shows another document.
        case frameNavigated(address: String?)
        /// Something that a person did and that no step can do yet.
        case unrecorded(type: String)
        /// The recorder could not describe something; the recording has a hole there.
        case lost(type: String)
        /// The person edits what was shown so far, while it goes on.
        case edited(RecordingEdit)
        /// The person pointed at an element that is to be looked at.
        case picked(PickedElement)
        /// From here on nothing was recorded.
        case paused
        /// From here on it was again; the tab had come to an address meanwhile.
        case resumed(address: String)
        /// The first steps of a skill were replayed; what is shown comes after them.
        case continued(ContinuedSkill)
    }
}

/// Where a key went.
public enum KeyPlace: String, Sendable, Hashable {
    /// To the page, a button, a list.
    case elsewhere
    /// To a field of one line.
    case text
    /// To a field of many lines, where Enter may be text.
    case lines
}

/// What a field holds, or that it holds a secret.
public enum FieldValue: Sendable, Hashable {
    /// The text as it was typed.
    case text(String)
    /// A secret, by the name that is proposed for it. Its value is written nowhere.
    case secret(String)
}

/// An element as it was when a person reached for it.
public struct RecordedTarget: Sendable, Hashable {
    /// One sentence for people.
    public var looks: String
    /// Ways to find it, each with how many elements it matched.
    public var locators: [Locator]
    /// What it looked like.
    public var fingerprint: Fingerprint
    /// The frames that it is in, the outermost first; a line holds them as events of their own.
    public var frames: [RecordedFrame] = []

    /// Describes an element.
    public init(looks: String, locators: [Locator], fingerprint: Fingerprint) {
        self.looks = looks
        self.locators = locators
        self.fingerprint = fingerprint
    }
}

/// A whole recording.
public struct Recording: Sendable, Hashable {
    /// Its first line.
    public var header: RecordingHeader
    /// The rest, in the order of arrival.
    public var events: [RecordedEvent]
    /// SHA-256 of the file's bytes, in hexadecimal.
    public var sha256: String
    /// Whether the last line was cut off, as by a crash; it is left out.
    public var isCutOff: Bool

    /// Puts a recording together.
    public init(header: RecordingHeader, events: [RecordedEvent], sha256: String, isCutOff: Bool = false) {
        self.header = header
        self.events = events
        self.sha256 = sha256
        self.isCutOff = isCutOff
    }
}

/// A recording's first line.
public struct RecordingHeader: Sendable, Hashable, Codable {
    /// The form's version.
    public var recording = 1
    /// Its name as a file.
    public var slug: Slug
    /// What the person called the task.
    public var name: String
    /// When it began.
    public var started: Timestamp
    /// Where it began.
    public var url: String
    /// The browser's product and version.
    public var browser: String
    /// The page's size: `1280x720`.
    public var viewport: String
    /// What its pages might use without asking; nil for nothing.
    public var permissions: [PagePermission]?
    /// Where its pages were told that their visitor is; nil for nowhere.
    public var place: EarthPlace?
    /// The login that it was shown with; nil for nobody's.
    public var login: Slug?
    /// The authorities whose certificates its pages might have; nil for none.
    public var authorities: [Slug]?

    /// Describes a recording.
    public init(
        slug: Slug,
        name: String,
        started: Timestamp,
        url: String,
        browser: String,
        viewport: String,
        permissions: [PagePermission]? = nil,
        place: EarthPlace? = nil,
        login: Slug? = nil,
        authorities: [Slug]? = nil
    ) {
        self.slug = slug
        self.name = name
        self.started = started
        self.url = url
        self.browser = browser
        self.viewport = viewport
        self.permissions = permissions
        self.place = place
        self.login = login
        self.authorities = authorities
    }
}
