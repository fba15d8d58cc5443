// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Who drives a run.
public struct ControlSummary: Sendable, Codable, Hashable {
    /// `replay`, `agent`, `person` or `nobody`.
    public var driver: String
    /// The person's name, when it is one.
    public var principal: String?
    /// Since when.
    public var since: Timestamp
    /// The tab that is acted in.
    public var tab: TabID?

    /// Describes it.
    public init(driver: String, principal: String?, since: Timestamp, tab: TabID?) {
        self.driver = driver
        self.principal = principal
        self.since = since
        self.tab = tab
    }
}

/// What a run needs a person for.
public struct PersonQuestion: Sendable, Codable, Hashable {
    /// One answer that may be chosen.
    public struct Option: Sendable, Codable, Hashable {
        /// Its number, from one; an answer names it by `candidate`, from zero.
        public var n: Int
        /// What it is.
        public var words: String
        /// Where it is on the picture.
        public var box: PictureBox?

        /// Describes one.
        public init(n: Int, words: String, box: PictureBox?) {
            self.n = n
            self.words = words
            self.box = box
        }
    }

    /// The kinds of need.
    public static let kinds = ["rescue", "consent", "captcha", "second_factor", "ask", "refusal"]
    /// What a question of the skill's can be answered with: a decision, a text, or a text that nobody may see.
    public static let forms = ["consent", "text", "secret"]

    /// Which of them.
    public var kind: String
    /// What is asked.
    public var text: String
    /// The step that waits.
    public var step: StepID
    /// What may be chosen.
    public var options: [Option]
    /// Where the picture of the page as it was then is fetched.
    public var picture: String?
    /// Where on it the element is that it is about.
    public var box: PictureBox?
    /// What a question of the skill's can be answered with, one of ``forms``; nil for the other kinds.
    public var form: String?
    /// When such a question stops waiting.
    public var expires: Timestamp?

    /// Describes a need.
    public init(
        kind: String,
        text: String,
        step: StepID,
        options: [Option],
        picture: String?,
        box: PictureBox?,
        form: String? = nil,
        expires: Timestamp? = nil
    ) {
        self.kind = kind
        self.form = form
        self.expires = expires
        self.text = text
        self.step = step
        self.options = options
        self.picture = picture
        self.box = box
    }
}

/// How a person takes a run over.
public struct TakeOver: Sendable, Codable, Hashable {
    /// Whether what they do becomes steps of a new pending revision.
    public var keep: Bool?
    /// Makes a request.
    public init(keep: Bool? = nil) { self.keep = keep }
}

/// A person's right to drive a run's tabs.
public struct LeaseSummary: Sendable, Codable, Hashable {
    /// Its name.
    public var lease: LeaseID
    /// The tab that the run acted in.
    public var tab: TabID?
    /// In how many seconds it ends unless it is renewed.
    public var expires: Int

    /// Describes a lease.
    public init(lease: LeaseID, tab: TabID?, expires: Int) {
        self.lease = lease
        self.tab = tab
        self.expires = expires
    }
}

/// Names the lease that is to be renewed.
public struct RenewLease: Sendable, Codable, Hashable {
    /// Its name.
    public var lease: LeaseID
    /// Makes a request.
    public init(lease: LeaseID) { self.lease = lease }
}

/// How a person gives a run back.
public struct HandBack: Sendable, Codable, Hashable {
    /// What comes then.
    public enum Then: String, Sendable, Codable, Hashable, CaseIterable {
        /// The run goes on after what was cut short.
        case goOn = "go_on"
        /// What was cut short is done from its beginning.
        case repeatStep = "repeat"
        /// The run ends.
        case stop
    }

    /// The lease.
    public var lease: LeaseID
    /// What comes then; nil only compares.
    public var then: Then?
    /// Makes a request.
    public init(lease: LeaseID, then: Then? = nil) {
        self.lease = lease
        self.then = then
    }
}

/// How the page stands at a handback.
public struct HandbackAnswer: Sendable, Codable, Hashable {
    /// The step that the takeover cut short.
    public struct Interrupted: Sendable, Codable, Hashable {
        /// The step.
        public var step: StepID
        /// What it expects of the page.
        public var expects: String
        /// Whether that is there.
        public var matches: Bool
        /// Whether it had acted already.
        public var hasActed: Bool

        /// Describes it.
        public init(step: StepID, expects: String, matches: Bool, hasActed: Bool) {
            self.step = step
            self.expects = expects
            self.matches = matches
            self.hasActed = hasActed
        }

        private enum CodingKeys: String, CodingKey {
            case step, expects, matches
            case hasActed = "has_acted"
        }
    }

    /// What is different from the moment of the takeover, in sentences.
    public var changed: [String]
    /// What the step expects with which the run would go on.
    public var expects: String
    /// Whether that is there.
    public var matches: Bool
    /// The step that could be repeated.
    public var interrupted: Interrupted?
    /// What the run does now; nil while it waits to be told.
    public var then: HandBack.Then?
    /// The pending revision that what was done has become.
    public var pending: PendingSummary?

    /// Describes it.
    public init(
        changed: [String],
        expects: String,
        matches: Bool,
        interrupted: Interrupted?,
        then: HandBack.Then?,
        pending: PendingSummary? = nil
    ) {
        self.changed = changed
        self.expects = expects
        self.matches = matches
        self.interrupted = interrupted
        self.then = then
        self.pending = pending
    }
}

/// Manual actions for a run: steps, or one batch of input.
public struct InjectActions: Sendable, Codable, Hashable {
    /// Steps as a skill has them, over its targets; a click may name a place of the picture instead.
    public var steps: [JSONValue]?
    /// Input by places of the picture.
    public var events: [InputEvent]?
    /// What the picture showed that the places are of: on any other document nothing is done there.
    public var document: DocumentID?

    /// Makes a request.
    public init(steps: [JSONValue]? = nil, events: [InputEvent]? = nil, document: DocumentID? = nil) {
        self.steps = steps
        self.events = events
        self.document = document
    }
}

/// How many manual actions were queued.
public struct InjectedActions: Sendable, Codable, Hashable {
    /// How many.
    public var queued: Int
    /// Tells it.
    public init(queued: Int) { self.queued = queued }
}

/// Nothing but that it is done.
public struct DoneAnswer: Sendable, Codable, Hashable {
    /// Makes one.
    public init() {}
}
