// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Vocabulary
internal import WebAddresses

extension RemoteAppliance: ApplianceControl {
    func status() async throws -> ApplianceStatus { try await get("/v1/status") }

    func examine(by principal: Principal) async throws -> [DoctorCheck] {
        let list: DoctorCheckList = try await post("/v1/doctor")
        return list.checks
    }

    /// A link that opens one session, made by the appliance.
    func sessionLink() async throws -> String {
        let code: SessionCode = try await post("/v1/session/codes")
        return "\(origin.text)/#code=\(code.code)"
    }

    // MARK: Recordings

    func startRecording(_ request: StartRecording, by principal: Principal) async throws -> RecordingSummary {
        try await post("/v1/recordings", request)
    }

    func stopRecording(_ slug: Slug, by principal: Principal) async throws -> StoppedRecording {
        try await post("/v1/recordings/\(slug)/stop")
    }

    func signIn(_ slug: Slug, _ request: SignIn, by principal: Principal) async throws -> RecordingSummary {
        try await post("/v1/recordings/\(slug)/sign-in", request)
    }

    func answerDialog(_ slug: Slug, _ answer: AnswerDialog, by principal: Principal) async throws -> RecordingSummary {
        try await post("/v1/recordings/\(slug)/dialog", answer)
    }

    func recordings() async throws -> [RecordingSummary] {
        let list: RecordingList = try await get("/v1/recordings")
        return list.recordings
    }

    func recording(_ slug: Slug) async throws -> RecordingDetail { try await get("/v1/recordings/\(slug)") }

    func continueSkill(_ slug: Slug, _ request: ContinueSkill, by principal: Principal) async throws
        -> RecordingSummary
    {
        try await post("/v1/skills/\(slug)/recordings", request)
    }

    func taughtSteps(_ slug: Slug) async throws -> TaughtSteps { try await get("/v1/recordings/\(slug)/steps") }

    func editRecording(_ slug: Slug, _ edit: EditRecording, by principal: Principal) async throws -> TaughtSteps {
        try await post("/v1/recordings/\(slug)/edits", edit)
    }

    func pickElement(_ slug: Slug, _ pick: PickElement, by principal: Principal) async throws -> TaughtSteps {
        try await post("/v1/recordings/\(slug)/picks", pick)
    }

    // MARK: Skills

    func skills() async throws -> [SkillSummary] {
        let list: SkillList = try await get("/v1/skills")
        return list.skills
    }

    func skill(_ slug: Slug) async throws -> SkillDetail { try await get("/v1/skills/\(slug)") }

    func checkSkill(_ slug: Slug, _ request: StartRun, by principal: Principal) async throws -> SkillCheck {
        try await post("/v1/skills/\(slug)/check", request)
    }

    func deleteSkill(_ slug: Slug, by principal: Principal) async throws { try await delete("/v1/skills/\(slug)") }

    func importSkill(_ file: [UInt8], by principal: Principal) async throws -> PendingDetail {
        try await post("/v1/skills", yaml: file)
    }

    func pendingSkills() async throws -> [PendingSummary] {
        let list: PendingList = try await get("/v1/skills/pending")
        return list.pending
    }

    func pendingSkill(_ slug: Slug, _ sha12: String) async throws -> PendingDetail {
        try await get("/v1/skills/pending/\(slug)/\(PercentEncoding.pathSegment(sha12))")
    }

    func approve(_ slug: Slug, sha256: String, by principal: Principal) async throws -> SkillSummary {
        try await post(review(slug, sha256, "approve"), ReviewedDigest(sha256: sha256))
    }

    func reject(_ slug: Slug, sha256: String, because reason: String?, by principal: Principal) async throws {
        try await post(review(slug, sha256, "reject"), RejectedDigest(sha256: sha256, reason: reason))
    }

    private func review(_ slug: Slug, _ sha256: String, _ verb: String) -> String {
        "/v1/skills/pending/\(slug)/\(PercentEncoding.pathSegment(String(sha256.prefix(12))))/\(verb)"
    }

    // MARK: Runs

    func startRun(_ slug: Slug, _ request: StartRun, by principal: Principal) async throws -> RunDetail {
        try await post("/v1/skills/\(slug)/runs", request)
    }

    func runs(limit: Int) async throws -> [RunSummary] {
        let list: RunList = try await get("/v1/runs?limit=\(min(max(limit, 1), 1000))")
        return list.runs
    }

    func run(_ id: RunID) async throws -> RunDetail {
        try await get("/v1/runs/\(PercentEncoding.pathSegment(id.rawValue))")
    }

    func recordingPicture(_ slug: Slug, _ event: Int) async throws -> [UInt8] {
        try await bytes("/v1/recordings/\(slug)/pictures/\(event)")
    }

    func picture(of step: StepID, in run: RunID, _ moment: PictureMoment) async throws -> [UInt8] {
        let (run, step) = (PercentEncoding.pathSegment(run.rawValue), PercentEncoding.pathSegment(step.rawValue))
        return try await bytes("/v1/runs/\(run)/steps/\(step)/picture?moment=\(moment.rawValue)")
    }

    /// Whole, as no file is larger than a run may bring.
    func file(_ number: Int, of run: RunID) async throws -> FileContent {
        let summary = try await self.run(run).file(number)
        let id = PercentEncoding.pathSegment(run.rawValue)
        let body = try await bytes("/v1/runs/\(id)/files/\(number)", limit: summary.bytes + 4096)
        let (pieces, piece) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        piece.yield(body)
        piece.finish()
        return FileContent(summary: summary, pieces: pieces)
    }

    /// Asks again for as long as it takes: one request waits a minute at most.
    func awaitRun(_ id: RunID, for time: Duration) async throws -> RunDetail {
        let deadline = Deadline.after(time)
        while true {
            let seconds = Int(min(60, (deadline.remaining / .seconds(1)).rounded(.up)))
            let detail: RunDetail = try await get(
                "/v1/runs/\(PercentEncoding.pathSegment(id.rawValue))?wait=\(seconds)",
                waiting: .seconds(seconds)
            )
            let state = detail.summary.state
            if !state.isLive || state == .needsPerson || deadline.hasPassed { return detail }
        }
    }

    func cancelRun(_ id: RunID, by principal: Principal) async throws -> RunDetail {
        try await post("/v1/runs/\(PercentEncoding.pathSegment(id.rawValue))/cancel")
    }

    func answerRun(_ id: RunID, _ answer: RunAnswer, by principal: Principal) async throws -> RunDetail {
        try await post("/v1/runs/\(PercentEncoding.pathSegment(id.rawValue))/answer", answer)
    }

    // MARK: A person in the loop

    private func hitl(_ run: RunID, _ verb: String) -> String {
        "/v1/hitl/\(PercentEncoding.pathSegment(run.rawValue))/\(verb)"
    }

    func pauseRun(_ id: RunID, by principal: Principal) async throws {
        let _: DoneAnswer = try await post(hitl(id, "pause"))
    }

    func resumeRun(_ id: RunID, by principal: Principal) async throws {
        let _: DoneAnswer = try await post(hitl(id, "resume"))
    }

    func inject(_ actions: InjectActions, into id: RunID, by principal: Principal) async throws -> InjectedActions {
        try await post(hitl(id, "inject"), actions)
    }

    func takeOver(_ id: RunID, _ request: TakeOver, by principal: Principal) async throws -> LeaseSummary {
        try await post(hitl(id, "takeover"), request)
    }

    func renewLease(_ request: RenewLease, of id: RunID, by principal: Principal) async throws -> LeaseSummary {
        try await post(hitl(id, "renew"), request)
    }

    func handBack(_ id: RunID, _ request: HandBack, by principal: Principal) async throws -> HandbackAnswer {
        try await post(hitl(id, "handback"), request)
    }

    // MARK: Oversight

    func approvals() async throws -> [ApprovalSummary] {
        let list: ApprovalList = try await get("/v1/approvals")
        return list.approvals
    }

    func decide(_ id: ApprovalID, _ decision: Decide, by principal: Principal) async throws -> ApprovalSummary {
        try await post("/v1/approvals/\(PercentEncoding.pathSegment(id.rawValue))/decide", decision)
    }

    func grants() async throws -> GrantList { try await get("/v1/grants") }

    func addGrant(_ grant: GrantName, by principal: Principal) async throws -> GrantList {
        try await post("/v1/grants", grant)
    }

    func removeGrant(_ grant: GrantName, by principal: Principal) async throws -> GrantList {
        let (name, text) = grant.parts
        return try await delete("/v1/grants?\(name)=\(PercentEncoding.query(text))")
    }

    func setKillSwitch(_ on: Bool, by principal: Principal) async throws {
        let _: KillSwitchState = try await post("/v1/kill-switch", KillSwitchState(on: on))
    }

    func logins() async throws -> [LoginSummary] {
        let list: LoginList = try await get("/v1/logins")
        return list.logins
    }

    func addLogin(_ name: Slug, by principal: Principal) async throws -> [LoginSummary] {
        let list: LoginList = try await post("/v1/logins", LoginName(name: name))
        return list.logins
    }

    func removeLogin(_ name: Slug, by principal: Principal) async throws -> [LoginSummary] {
        let list: LoginList = try await delete("/v1/logins/\(name)")
        return list.logins
    }

    func models() async throws -> [ModelSummary] {
        let list: ModelList = try await get("/v1/models")
        return list.models
    }

    func testModels(by principal: Principal) async throws -> [ModelTestResult] {
        let list: ModelTestList = try await post("/v1/models/test")
        return list.tests
    }

    func authorities() async throws -> [AuthoritySummary] {
        let list: AuthorityList = try await get("/v1/authorities")
        return list.authorities
    }

    func addAuthority(_ request: AddAuthority, by principal: Principal) async throws -> [AuthoritySummary] {
        let list: AuthorityList = try await post("/v1/authorities", request)
        return list.authorities
    }

    func removeAuthority(_ name: Slug, by principal: Principal) async throws -> [AuthoritySummary] {
        let list: AuthorityList = try await delete("/v1/authorities/\(name)")
        return list.authorities
    }

    func secrets() async throws -> [SecretSummary] {
        let list: SecretList = try await get("/v1/secrets")
        return list.secrets
    }

    func setSecret(_ request: SetSecret, by principal: Principal) async throws {
        let _: SecretSummary = try await post("/v1/secrets", request)
    }

    func removeSecret(_ name: String, by principal: Principal) async throws {
        try await delete("/v1/secrets/\(PercentEncoding.pathSegment(name))")
    }

    // MARK: Observer

    func observer(by principal: Principal) async throws -> ObserverStatus { try await get("/v1/observer") }

    func observations(_ query: ObservationQuery, by principal: Principal) async throws -> ObservationPage {
        var parts: [String] = []
        if let run = query.run { parts.append("run=\(PercentEncoding.query(run.rawValue))") }
        if let tab = query.tab { parts.append("tab=\(PercentEncoding.query(tab.rawValue))") }
        if let since = query.since { parts.append("since=\(since)") }
        if let words = query.words { parts.append("words=\(PercentEncoding.query(words))") }
        if query.wantsTicks { parts.append("debug=1") }
        return try await get("/v1/observer/buffer" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&")))
    }

    func pauseObserver(by principal: Principal) async throws -> ObserverStatus { try await post("/v1/observer/pause") }

    func resumeObserver(by principal: Principal) async throws -> ObserverStatus {
        try await post("/v1/observer/resume")
    }

    func purgeObserver(_ purge: PurgeObservations, by principal: Principal) async throws -> ObserverStatus {
        try await post("/v1/observer/purge", purge)
    }

    // MARK: Audit

    func events(_ query: EventQuery) async throws -> [AuditLine] {
        var path = "/v1/events?after=\(query.after)&limit=\(min(max(query.limit, 1), 1000))"
        if let event = query.event { path += "&event=\(PercentEncoding.query(event))" }
        if let run = query.run { path += "&run_id=\(PercentEncoding.query(run.rawValue))" }
        let page: EventPage = try await get(path)
        // Canonical JSON has one form: written again it is the line that was hashed.
        return page.events.compactMap { event in
            event["seq"]?.int
                .map { AuditLine(seq: Int64($0), json: event["unreadable"]?.string ?? CanonicalJSON.text(event)) }
        }
    }

    func eventStream(after sequence: Int64, of run: RunID?) -> AsyncThrowingStream<AuditLine, any Error> {
        var path = "/v1/events/stream?from_seq=\(max(0, sequence) + 1)"
        if let run { path += "&run_id=\(PercentEncoding.query(run.rawValue))" }
        let reader = EventReader(remote: self, path: path)
        return AsyncThrowingStream { try await reader.next() }
    }

    func auditLines(after sequence: Int64, limit: Int) async throws -> [CheckedAuditLine] {
        let page: AuditLinePage = try await get(
            "/v1/audit/lines?after=\(max(0, sequence))&limit=\(min(max(limit, 1), 1000))"
        )
        return page.lines
    }

    func verifyAudit() async throws -> AuditVerification { try await post("/v1/audit/verify") }
}

/// Reads the event stream's lines as events; each event's data is one line.
private actor EventReader {
    private let remote: RemoteAppliance
    private let path: String
    private var lines: AsyncThrowingStream<String, any Error>.Iterator?

    init(remote: RemoteAppliance, path: String) {
        self.remote = remote
        self.path = path
    }

    func next() async throws -> AuditLine? {
        if lines == nil {
            lines = try await remote.lines(path).makeAsyncIterator()
        }
        while var iterator = lines {
            guard let line = try await iterator.next(isolation: self) else { return nil }
            lines = iterator
            guard line.hasPrefix("data: ") else { continue }
            let json = String(line.dropFirst(6))
            let value = try JSONText.parse(json)
            return AuditLine(seq: Int64(value["seq"]?.int ?? 0), json: json)
        }
        return nil
    }
}
