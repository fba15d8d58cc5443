// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why a text is no address that this program uses.
///
/// The text itself is never quoted: an address may carry a session's token.
public struct AddressError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        /// Another scheme than `http` and `https`, or none.
        case schemeNotAllowed = "scheme_not_allowed"
        /// The text is too long, not plain ASCII, or not of the form `scheme://host/path`.
        case addressInvalid = "address_invalid"
        /// A name or a password stands before the host.
        case userInfoRefused = "user_info_refused"
        /// The host is no plain name and no IP address.
        case hostInvalid = "host_invalid"
        /// The port is not a number from 1 to 65535.
        case portInvalid = "port_invalid"
        /// The path climbs with `.` or `..`, or holds a backslash.
        case pathInvalid = "path_invalid"
        /// The text is no pattern for addresses.
        case patternInvalid = "pattern_invalid"
    }

    /// Which of them.
    public let reason: Code
    /// What is wrong with which part.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.reason = code
        self.message = message
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// It is always the caller's text.
    public var kind: ErrorKind { .usage }
}
