// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Why a skill could not be proposed, approved, rejected or admitted.
public struct SkillError: ExplainedError {
    /// The stable codes of this module.
    public enum Code: String, Sendable, CaseIterable {
        case unreadable = "skill_unreadable"
        case unknown = "skill_unknown"
        case pendingUnknown = "pending_unknown"
        case digestMismatch = "digest_mismatch"
        case gateRefused = "gate_refused"
        case notApproved = "skill_not_approved"
        case nameMismatch = "skill_name_mismatch"
        case healUnwritable = "heal_unwritable"
        case healOutdated = "heal_outdated"
    }

    /// Which of them.
    public let reason: Code
    /// What happened to which skill, and what to do.
    public let message: String
    /// What the reader or the gate found.
    public let diagnostics: [Diagnostic]

    init(_ code: Code, _ message: String, diagnostics: [Diagnostic] = []) {
        self.reason = code
        self.message = message
        self.diagnostics = diagnostics
    }

    /// The stable name.
    public var code: String { reason.rawValue }

    /// How it ends a command or a request.
    public var kind: ErrorKind {
        switch reason {
        case .unknown, .pendingUnknown: .notFound
        case .digestMismatch: .conflict
        case .unreadable, .nameMismatch, .healUnwritable: .invalid
        case .healOutdated: .conflict
        case .gateRefused, .notApproved: .refused
        }
    }

    /// The message, the code, and each finding on its own line.
    public var description: String {
        (["\(message) [\(code)]"] + diagnostics.map(\.description)).joined(separator: "\n")
    }
}
