// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why a text is no address that this program uses.
public struct AddressError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        case schemeNotAllowed = "scheme_not_allowed"
        case addressInvalid = "address_invalid"
        case hostInvalid = "host_invalid"
        case portInvalid = "port_invalid"
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
