// SPDX-License-Identifier: Apache-2.0
internal import Oversight
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
        if !step.tried.isEmpty { extra["tried"] = .array(step.tried.map(\.json)) }
        extra["evidence"] = step.evidence?.json
        let outcome: EventOutcome = step.isDone ? .succeeded : step.isCutShort ? .interrupted : .failed
        events.enqueue(event(.stepEnded, outcome, extra))
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

    func waits(for approval: ApprovalID, _ need: PersonNeed) {
        needs(need)
        observer?.runWaits(run, for: approval)
    }

    /// Tells that a person is asked which element is meant, or to do what only a person can.
    func asks(_ need: PersonNeed) {
        needs(need)
        observer?.runAsks(run)
    }

    private func needs(_ need: PersonNeed) {
        var extra: [String: JSONValue] = ["reason": .string(need.kind.rawValue), "step": .string(need.step.rawValue)]
        extra["evidence"] = need.picture?.json
        changed(to: .needsPerson, extra)
        observer?.runNeeds(need, of: run)
    }

    /// Tells that a person has answered, or has not.
    func answered(_ level: RescueLevel) { if level == .person { goesOn() } }

    /// Tells that the run stands still, before whoever waits for that hears of it.
    func stands(_ standing: StandStill) {
        changed(to: standing.state, standing.reason.map { ["reason": .string($0)] } ?? [:])
        observer?.runStands(run, standing.state, because: standing.reason)
    }

    /// Tells of a manual action before it is done.
    func injectionBegan(_ injection: Injection) {
        events.enqueue(event(.actionInjected, .started, injection.extra.merging(whose(injection)) { own, _ in own }))
    }

    /// Tells what came of it.
    func injectionEnded(_ injection: Injection, _ error: (any Error)?) {
        var extra = whose(injection)
        extra["action"] = injection.extra["action"]
        if let error { extra["code"] = .string((error as? any ExplainedError)?.code ?? "cancelled") }
        events.enqueue(event(.actionInjected, error == nil ? .succeeded : .failed, extra))
    }

    /// Tells of a manual action that is not done because a person has taken the run over.
    func injectionDropped(_ injection: Injection) {
        var extra = whose(injection)
        extra["action"] = injection.extra["action"]
        extra["code"] = "taken_over"
        events.enqueue(event(.actionInjected, .failed, extra))
    }

    private func whose(_ injection: Injection) -> [String: JSONValue] {
        ["actor": "person", "principal": .string(injection.principal)]
    }

    /// Tells that the run goes on; after a question of the skill's also with whose answer, and never with what it was.
    ///
    /// - Parameter word: what a person said becomes of the step that was refused.
    func goesOn(answeredBy principal: String? = nil, told word: Handback? = nil) {
        var more: [String: JSONValue] = [:]
        if let principal { more["answered_by"] = .string(principal) }
        if let word { more["told"] = .string(word.rawValue) }
        changed(to: .running, more)
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
            switch state {
            case .succeeded: .succeeded
            case .refused: .denied
            case .cancelled: .cancelled
            case .interrupted: .interrupted
            case .failed, .queued, .running, .paused, .takenOver, .needsPerson: .failed
            }
        _ = try? await events.record(event(.runEnded, outcome, extra))
        let report = RunReport(
            run: run,
            state: state,
            code: end.code,
            message: end.message,
            steps: play.steps,
            outputs: play.outputs,
            duration: duration,
            goesOnAt: state == .succeeded ? nil : play.unfinished.flatMap { RunStart.after($0, of: admitted.skill) }
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
        let reason = (failure as? ReplayError)?.reason
        if reason == .applianceEnded { return .interrupted }
        if reason == .stoppedByPerson { return .cancelled }
        return (failure as? any ExplainedError)?.kind == .refused ? .refused : .failed
    }
}
