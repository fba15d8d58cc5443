// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why the models of a home cannot be used at all.
public struct ModelError: ExplainedError, Hashable {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        case modelsInvalid = "models_invalid"
    }

    /// Which of them.
    public let reason: Code
    /// What happened to which thing, and what to do; no value of the file is quoted, because it may be a key.
    public let message: String

    /// Describes one failure.
    public init(_ reason: Code, _ message: String) {
        self.reason = reason
        self.message = message
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// What the operator wrote cannot be taken.
    public var kind: ErrorKind {
        switch reason {
        case .modelsInvalid: .invalid
        }
    }
}
