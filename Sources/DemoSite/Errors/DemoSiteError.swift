// SPDX-License-Identifier: Apache-2.0

/// Why the shop could not be opened.
public struct DemoSiteError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        /// Another program listens on the port.
        case portInUse = "port_in_use"
        /// The shop ended before, or while, somebody waited for it.
        case shopClosed = "shop_closed"
    }

    /// Which of them.
    public let reason: Code
    /// What happened to which thing, and what to do.
    public let message: String

    /// The stable name.
    public var code: String { reason.rawValue }

    /// The message and the code.
    public var description: String { "\(message) [\(code)]" }

    static func portInUse(_ port: Int) -> DemoSiteError {
        DemoSiteError(
            reason: .portInUse,
            message: "Port \(port) of 127.0.0.1 is in use: stop what listens there, or give the shop another port."
        )
    }

    static let shopClosed = DemoSiteError(
        reason: .shopClosed,
        message: "The demo shop is not open: run it before it is asked for its address."
    )
}
