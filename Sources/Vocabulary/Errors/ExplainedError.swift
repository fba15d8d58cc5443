// SPDX-License-Identifier: Apache-2.0

/// An error that a person can act on: a stable code, and one sentence that names the thing and what to do.
///
/// Every module's own error conforms, so that the command line and HTTP show all of them alike. Neither `code` nor
/// `message` ever holds a secret or text of a page.
public protocol ExplainedError: Error, CustomStringConvertible {
    /// A stable name in `snake_case`, documented in `Docs/errors.md`.
    var code: String { get }
    /// What happened to which thing, and what to do.
    var message: String { get }
    /// How it ends a command and an HTTP request.
    var kind: ErrorKind { get }
}

extension ExplainedError {
    /// The message and the code.
    public var description: String { "\(message) [\(code)]" }
}

/// What sort of failure it was; it decides the exit code and the HTTP status.
public enum ErrorKind: Sendable, Hashable {
    /// The caller's input was wrong: exit 2, HTTP 400.
    case usage
    /// The named thing does not exist: exit 1, HTTP 404.
    case notFound
    /// Something is in the way, for example a second appliance: exit 1, HTTP 409.
    case conflict
    /// The content was read but is not acceptable: exit 1, HTTP 422.
    case invalid
    /// A gate said no: exit 3, HTTP 403.
    case refused
    /// A person must decide first: exit 4, HTTP 409.
    case needsPerson
    /// A deadline passed: exit 1, HTTP 504.
    case timedOut
    /// A part that is needed is not there, for example the browser: exit 1, HTTP 503.
    case unavailable
    /// Anything else: exit 1, HTTP 500.
    case failed
}
