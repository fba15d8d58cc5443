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

/// What a recording would compile to as it is now, step by step: what a person sees who edits it while it goes on.
public struct Preview: Sendable, Hashable {
    /// One step of it.
    public struct Line: Sendable, Hashable {
        /// The step as the skill will have it.
        public var step: Step
        /// The number of the event that it begins with.
        public var event: Int
        /// Whether it is one of the skill that the recording goes on from, which stays as it was approved.
        public var isKept = false
        /// What is typed, chosen, or otherwise a value of it; nil when it has none or it is secret.
        var value: String?
        /// The element that it is about.
        var target: RecordedTarget?
    }

    /// The steps, in order.
    public var lines: [Line]
    /// The draft that they make.
    public var skill: Skill
    /// What a reviewer should know of how it came about.
    public var notes: [String]
    /// Whether nothing is recorded at the moment.
    public var isPaused: Bool
}

/// Makes a draft skill of a raw recording: a pure function, so that the same recording always gives the same skill.
public enum Compiler {
    /// Compiles a recording.
    ///
    /// Typing becomes one `fill`; what an action caused becomes its `then:`; typed values become inputs, and secrets
    /// stay names. What the person edited while they showed it is applied.
    ///
    /// - Parameters:
    ///   - recording: the recording.
    ///   - rest: where the steps of the skill that it goes on from follow after those that were shown, counted from zero;
    ///     nil when none of them do.
    /// - Throws: ``TeachingError`` with `nothing_shown` when the recording holds no action.
    public static func compile(_ recording: Recording, goingOnAt rest: Int? = nil) throws -> Compilation {
        let (preview, isShown) = fold(recording, goingOnAt: rest)
        guard isShown else {
            throw TeachingError(
                .nothingShown,
                "The recording '\(recording.header.slug)' shows no action: do the task while it is on."
            )
        }
        return Compilation(skill: preview.skill, notes: preview.notes)
    }

    /// What it would compile to; a recording that shows nothing yet has no more than its beginning.
    public static func preview(_ recording: Recording) -> Preview { fold(recording).preview }

    private static func fold(
        _ recording: Recording,
        goingOnAt rest: Int? = nil
    ) -> (preview: Preview, isShown: Bool) {
        var draft = Draft()
        for event in PersonalOrder.sorted(recording.events) { draft.take(event) }
        draft.base?.rest = rest
        let steps = draft.finish()
        var assembly = SkillAssembly(
            header: recording.header,
            sha256: recording.sha256,
            // Also of steps that were taken back: what was done in a tab stays there, and the gate says that none opens it.
            tabs: TabNames(of: draft.openedAddresses, in: draft.steps, after: draft.base),
            given: Set(steps.compactMap(\.name)),
            after: draft.base
        )
        let kept = (draft.base?.steps ?? []).map { Preview.Line(step: $0, event: 1, isKept: true) }
        let lines =
            kept
            + steps.compactMap { draft in
                assembly.add(draft)
                    .map { Preview.Line(step: $0, event: draft.number, value: draft.value, target: draft.target) }
            }
        let preview = Preview(
            lines: lines,
            skill: assembly.skill(),
            notes: draft.notes + assembly.notes,
            isPaused: draft.isPaused
        )
        return (preview, steps.contains { $0.isShown })
    }
}
