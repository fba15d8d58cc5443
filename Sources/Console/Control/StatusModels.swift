// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// How the appliance is.
public struct ApplianceStatus: Sendable, Codable, Hashable {
    /// The program's version.
    public var version: String
    /// The data folder.
    public var home: String
    /// The API's address.
    public var address: String?
    /// How the browser is.
    public var browser: BrowserSummary
    /// Whether every external write is denied at the moment.
    public var killSwitch: Bool
    /// How many runs are alive.
    public var liveRuns: Int
    /// The recording that is going on.
    public var recording: Slug?
    /// What everybody who reads this should know, one sentence each.
    public var warnings: [String]

    /// Describes the appliance.
    public init(
        version: String,
        home: String,
        address: String?,
        browser: BrowserSummary,
        killSwitch: Bool,
        liveRuns: Int,
        recording: Slug?,
        warnings: [String]
    ) {
        self.version = version
        self.home = home
        self.address = address
        self.browser = browser
        self.killSwitch = killSwitch
        self.liveRuns = liveRuns
        self.recording = recording
        self.warnings = warnings
    }

    private enum CodingKeys: String, CodingKey {
        case version, home, address, browser, recording, warnings
        case killSwitch = "kill_switch"
        case liveRuns = "live_runs"
    }
}

/// How the browser is.
public struct BrowserSummary: Sendable, Codable, Hashable {
    /// `starting`, `ready`, `restarting`, `degraded` or `stopped`.
    public var state: String
    /// Why it is degraded.
    public var reason: String?
    /// Its product and version.
    public var version: String?
    /// Its process.
    public var pid: Int?
    /// CDP's address: whoever may connect to it drives the browser.
    public var cdp: String?
    /// Whether its own sandbox is on; nil when something else runs the browser.
    public var sandbox: Bool?
    /// How often it was started again.
    public var restarts: Int

    /// Describes the browser.
    public init(
        state: String,
        reason: String?,
        version: String?,
        pid: Int?,
        cdp: String?,
        sandbox: Bool?,
        restarts: Int
    ) {
        self.state = state
        self.reason = reason
        self.version = version
        self.pid = pid
        self.cdp = cdp
        self.sandbox = sandbox
        self.restarts = restarts
    }
}

/// One thing that the doctor looked at.
public struct DoctorCheck: Sendable, Codable, Hashable {
    /// What was looked at.
    public var name: String
    /// Whether nothing is in the way.
    public var isGood: Bool
    /// What was found.
    public var finding: String
    /// What to do; nil when nothing is.
    public var mend: String?
    /// Describes a look.
    public init(name: String, isGood: Bool, finding: String, mend: String? = nil) {
        self.name = name
        self.isGood = isGood
        self.finding = finding
        self.mend = mend
    }

    private enum CodingKeys: String, CodingKey {
        case name, finding, mend
        case isGood = "is_good"
    }
}

/// What a person starts a recording with.
public struct StartRecording: Sendable, Codable, Hashable {
    /// What the task is called; the slug is made of it.
    public var name: String
    /// Where it starts.
    public var url: String
    /// What pages of that site may use without asking, by the names of the Permissions API; nil for nothing.
    public var permissions: [String]?
    /// Where pages are told that their visitor is: latitude and longitude, `52.52,13.405`; nil for nowhere.
    public var place: String?
    /// The login that it is shown with; nil for nobody's.
    public var login: Slug?
    /// The authorities whose certificates its pages may have; nil for none.
    public var authorities: [Slug]?
    /// Makes a request.
    public init(
        name: String,
        url: String,
        permissions: [String]? = nil,
        place: String? = nil,
        login: Slug? = nil,
        authorities: [Slug]? = nil
    ) {
        self.name = name
        self.url = url
        self.permissions = permissions
        self.place = place
        self.login = login
        self.authorities = authorities
    }
}

/// One recording in a list.
public struct RecordingSummary: Sendable, Codable, Hashable {
    /// Its name.
    public var slug: Slug
    /// When it began.
    public var started: Timestamp
    /// Where it began.
    public var url: String
    /// How many events it holds.
    public var events: Int
    /// Whether it is still going on.
    public var isLive: Bool
    /// The tab to act in while it is going on, by CDP's name.
    public var tab: TabID?
    /// Where the browser that it goes on in can be driven, by CDP; nil when it is over.
    public var cdp: String?
    /// The server that asks who is there and waits for an answer; nil when none does.
    public var signInAt: String?
    /// The dialog that is open and waits for an answer; nil when none does.
    public var dialog: OpenDialog?

    /// Describes a recording.
    public init(
        slug: Slug,
        started: Timestamp,
        url: String,
        events: Int,
        isLive: Bool,
        tab: TabID?,
        cdp: String? = nil,
        signInAt: String? = nil,
        dialog: OpenDialog? = nil
    ) {
        self.dialog = dialog
        self.cdp = cdp
        self.signInAt = signInAt
        self.slug = slug
        self.started = started
        self.url = url
        self.events = events
        self.isLive = isLive
        self.tab = tab
    }

    private enum CodingKeys: String, CodingKey {
        case slug, started, url, events, tab, cdp, dialog
        case isLive = "is_live"
        case signInAt = "sign_in_at"
    }
}

/// A recording with its raw lines.
public struct RecordingDetail: Sendable, Codable, Hashable {
    /// What a list shows.
    public var summary: RecordingSummary
    /// The file's lines, as they are.
    public var lines: [String]
    /// Describes a recording.
    public init(summary: RecordingSummary, lines: [String]) {
        self.summary = summary
        self.lines = lines
    }
}

/// What came of a recording that was stopped.
public struct StoppedRecording: Sendable, Codable, Hashable {
    /// The recording.
    public var recording: RecordingSummary
    /// The skill that was compiled of it and now waits; nil when nothing was shown.
    public var pending: PendingDetail?
    /// What the compiler wants a person to know.
    public var notes: [String]
    /// Describes the outcome.
    public init(recording: RecordingSummary, pending: PendingDetail?, notes: [String]) {
        self.recording = recording
        self.pending = pending
        self.notes = notes
    }
}
