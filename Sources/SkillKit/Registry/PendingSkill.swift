// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// A revision in quarantine.
public struct PendingSkill: Sendable, Hashable {
    /// The skill's name.
    public let slug: Slug
    /// The digest of the exact bytes.
    public let sha256: String
    /// The bytes as text.
    public let source: String
    /// What they say.
    public let skill: Skill
    /// What the safety gate finds now.
    public let diagnostics: [Diagnostic]

    /// The first twelve digits, as in the file's name.
    public var sha12: String { String(sha256.prefix(12)) }
    /// Whether the gate would let it pass.
    public var isApprovable: Bool { SafetyGate.lets(diagnostics) }
}

/// A skill that may be replayed.
///
/// Only the registry makes it: of bytes whose approval is in the store, and that pass the safety gate now. The bytes
/// that were hashed are the bytes that it holds.
public struct AdmittedSkill: Sendable, Hashable {
    /// What to replay.
    public let skill: Skill
    /// The digest of the approved bytes.
    public let sha256: String
    /// The approved bytes as text.
    public let source: String
    /// What a person refused as finds for its targets: no part of the file, and it can only narrow.
    public let rejections: Set<HealRejection>
}
