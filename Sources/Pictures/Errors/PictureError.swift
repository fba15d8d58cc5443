// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why a picture could not be read or drawn anew.
public struct PictureError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        case pictureUnusable = "picture_unusable"
    }

    /// What happened.
    public let message: String

    init(_ message: String) { self.message = message }

    /// The stable name.
    public var code: String { Code.pictureUnusable.rawValue }

    /// How it ends a command or a request.
    public var kind: ErrorKind { .failed }

    /// The message and the code.
    public var description: String { "\(message) [\(code)]" }
}
