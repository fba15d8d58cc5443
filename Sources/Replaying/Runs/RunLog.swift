// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

/// Tells the audit log and the observer what a run does.
///
/// A step's start is only handed over: the gate's own event, which is durable before any effect, comes right after it
/// in the same write.
struct RunLog: Sendable {
    let run: RunID
    let admitted: AdmittedSkill
    let events: any EventSink
    let observer: (any RunObserver)?
    let correlationID = CorrelationID.new()

    /// - Parameters:
    ///   - before: the step that it ends before; nil for a run of the whole skill.
    ///   - isCheck: whether it only looks.
    ///   - more: what the log keeps besides.
    func began(before step: StepID? = nil, isCheck: Bool = false, noting more: [String: JSONValue] = [:]) async throws {
        var end: [String: JSONValue] = step.map { ["before": .string($0.rawValue)] } ?? [:]
        if isCheck { end["check"] = true }
        end["state"] = .string(RunState.running.rawValue)
        try await events.record(event(.runStarted, .started, end.merging(more) { own, _ in own }))
    }

    func stepBegan(_ step: StepReport) {
        events.enqueue(
            event(.stepStarted, .started, ["step": .string(step.id.rawValue), "action": .string(step.action)])
        )
        observer?.stepBegan(step, of: run)
    }

    func stepEnded(_ step: StepReport) {
        var extra: [String: JSONValue] = [
            "step": .string(step.id.rawValue), "action": .string(step.action),
            "attempts": .int(Int64(step.attempts)),
            "duration_ms": .int(Int64(step.duration / .milliseconds(1))),
            "matches": .object(step.matches.mapValues { .int(Int64($0)) }),
        ]
        if let locator = step.locator { extra["locator"] = .string(locator) }
        if let code = step.code { extra["code"] = .string(code) }
        if let rescue = step.rescue { extra["rescue"] = rescue.json }
        switch step.evidence {
        case .picture(let file, let sha256): extra["evidence"] = ["file": .string(file), "sha256": .string(sha256)]
        case .withheld(let reason): extra["evidence"] = ["withheld": .string(reason.rawValue)]
        case nil: break
        }
        events.enqueue(event(.stepEnded, step.isDone ? .succeeded : .failed, extra))
        observer?.stepEnded(step, of: run)
    }

    /// A file is told of before anybody can ask for it.
    func kept(_ file: KeptFile, step: StepID) async throws {
        try await events.record(
            event(
                .fileKept,
                .succeeded,
                [
                    "step": .string(step.rawValue), "number": .int(Int64(file.number)), "name": .string(file.name),
                    "bytes": .int(file.size), "file_sha256": .string(file.sha256),
                ]
            )
        )
    }

    /// Tells of a file before the page gets it; its name and its path are values of the run.
    func uploads(_ number: Int, size: Int64, sha256: String, input: String, step: StepID) async throws {
        try await events.record(
            event(
                .fileUploaded,
                .started,
                [
                    "step": .string(step.rawValue), "number": .int(Int64(number)), "input": .string(input),
                    "bytes": .int(size), "file_sha256": .string(sha256),
                ]
            )
        )
    }

    /// Tells that the page has got that many.
    func uploaded(_ count: Int, step: StepID) {
        events.enqueue(
            event(.fileUploaded, .succeeded, ["step": .string(step.rawValue), "files": .int(Int64(count))])
        )
    }

    func waits(for approval: ApprovalID, step: StepID) {
        changed(to: .needsPerson, ["reason": "consent", "step": .string(step.rawValue)])
        observer?.runWaits(run, for: approval)
    }

    /// Tells that an advisor is asked for a target; a person makes the run wait.
    func asks(_ level: RescueLevel, step: StepID) {
        guard level == .person else { return }
        changed(to: .needsPerson, ["reason": "rescue", "step": .string(step.rawValue)])
        observer?.runAsks(run)
    }

    /// Tells that a person has answered, or has not.
    func answered(_ level: RescueLevel) { if level == .person { goesOn() } }

    func goesOn() {
        changed(to: .running, [:])
        observer?.runGoesOn(run)
    }

    /// Writes the end and makes the report.
    ///
    /// A log that cannot be written does not change what happened.
    func ended(_ play: Performance, after duration: Duration) async -> RunReport {
        var end = StepReport(id: StepID(rawValue: ""), action: "")
        if let failure = play.failure { end.note(failure) }
        let state = RunLog.state(after: play.failure)
        var extra: [String: JSONValue] = [
            "state": .string(state.rawValue), "duration_ms": .int(Int64(duration / .milliseconds(1))),
        ]
        if let code = end.code { extra["reason"] = .string(code) }
        let outcome: EventOutcome =
            state == .succeeded ? .succeeded : state == .refused ? .denied : state == .cancelled ? .cancelled : .failed
        _ = try? await events.record(event(.runEnded, outcome, extra))
        let report = RunReport(
            run: run,
            state: state,
            code: end.code,
            message: end.message,
            steps: play.steps,
            outputs: play.outputs,
            duration: duration
        )
        observer?.runEnded(report)
        return report
    }

    private func changed(to state: RunState, _ extra: [String: JSONValue]) {
        events.enqueue(
            event(
                .runStateChanged,
                state == .needsPerson ? .pending : .started,
                extra.merging(["state": .string(state.rawValue)]) { own, _ in own }
            )
        )
    }

    private func event(_ name: EventName, _ outcome: EventOutcome, _ extra: [String: JSONValue]) -> Event {
        var all = extra
        all["run"] = .string(run.rawValue)
        all["skill"] = .string(admitted.skill.name.text)
        all["sha256"] = .string(admitted.sha256)
        return Event(name, source: .replayer, outcome: outcome, correlationID: correlationID, extra: all)
    }

    private static func state(after failure: (any Error)?) -> RunState {
        guard let failure else { return .succeeded }
        if failure is CancellationError { return .cancelled }
        return (failure as? any ExplainedError)?.kind == .refused ? .refused : .failed
    }
}
