// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Oversight
internal import Replaying
internal import SkillKit
internal import Synchronization
internal import Teaching
internal import Vocabulary
internal import WebAddresses

/// What a person does who drives a run, kept as steps of a pending revision.
extension LocalAppliance {
    func requireNoRecording() throws {
        guard teaching.liveSlug == nil else {
            throw CommandError(
                code: "recording_in_progress",
                message: "A recording is going on: stop it first.",
                kind: .conflict
            )
        }
    }

    /// Begins to record in the tab that the run acted in.
    func keep(_ id: RunID) async throws {
        guard let control = controls.control(of: id), let standing = control.comparing, let place = control.place else {
            throw ControlLeases.isOver(id)
        }
        let admitted = control.skill
        let skill = try ContinuedSkill(admitted, goingOnFrom: standing.index + 1)
        guard let site = admitted.skill.sites.first else {
            preconditionFailure("A skill that was admitted opens a page of one of its sites.")
        }
        let taken = await registry.names()
        let leases = controls.leases
        let lead = TakeoverLead(
            skill: skill,
            given: standing.given,
            tab: place.tab,
            first: standing.first,
            tabs: standing.tabs,
            session: place.session
        ) {
            for await standing in leases.standings(of: id) where standing != .takenOver { return }
        }
        let beginning = TeachDesk.Beginning(
            name: admitted.skill.name.text,
            start: try WebAddress(resolving: "/", on: site.origin),
            viewport: place.session.options.viewport,
            login: admitted.skill.browser.login.name,
            authorities: admitted.skill.browser.authorities,
            way: .takeover(lead)
        )
        let recording = try await teaching.start(beginning) { taken.contains($0) }
        kept.withLock { $0[id] = recording.slug }
    }

    /// Ends the recording, and puts what it shows between the steps before and those that come after.
    ///
    /// It can be asked for again as long as the run is not given back.
    ///
    /// - Returns: nil when nothing was to be kept, or nothing was done.
    func keptSteps(of id: RunID, _ standing: RunControl.Standing, _ then: HandBack.Then) async throws
        -> Compilation?
    {
        guard let slug = kept.withLock({ $0[id] }) else { return nil }
        do {
            return try LocalAppliance.compile(try await teaching.stop(slug), standing, then)
        } catch let error where !(error is CancellationError) {
            // It would be no other way the next time, and the run could never be given back.
            kept.withLock { $0[id] = nil }
            throw error
        }
    }

    private static func compile(
        _ recording: Recording,
        _ standing: RunControl.Standing,
        _ then: HandBack.Then
    ) throws -> Compilation? {
        let rest: Int? =
            switch then {
            case .goOn: standing.isCutShort ? standing.index + 1 : standing.index
            case .repeatStep: standing.index
            case .stop: nil
            }
        do {
            return try Compiler.compile(recording, goingOnAt: rest)
        } catch let error as TeachingError where error.reason == .nothingShown {
            return nil
        }
    }

    /// Proposes the steps of a run that was given back.
    func proposeKept(_ compilation: Compilation?, of id: RunID) async throws -> PendingSummary? {
        kept.withLock { $0[id] = nil }
        guard let compilation else { return nil }
        let pending = try await registry.propose(SkillWriter.text(of: compilation.skill), by: "compiler")
        return try await detail(of: pending).summary
    }
}
