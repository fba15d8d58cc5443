// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// How a session's tabs are set up.
public struct SessionOptions: Sendable, Hashable {
    /// What cookies and storage the session has.
    public enum Login: Sendable, Hashable {
        /// None: a fresh context off the record, gone with the session.
        case none
        /// Those of the profile that the browser was started with.
        case profile
    }

    /// What cookies and storage it has.
    public var login: Login
    /// The page's size.
    public var viewport: Viewport
    /// A BCP 47 tag such as `en-GB`; nil for the browser's own.
    public var locale: String?
    /// An IANA name such as `Europe/Berlin`; nil for the machine's own.
    public var timezone: String?
    /// Where its pages are told that their visitor is, if they may know; nil for nowhere.
    public var place: EarthPlace?
    /// What the browser says it is; nil for the truth.
    public var userAgent: String?
    /// Scripts that every document gets, in order.
    public var scripts: [PageScript]
    /// Functions that these scripts, and only they, can call to report.
    public var bindings: [String]
    /// Who answers the dialogs of its pages.
    public var dialogs: DialogPolicy
    /// Where its pages may load from; nil for anywhere.
    public var resources: ResourcePolicy?
    /// What its pages may use.
    public var permissions: PermissionPolicy
    /// Where choosers of files open.
    public var choosers: ChooserPolicy
    /// Which downloads its pages may give.
    public var downloads: DownloadPolicy
    /// How much of them.
    public var downloadLimits: DownloadLimits
    /// Whether it tells of the calls that scripts of its pages send to change something.
    public var hearsRequests: Bool
    /// What its tabs are there for.
    public var owner: SessionOwner

    /// Describes one session.
    public init(
        login: Login = .none,
        viewport: Viewport = .standard,
        locale: String? = nil,
        timezone: String? = nil,
        place: EarthPlace? = nil,
        userAgent: String? = nil,
        scripts: [PageScript] = PageScript.description,
        bindings: [String] = [],
        dialogs: DialogPolicy = .plan,
        resources: ResourcePolicy? = nil,
        permissions: PermissionPolicy = PermissionPolicy(),
        choosers: ChooserPolicy = .held,
        downloads: DownloadPolicy = .plan,
        downloadLimits: DownloadLimits = DownloadLimits(),
        hearsRequests: Bool = false,
        owner: SessionOwner = .nobody
    ) {
        self.login = login
        self.viewport = viewport
        self.locale = locale
        self.timezone = timezone
        self.place = place
        self.userAgent = userAgent
        self.scripts = scripts
        self.bindings = bindings
        self.dialogs = dialogs
        self.resources = resources
        self.permissions = permissions
        self.choosers = choosers
        self.downloads = downloads
        self.downloadLimits = downloadLimits
        self.hearsRequests = hearsRequests
        self.owner = owner
    }
}

/// A page's size in CSS pixels.
public struct Viewport: Sendable, Hashable {
    /// To the right.
    public let width: Int
    /// Down.
    public let height: Int

    /// Takes a size.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// 1280 × 720.
    public static let standard = Viewport(width: 1280, height: 720)
}
