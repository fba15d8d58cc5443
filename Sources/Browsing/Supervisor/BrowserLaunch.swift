// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Everything that decides how the browser is started, or found.
public struct BrowserLaunch: Sendable {
    /// Where the browser comes from.
    public enum Origin: Sendable {
        /// The appliance starts it itself.
        case start(BrowserBinary)
        /// Something else runs it; the address is its browser WebSocket.
        case attach(String)
    }

    /// Our own executable, which becomes the keeper.
    public struct KeeperCommand: Sendable, Hashable {
        /// Absolute path of the executable that answers to the keeper's subcommand.
        public let executable: String
        /// Names the executable.
        public init(executable: String) { self.executable = executable }
    }

    /// Where the browser comes from.
    public var origin: Origin
    /// What becomes the browser.
    public var keeper: KeeperCommand
    /// The appliance's data folder, absolute.
    public var home: String
    /// The persistent profile to start with.
    public var profile: Slug
    /// CDP's loopback port; 0 lets the browser choose.
    public var port: Int
    /// Whether to show a window.
    public var isHeadful: Bool
    /// Whether the operator gave `--unsafe-no-sandbox`.
    public var isSandboxOff: Bool
    /// Whom to run the browser as when the appliance is root; nil for the default account.
    public var userName: String?
    /// Whose certificates it believes besides those that it believes anyway; it has a home folder of its own then.
    public var authorities: [Authority] = []
    /// How long the former browser of this profile may take to end.
    public var releaseLimit: Duration = .seconds(10)
    /// How long a start may take.
    public var startLimit: Duration = .seconds(30)
    /// How often the browser is asked whether it still answers.
    public var pulse: Duration = .seconds(5)
    /// How long it may take to answer before it counts as hung.
    public var pulseLimit: Duration = .seconds(15)

    /// Whether something else runs the browser.
    var isAttached: Bool {
        if case .attach = origin { true } else { false }
    }

    /// CDP's usual port of this appliance.
    public static let defaultPort = 9223

    /// Describes one way to start or find the browser.
    public init(
        origin: Origin,
        keeper: KeeperCommand,
        home: String,
        profile: Slug,
        port: Int = BrowserLaunch.defaultPort,
        isHeadful: Bool = false,
        isSandboxOff: Bool = false,
        userName: String? = nil
    ) {
        self.origin = origin
        self.keeper = keeper
        self.home = home
        self.profile = profile
        self.port = port
        self.isHeadful = isHeadful
        self.isSandboxOff = isSandboxOff
        self.userName = userName
    }
}
