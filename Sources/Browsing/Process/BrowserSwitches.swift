// SPDX-License-Identifier: Apache-2.0

/// The command line that the browser is started with.
///
/// `--remote-allow-origins` is never among the switches: it would let any page of any browser on this machine drive
/// ours. `--no-sandbox` is there only when the operator asked for it by name.
public struct BrowserSwitches: Sendable, Hashable {
    /// Which form of Chromium it is for.
    public let flavour: BrowserBinary.Flavour
    /// The folder that holds cookies and logins.
    public let profileFolder: String
    /// CDP's loopback port; 0 lets the browser choose.
    public let port: Int
    /// Whether to show a window; needs a display.
    public let isHeadful: Bool
    /// Whether the operator asked to run without the browser's own sandbox.
    public let isSandboxOff: Bool

    /// Describes one start.
    public init(
        flavour: BrowserBinary.Flavour,
        profileFolder: String,
        port: Int,
        isHeadful: Bool = false,
        isSandboxOff: Bool = false
    ) {
        self.flavour = flavour
        self.profileFolder = profileFolder
        self.port = port
        self.isHeadful = isHeadful
        self.isSandboxOff = isSandboxOff
    }

    /// The arguments, without the executable.
    public var arguments: [String] {
        var result = [
            "--remote-debugging-port=\(port)",
            "--user-data-dir=\(profileFolder)",
            "--window-size=1280,720",
        ]
        if flavour == .full && !isHeadful { result.append("--headless=new") }
        if isSandboxOff { result.append("--no-sandbox") }
        result.append(contentsOf: BrowserSwitches.forgetful)
        result.append(contentsOf: BrowserSwitches.quiet)
        result.append(contentsOf: BrowserSwitches.steady)
        result.append("--no-startup-window")
        return result
    }

    /// Keeps what pages load, and the programs made of their scripts, off the disk.
    ///
    /// Where no folder can be made the browser keeps neither. Cookies, logins and what sites store on purpose stay in the profile.
    static let forgetful = ["--disk-cache-dir=/proc"]

    /// Keeps the browser from calling home, asking questions and writing what nobody reads.
    ///
    /// Without the two `WebUIOmnibox…` every window, and so every context, also loads two pages that would open under an
    /// address bar that nobody sees: a second of a core each time.
    static let quiet = [
        "--no-first-run", "--no-default-browser-check", "--no-service-autorun", "--no-pings", "--disable-auto-reload",
        "--disable-background-networking", "--disable-breakpad", "--disable-client-side-phishing-detection",
        "--disable-component-extensions-with-background-pages", "--disable-component-update",
        "--disable-crash-reporter", "--disable-default-apps", "--disable-domain-reliability",
        "--disable-extensions", "--disable-search-engine-choice-screen", "--disable-sync",
        "--metrics-recording-only", "--mute-audio", "--password-store=basic",
        "--disable-features=AutofillServerCommunication,CertificateTransparencyComponentUpdater,"
            + "DialMediaRouteProvider,GlobalMediaControls,InterestFeedContentSuggestions,MediaRouter,"
            + "OptimizationHints,PaintHolding,Translate,WebUIOmniboxAimPopup,WebUIOmniboxPopup",
    ]

    /// Keeps every tab alive at full speed whether or not anybody looks, each site in its own process, gives page
    /// scripts the browser's own accessible names and roles, and loads a page of the history anew, so
    /// that 'back' does not depend on what the browser happened to keep.
    static let steady = [
        "--disable-back-forward-cache",
        "--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows",
        "--disable-gpu", "--disable-hang-monitor", "--disable-renderer-backgrounding",
        "--enable-blink-features=ComputedAccessibilityInfo", "--site-per-process",
    ]
}
