// SPDX-License-Identifier: Apache-2.0
public import Vocabulary
public import WebAddresses

/// A reviewed, replayable program: data, never code.
public struct Skill: Sendable, Hashable {
    /// The format's version that this program reads and writes.
    public static let formatVersion = 1

    /// Its name.
    public var name: Slug
    /// What it does, for people.
    public var description: String
    /// The recording that it was compiled from.
    public var origin: SkillOrigin?
    /// How the browser is set up for it.
    public var browser: BrowserSettings
    /// Whether pictures of its steps are kept for review.
    public var keepsEvidence: Bool
    /// Whether a model that is asked for it needs what was read from pictures of its pages.
    public var needsObservation: Bool
    /// What may be opened and acted on, in order.
    public var sites: [Site]
    /// Hosts that may only be loaded from.
    public var resourceDomains: [String]
    /// The secrets it types, each bound to one site.
    public var secrets: [SecretBinding]
    /// What a run may be given.
    public var inputs: [InputDeclaration]
    /// What a run gives.
    public var outputs: [OutputDeclaration]
    /// What it does, in order.
    public var steps: [Step]
    /// The elements that its steps name.
    public var targets: [Target]

    /// Puts a skill together.
    public init(
        name: Slug,
        description: String,
        origin: SkillOrigin? = nil,
        browser: BrowserSettings = BrowserSettings(),
        keepsEvidence: Bool = true,
        needsObservation: Bool = false,
        sites: [Site],
        resourceDomains: [String] = [],
        secrets: [SecretBinding] = [],
        inputs: [InputDeclaration] = [],
        outputs: [OutputDeclaration] = [],
        steps: [Step],
        targets: [Target]
    ) {
        self.name = name
        self.description = description
        self.origin = origin
        self.browser = browser
        self.keepsEvidence = keepsEvidence
        self.needsObservation = needsObservation
        self.sites = sites
        self.resourceDomains = resourceDomains
        self.secrets = secrets
        self.inputs = inputs
        self.outputs = outputs
        self.steps = steps
        self.targets = targets
    }

    /// The element of a name.
    public func target(_ name: TargetName) -> Target? { targets.first { $0.name == name } }

    /// The frames that an element is in, the outermost first; nil when one of them is missing, or is in itself.
    public func frames(around name: TargetName) -> [Target]? {
        var result: [Target] = []
        var inner = target(name)
        while let outer = inner?.frame {
            guard let frame = target(outer), !result.contains(frame), result.count < Skill.frameDepth else {
                return nil
            }
            result.insert(frame, at: 0)
            inner = frame
        }
        return result
    }

    /// How many frames may be in one another.
    public static let frameDepth = 8

    /// The origin of a site's name.
    public func origin(ofSite name: String) -> WebOrigin? { sites.first { $0.name == name }?.origin }
}

/// Where a skill comes from.
public struct SkillOrigin: Sendable, Hashable {
    /// The recording's name.
    public var recording: Slug
    /// SHA-256 of the recording's bytes, in hexadecimal.
    public var sha256: String
    /// When it was recorded.
    public var recorded: Timestamp

    /// Names a recording.
    public init(recording: Slug, sha256: String, recorded: Timestamp) {
        self.recording = recording
        self.sha256 = sha256
        self.recorded = recorded
    }
}

/// How the browser is set up for a skill.
public struct BrowserSettings: Sendable, Hashable {
    /// Whose cookies it runs with.
    public enum Login: Sendable, Hashable {
        /// Nobody's: a fresh context for each run.
        case none
        /// Those of the profile of this name.
        case profile(Slug)
    }

    /// The page's width in CSS pixels.
    public var viewportWidth: Int
    /// The page's height in CSS pixels.
    public var viewportHeight: Int
    /// A BCP 47 tag; nil for the browser's own.
    public var locale: String?
    /// An IANA time zone; nil for the machine's own.
    public var timezone: String?
    /// What the browser says it is; nil for the truth.
    public var userAgent: String?
    /// What pages of its sites may use without asking; everything else is refused to them.
    public var permissions: [PagePermission]
    /// Where its pages are told that their visitor is; nil for nowhere, which a page hears as an error.
    public var place: EarthPlace?
    /// Whose cookies it runs with.
    public var login: Login
    /// Authorities of the operator's, by name, whose certificates its pages may have.
    public var authorities: [Slug]

    /// Describes a set-up.
    public init(
        viewportWidth: Int = 1280,
        viewportHeight: Int = 720,
        locale: String? = nil,
        timezone: String? = nil,
        userAgent: String? = nil,
        permissions: [PagePermission] = [],
        place: EarthPlace? = nil,
        login: Login = .none,
        authorities: [Slug] = []
    ) {
        self.viewportWidth = viewportWidth
        self.viewportHeight = viewportHeight
        self.locale = locale
        self.timezone = timezone
        self.userAgent = userAgent
        self.permissions = permissions
        self.place = place
        self.login = login
        self.authorities = authorities
    }
}

/// A site by the name that steps use.
public struct Site: Sendable, Hashable {
    /// Its short name.
    public var name: String
    /// Its origin.
    public var origin: WebOrigin
    /// Names a site.
    public init(name: String, origin: WebOrigin) {
        self.name = name
        self.origin = origin
    }
}

/// A secret and the one site where it is typed.
public struct SecretBinding: Sendable, Hashable {
    /// The secret's name in the store.
    public var name: String
    /// The site's name.
    public var site: String
    /// Binds a secret.
    public init(name: String, site: String) {
        self.name = name
        self.site = site
    }
}

/// A value that a run may be given.
public struct InputDeclaration: Sendable, Hashable {
    /// What it may hold.
    public enum ValueType: String, Sendable, Hashable, CaseIterable {
        /// Any text.
        case string
        /// A number in decimal.
        case number
        /// `true` or `false`.
        case boolean
        /// A file of this machine, by its absolute path, which no skill holds: only a run names it.
        case file

        /// Whether a text is a value of this type.
        public func accepts(_ text: String) -> Bool {
            switch self {
            case .string: true
            case .number: Double(text)?.isFinite ?? false
            case .boolean: text == "true" || text == "false"
            case .file: PlainPath.isPlain(text)
            }
        }
    }

    /// Its name.
    public var name: String
    /// What it may hold.
    public var type: ValueType
    /// What is taken when it is not given; nil when it must be.
    public var defaultValue: String?
    /// What it is, for people: of a file the name of the one that was shown.
    public var description: String?
    /// Declares an input.
    public init(
        name: String,
        type: ValueType = .string,
        defaultValue: String? = nil,
        description: String? = nil
    ) {
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
        self.description = description
    }
}

/// A value that a run gives.
public struct OutputDeclaration: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// What it holds.
    public var type: InputDeclaration.ValueType
    /// Declares an output.
    public init(name: String, type: InputDeclaration.ValueType = .string) {
        self.name = name
        self.type = type
    }
}
