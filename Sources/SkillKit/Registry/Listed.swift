// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// A file among the approved skills, and whether it would be admitted now.
///
/// A file that somebody changed is listed too: that it is there and why it does not run is what a person must see.
public struct ListedSkill: Sendable {
    /// The name, as the file's name says it.
    public let slug: Slug
    /// The skill, or why it is not admitted.
    public let content: Result<AdmittedSkill, SkillError>
}

/// A file in quarantine, and whether it can be reviewed.
public struct ListedRevision: Sendable {
    /// The skill's name, as the folder's name says it.
    public let slug: Slug
    /// The first digits of the digest, as the file's name says them.
    public let sha12: String
    /// The revision, or why it cannot be reviewed.
    public let content: Result<PendingSkill, SkillError>
}
