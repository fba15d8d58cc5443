// SPDX-License-Identifier: Apache-2.0
public import Console
internal import Synchronization
public import Vocabulary

extension MemoryAppliance {
    private var runState: RunState { storage.withLock { $0.runState } }

    /// Notes the inputs.
    public func startRun(_ slug: Slug, _ request: StartRun, by principal: Principal) async throws -> RunDetail {
        let inputs = request.inputs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let from = request.from.map { ["from \($0)"] } ?? []
        try note((["startRun", slug.text] + inputs + from).joined(separator: " "), principal)
        return Sample.runDetail(.queued)
    }

    /// One.
    public func runs(limit: Int) async throws -> [RunSummary] {
        try note("runs \(limit)")
        return [Sample.runSummary(runState)]
    }

    /// The one.
    public func run(_ id: RunID) async throws -> RunDetail {
        try note("run \(id)")
        guard id == Sample.run else {
            throw MemoryError(code: "run_unknown", message: "There is no run \(id).", kind: .notFound)
        }
        return Sample.runDetail(runState)
    }

    /// The beginning of a JPEG, whatever the number.
    public func recordingPicture(_ slug: Slug, _ event: Int) async throws -> [UInt8] {
        try note("recordingPicture \(slug) \(event)")
        return [0xFF, 0xD8]
    }

    /// The beginning of a JPEG.
    public func picture(of step: StepID, in run: RunID, _ moment: PictureMoment) async throws -> [UInt8] {
        try note("picture \(run) \(step) \(moment.rawValue)")
        return [0xFF, 0xD8]
    }

    /// Two pieces.
    public func file(_ number: Int, of run: RunID) async throws -> FileContent {
        try note("file \(number) \(run)")
        let (pieces, piece) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        for part in ["one,", "two"] { piece.yield(Array(part.utf8)) }
        piece.finish()
        return FileContent(summary: Sample.file, pieces: pieces)
    }

    /// The one, at once.
    public func awaitRun(_ id: RunID, for time: Duration) async throws -> RunDetail {
        try note("awaitRun \(id) \(time / .seconds(1))")
        return Sample.runDetail(runState)
    }

    /// Notes it.
    public func cancelRun(_ id: RunID, by principal: Principal) async throws -> RunDetail {
        try note("cancelRun \(id)", principal)
        return Sample.runDetail(.cancelled)
    }

    /// Notes it.
    public func answerRun(_ id: RunID, _ answer: RunAnswer, by principal: Principal) async throws -> RunDetail {
        try note("answerRun \(id) \(answer.word)", principal)
        return Sample.runDetail(.running)
    }

    /// Notes it.
    public func pauseRun(_ id: RunID, by principal: Principal) async throws { try note("pauseRun \(id)", principal) }

    /// Notes it.
    public func resumeRun(_ id: RunID, by principal: Principal) async throws { try note("resumeRun \(id)", principal) }

    /// Notes how much it was.
    public func inject(
        _ actions: InjectActions,
        into id: RunID,
        by principal: Principal
    ) async throws -> InjectedActions {
        let count = (actions.steps?.count ?? 0) + (actions.events?.count ?? 0)
        try note("inject \(id) \(count)", principal)
        return InjectedActions(queued: count)
    }

    /// One lease.
    public func takeOver(_ id: RunID, _ request: TakeOver, by principal: Principal) async throws -> LeaseSummary {
        try note("takeOver \(id) \(request.keep ?? false)", principal)
        return Sample.lease
    }

    /// The same.
    public func renewLease(_ request: RenewLease, of id: RunID, by principal: Principal) async throws -> LeaseSummary {
        try note("renewLease \(id) \(request.lease)", principal)
        return Sample.lease
    }

    /// As nothing has changed.
    public func handBack(_ id: RunID, _ request: HandBack, by principal: Principal) async throws -> HandbackAnswer {
        try note("handBack \(id) \(request.lease) \(request.then?.rawValue ?? "compare")", principal)
        return HandbackAnswer(changed: [], expects: "a button", matches: true, interrupted: nil, then: request.then)
    }

    /// One.
    public func approvals() async throws -> [ApprovalSummary] {
        try note("approvals")
        return [Sample.waiting]
    }

    /// Notes it.
    public func decide(
        _ id: ApprovalID,
        _ decision: Decide,
        by principal: Principal
    ) async throws -> ApprovalSummary {
        try note("decide \(id) \(decision.decision.rawValue)", principal)
        var decided = Sample.waiting
        decided.state = decision.decision == .approve ? "approved" : "denied"
        return decided
    }

    /// Those that were added.
    public func grants() async throws -> GrantList {
        try note("grants")
        return granted
    }

    /// Adds one.
    public func addGrant(_ grant: GrantName, by principal: Principal) async throws -> GrantList {
        switch grant {
        case .origin(let origin):
            try note("addGrant \(origin)", principal)
            storage.withLock { _ = $0.domains.insert(origin) }
        case .readPath(let path):
            try note("addGrant \(path)", principal)
            storage.withLock { _ = $0.readPaths.insert(path) }
        case .observe(let origin): try note("addGrant observe \(origin)", principal)
        case .observedRun(let run): try note("addGrant share \(run)", principal)
        }
        return granted
    }

    /// Removes one.
    public func removeGrant(_ grant: GrantName, by principal: Principal) async throws -> GrantList {
        switch grant {
        case .origin(let origin):
            try note("removeGrant \(origin)", principal)
            storage.withLock { _ = $0.domains.remove(origin) }
        case .readPath(let path):
            try note("removeGrant \(path)", principal)
            storage.withLock { _ = $0.readPaths.remove(path) }
        case .observe(let origin): try note("removeGrant observe \(origin)", principal)
        case .observedRun(let run): try note("removeGrant share \(run)", principal)
        }
        return granted
    }

    private var granted: GrantList {
        storage.withLock { GrantList(networkDomains: $0.domains.sorted(), readPaths: $0.readPaths.sorted()) }
    }

    /// One.
    public func logins() async throws -> [LoginSummary] {
        try note("logins")
        return [LoginSummary(name: Sample.skill, isUsed: true)]
    }

    /// Makes none.
    public func addLogin(_ name: Slug, by principal: Principal) async throws -> [LoginSummary] {
        try note("addLogin \(name)", principal)
        return [LoginSummary(name: name, isUsed: false)]
    }

    /// Removes none.
    public func removeLogin(_ name: Slug, by principal: Principal) async throws -> [LoginSummary] {
        try note("removeLogin \(name)", principal)
        return []
    }

    /// One.
    public func models() async throws -> [ModelSummary] {
        try note("models")
        var model = ModelSummary(
            name: "local",
            url: "http://127.0.0.1:11434/v1",
            model: "m:7b",
            isHosted: false,
            isAllowed: true
        )
        model.failures = ["timed_out": 2]
        model.medianMilliseconds = 12
        return [model]
    }

    /// One that works and one that does not.
    public func testModels(by principal: Principal) async throws -> [ModelTestResult] {
        try note("testModels", principal)
        return [
            ModelTestResult(name: "local", form: "json_schema", milliseconds: 12),
            ModelTestResult(
                name: "other",
                failure: "unreachable",
                message: "'other' cannot be reached",
                form: "json_schema",
                milliseconds: 1
            ),
        ]
    }

    /// None.
    public func authorities() async throws -> [AuthoritySummary] {
        try note("authorities")
        return []
    }

    /// Keeps none.
    public func addAuthority(_ request: AddAuthority, by principal: Principal) async throws -> [AuthoritySummary] {
        try note("addAuthority \(request.name)", principal)
        return [AuthoritySummary(name: request.name, sha256: "00", ends: .now())]
    }

    /// Forgets none.
    public func removeAuthority(_ name: Slug, by principal: Principal) async throws -> [AuthoritySummary] {
        try note("removeAuthority \(name)", principal)
        return []
    }

    /// Sets it.
    public func setKillSwitch(_ on: Bool, by principal: Principal) async throws {
        try note("setKillSwitch \(on)", principal)
        storage.withLock { $0.killSwitch = on }
    }

    /// Those that were set.
    public func secrets() async throws -> [SecretSummary] {
        try note("secrets")
        return storage.withLock { storage in
            storage.secrets.sorted { $0.key < $1.key }.map { SecretSummary(name: $0.key, origin: $0.value) }
        }
    }

    /// Sets one; the value is dropped.
    public func setSecret(_ request: SetSecret, by principal: Principal) async throws {
        try note("setSecret \(request.name) \(request.value.count) characters", principal)
        storage.withLock { $0.secrets[request.name] = request.origin }
    }

    /// Removes one.
    public func removeSecret(_ name: String, by principal: Principal) async throws {
        try note("removeSecret \(name)", principal)
        storage.withLock { $0.secrets[name] = nil }
    }

    /// Those after a number; a negative number counts from the end.
    public func events(_ query: EventQuery) async throws -> [AuditLine] {
        try note("events after \(query.after)")
        let lines = storage.withLock { $0.lines }
        let rest = query.after < 0 ? Array(lines.suffix(Int(-query.after))) : lines.filter { $0.seq > query.after }
        return Array(rest.filter { $0.json.contains(query.event ?? "") }.prefix(query.limit))
    }

    /// Those after a number, and those that come.
    public func eventStream(after sequence: Int64, of run: RunID?) -> AsyncThrowingStream<AuditLine, any Error> {
        let (stream, reader) = AsyncThrowingStream<AuditLine, any Error>.makeStream()
        storage.withLock { storage in
            for line in storage.lines where line.seq > sequence && line.json.contains(run?.rawValue ?? "") {
                reader.yield(line)
            }
            storage.readers.append((run, reader))
        }
        return stream
    }

    /// Those after a number; none is wrong but one that is no JSON.
    public func auditLines(after sequence: Int64, limit: Int) async throws -> [CheckedAuditLine] {
        try note("auditLines after \(sequence)")
        return storage.withLock { $0.lines }.filter { $0.seq > sequence }.prefix(limit)
            .map { line in
                CheckedAuditLine(
                    seq: line.seq,
                    line: line.json,
                    finding: line.json.hasPrefix("{") ? nil : "its text is not a line of the log"
                )
            }
    }

    /// Always intact.
    public func verifyAudit() async throws -> AuditVerification {
        try note("verifyAudit")
        return AuditVerification(isIntact: true, events: 3, brokenAt: nil, reason: nil)
    }
}
