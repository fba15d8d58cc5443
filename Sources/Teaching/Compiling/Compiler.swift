// SPDX-License-Identifier: Apache-2.0
public import SkillKit
internal import Vocabulary
internal import WebAddresses

/// What a recording compiles to.
public struct Compilation: Sendable, Hashable {
    /// The draft; it goes into quarantine.
    public var skill: Skill
    /// What a reviewer should know of how it came about.
    public var notes: [String]
}

/// Makes a draft skill of a raw recording: a pure function, so that the same recording always gives the same skill.
public enum Compiler {
    /// Compiles a recording.
    ///
    /// Typing becomes one `fill`; what an action caused becomes its `then:`; typed values become inputs, and secrets
    /// stay names.
    ///
    /// - Throws: ``TeachingError`` with `nothing_shown` when the recording holds no action.
    public static func compile(_ recording: Recording) throws -> Compilation {
        var draft = Draft()
        for event in PersonalOrder.sorted(recording.events) { draft.take(event) }
        let steps = draft.finish()
        guard steps.contains(where: { $0.isAction }) else {
            throw TeachingError(
                .nothingShown,
                "The recording '\(recording.header.slug)' shows no action: do the task while it is on."
            )
        }
        var assembly = SkillAssembly(
            header: recording.header,
            sha256: recording.sha256,
            tabs: TabNames(of: draft.openedAddresses, in: steps)
        )
        for step in steps { assembly.add(step) }
        return Compilation(skill: assembly.skill(), notes: draft.notes + assembly.notes)
    }
}
