// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import SkillKit
internal import Synchronization
public import Vocabulary

/// What a person can do with a recording while it goes on, besides showing the task.
///
/// Every change waits until the pages' reports of what was done before it are written down, and is an event of the
/// recording itself. Whoever holds this may edit: the caller sees to it that it is the person.
public struct TeachingControls: Sendable {
    /// How long a page is waited for that does not answer.
    private static let patience: Duration = .seconds(2)

    /// The tab that the recording began in.
    public let tab: TabID
    private let watch: TabWatch

    init(tab: TabID, watch: TabWatch) {
        self.tab = tab
        self.watch = watch
    }

    /// The steps so far, as the skill will have them.
    ///
    /// - Throws: ``TeachingError`` with `recording_unreadable`.
    public func preview() async throws -> Preview {
        await settle()
        return try current()
    }

    /// Makes a change, and answers the steps after it.
    ///
    /// - Throws: ``TeachingError`` when it does not fit the steps so far, or could not be written; then nothing changed.
    public func apply(_ edit: TeachingEdit) async throws -> Preview {
        await settle()
        switch edit {
        case .undo(let event): try change { decision throws(TeachingError) in try decision.undoing(event) }
        case .remove(let step): try change { decision throws(TeachingError) in try decision.removal(of: step) }
        case .rename(let step, let name):
            try change { decision throws(TeachingError) in try decision.renaming(step, to: name) }
        case .input(let step, let name):
            try change { decision throws(TeachingError) in try decision.naming(step, input: name) }
        case .secret(let step, let name): try makeSecret(step, named: name)
        case .hide(let name): try await hideNext(named: name)
        case .pause: try pause()
        case .resume: try resume()
        }
        return try current()
    }

    /// Lets the person point at an element in any of the tabs, and adds a step that looks at it.
    ///
    /// - Parameters:
    ///   - purpose: what for.
    ///   - name: the name of the output, or of the step; nil for one of its own.
    ///   - deadline: how long the person is waited for.
    /// - Throws: ``TeachingError`` with `nothing_picked`, `pick_cancelled` when Escape was pressed, `not_pickable`,
    ///   `taught_name_invalid` or `teaching_already_so` while the recording is paused.
    public func pick(_ purpose: PickPurpose, named name: String?, deadline: Deadline) async throws -> Preview {
        guard !watch.hearing.withLock(\.isPaused) else { throw TeachingControls.already("is paused: resume it first") }
        await settle()
        if let name { try EditDecision(preview: current()).checkPick(purpose, named: name) }
        let pointing = ElementPointing(tabs: watch.tabs, purpose: purpose)
        let pointed = try await pointing.wait(deadline: deadline)
        let answer = pointed.answer
        guard let target = RecordedTarget(answer.value["target"]) else { throw ElementPointing.notPickable }
        let pick = watch.hearing.withLock { hearing in
            hearing.picked(target, shown: PickedElement.Shown(answer.value["shown"]), purpose, name)
        }
        await settle()
        let path = try await watch.describe(pointed.frame, in: pointed.tab)
        try watch.writer.append(
            at: watch.now,
            tab: pointed.tab.id,
            frame: path,
            document: answer.document,
            .picked(pick)
        )
        return try current()
    }

    /// Begins to record where a skill's steps have led.
    func goOn(from skill: ContinuedSkill, in opened: [TabName: Tab], and first: Tab) async throws {
        await settle()
        var begun = skill
        let named = [(nil, first)] + opened.sorted { $0.key.text < $1.key.text }.map { (Optional($0.key), $0.value) }
        begun.tabs = named.map { name, tab in
            ContinuedSkill.OpenTab(tab: tab.id, name: name, address: watch.scrubbed(address: tab.address))
        }
        try watch.writer.append(at: watch.now, tab: first.id, document: first.document, .continued(begun))
        watch.hearing.withLock { $0.isPaused = false }
    }

    // MARK: Changes

    private func current() throws -> Preview { Compiler.preview(try RecordingFile.read(watch.writer.path)) }

    /// Waits until what the pages have reported is written down.
    private func settle() async {
        let deadline = Deadline.after(TeachingControls.patience)
        await withDiscardingTaskGroup { group in
            for place in watch.places { group.addTask { await watch.marks.settle(place, deadline: deadline) } }
        }
    }

    private func change(_ decide: (EditDecision) throws(TeachingError) -> RecordingEdit) throws {
        try watch.writer.append(at: watch.now) { recording in
            .edited(try decide(EditDecision(preview: Compiler.preview(recording))))
        }
    }

    /// From the field's first letter on: what was typed into it is learnt before the file is written anew, so that a
    /// report that comes meanwhile is without it as well.
    private func makeSecret(_ step: StepPlace, named name: String) throws {
        let recording = try RecordingFile.read(watch.writer.path)
        var (field, edit) = try EditDecision(preview: Compiler.preview(recording)).naming(step, secret: name)
        // Neither lines nor reports say of an element which frames it is in: one that looks the same elsewhere is hidden too.
        field.frames = []
        let isTyped = recording.events.contains { event in
            if case .input(let target, .text, _) = event.body { target.isSame(as: field) } else { false }
        }
        guard isTyped else { throw EditDecision.noValue(step.number) }
        let hidden = field
        let scrubber = watch.hearing.withLock { hearing in
            hearing.hidden.hide(hidden, named: name)
            for case .input(let target, .text(let text), _) in recording.events.map(\.body)
            where target.isSame(as: hidden) {
                hearing.scrubber.learn(text, named: name, field: target.fingerprint.attributes["name"] ?? "")
            }
            return hearing.scrubber
        }
        // A picture from before may show it.
        watch.pictures?.folder.forgetAll()
        try watch.writer.rewrite(at: watch.now, adding: .edited(edit)) { event in
            var kept = event
            if case .input(let target, _, _) = event.body, target.isSame(as: hidden) {
                kept.body = .input(target, .secret(name), isLineBreak: false)
            }
            return scrubber.scrubbed(line: kept.json)
        }
    }

    private func hideNext(named name: String?) async throws {
        if let name { try EditDecision.check(name) }
        try watch.writer.append(at: watch.now) { _ in .edited(.hideNext(name: name)) }
        let number = watch.hearing.withLock { $0.hidden.wantNext(named: name) }
        let deadline = Deadline.after(TeachingControls.patience)
        await withDiscardingTaskGroup { group in
            for place in watch.places {
                group.addTask { _ = try? await place.look("hideNext", .int(Int64(number)), deadline: deadline) }
            }
        }
        await settle()
        watch.hearing.withLock { $0.hidden.noteTold() }
    }

    private func pause() throws {
        let wasPaused = watch.hearing.withLock { hearing in
            defer { hearing.isPaused = true }
            return hearing.isPaused
        }
        guard !wasPaused else { throw TeachingControls.already("is paused already") }
        try watch.writer.append(at: watch.now) { _ in .paused }
    }

    private func resume() throws {
        guard watch.hearing.withLock(\.isPaused) else { throw TeachingControls.already("is not paused") }
        for tab in watch.tabs {
            let address = watch.scrubbed(address: tab.address)
            try watch.writer.append(at: watch.now, tab: tab.id, document: tab.document, .resumed(address: address))
        }
        watch.hearing.withLock { $0.isPaused = false }
    }

    private static func already(_ how: String) -> TeachingError {
        TeachingError(.alreadySo, "The recording \(how).")
    }
}

extension Hearing {
    /// What was pointed at as it may be written: where it shows a secret, only that it is there.
    func picked(
        _ target: RecordedTarget,
        shown: PickedElement.Shown,
        _ purpose: PickPurpose,
        _ name: String?
    ) -> PickedElement {
        let isSecret =
            switch shown {
            case .text(let text), .value(let text): hidden.name(of: target) != nil || scrubber.isSecret(text)
            case .presence, .checked: false
            }
        let kept = RecordedTarget(scrubber.scrubbed(line: target.json)) ?? target
        return PickedElement(target: kept, purpose: purpose, name: name, shown: isSecret ? .presence : shown)
    }
}
