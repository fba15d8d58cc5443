// SPDX-License-Identifier: Apache-2.0

/// How the browser is, as every status shows it.
public struct BrowserStatus: Sendable, Hashable {
    /// What it is doing; a closed set.
    public enum State: Sendable, Hashable {
        /// On its way up.
        case starting
        /// Answering.
        case ready
        /// Ended, and about to be started again.
        case restarting
        /// It is not started again, for the reason given: another start could not mend it, or there were too many.
        case degraded(String)
        /// Not running, and not meant to.
        case stopped
    }

    /// What it is doing.
    public var state: State = .stopped
    /// Its product and version, once it answered: `Chrome/156.0.8078.79`.
    public var version: String?
    /// Its process, when the appliance started it.
    public var processID: Int32?
    /// CDP's browser address: whoever may connect to it drives the browser.
    public var endpoint: String?
    /// Whether something else runs it; then nothing is known of its sandbox, and it is not started again.
    public var isAttached = false
    /// Whether it runs without its own sandbox.
    public var isSandboxOff = false
    /// How often it was started again.
    public var restarts = 0

    /// A browser that is not running.
    public init() {}
}
