// SPDX-License-Identifier: Apache-2.0
public import Console
internal import SkillKit
internal import Synchronization
public import Vocabulary

/// The things that are in it.
public enum Sample {
    /// The skill.
    public static let skill = try! Slug("order-coffee")
    /// The digest of its revisions.
    public static let sha256 = String(repeating: "0123456789abcdef", count: 4)
    /// The run.
    public static let run = RunID(rawValue: "run_1")
    /// A lease.
    static let lease = LeaseSummary(lease: LeaseID(rawValue: "lea_1"), tab: nil, expires: 30)
    /// The approval.
    public static let approval = ApprovalID(rawValue: "apr_1")
    /// The skill's text.
    public static let source = "understudy: 1\nname: order-coffee # ☕\n"

    static let summary = SkillSummary(slug: skill, description: "Order a coffee.", sha256: sha256, steps: 3)
    static let pending = PendingDetail(
        summary: PendingSummary(slug: skill, sha256: sha256, isApprovable: true, findings: ["warning": 1]),
        source: source,
        diagnostics: [],
        diff: "+ name"
    )
    static let finding = Diagnostic(
        file: "order-coffee.yaml",
        position: Position(line: 2, column: 5),
        severity: .warning,
        code: "G009",
        message: "The \"name\" is weak.",
        mend: "Write another."
    )
    static let recording = RecordingSummary(
        slug: skill,
        started: Timestamp(milliseconds: 1_000),
        url: "https://shop.example/",
        events: 4,
        isLive: false,
        tab: nil
    )
    static let taught = TaughtSteps(
        recording: skill,
        isPaused: true,
        steps: [
            TaughtStep(
                number: 1,
                event: 4,
                id: StepID(rawValue: "a1"),
                line: "{ id: a1, click: \"☕\" }",
                sentence: "Clicks ☕.",
                looks: "button"
            )
        ],
        notes: ["n"]
    )
    static let waiting = ApprovalSummary(
        id: approval,
        kind: "consent",
        run: run,
        step: StepID(rawValue: "a4"),
        question: "click pay?",
        expires: Timestamp(milliseconds: 2_000),
        state: "pending"
    )
    static let step = StepSummary(
        id: StepID(rawValue: "a1"),
        action: "click pay",
        outcome: "succeeded",
        locator: "css",
        matches: ["css": 1, "someLocator": 0],
        attempts: 1,
        durationMilliseconds: 12,
        code: nil
    )

    static func runSummary(_ state: RunState) -> RunSummary {
        RunSummary(
            id: run,
            skill: skill,
            sha256: sha256,
            state: state,
            reason: nil,
            started: Timestamp(milliseconds: 3_000),
            durationMilliseconds: 250
        )
    }

    static let file = FileSummary(number: 1, step: StepID(rawValue: "a3"), name: "räg\"e.csv", bytes: 7, sha256: sha256)

    static func runDetail(_ state: RunState) -> RunDetail {
        RunDetail(
            summary: runSummary(state),
            steps: [step],
            outputs: ["orderTotal": "4 €"],
            files: [file],
            message: nil,
            waitsFor: state == .needsPerson ? waiting : nil
        )
    }
}

extension MemoryAppliance {
    /// How it is.
    public func status() async throws -> ApplianceStatus {
        try note("status")
        if storage.withLock({ $0.isStalled }) { try await waitUntilCancelled() }
        let browser = BrowserSummary(
            state: "ready",
            reason: nil,
            version: "Chromium 156",
            pid: 7,
            cdp: "ws://127.0.0.1:9223",
            sandbox: true,
            restarts: 0
        )
        return ApplianceStatus(
            version: "0.1.0",
            home: "/home",
            address: nil,
            browser: browser,
            killSwitch: storage.withLock { $0.killSwitch },
            liveRuns: 1,
            recording: nil,
            warnings: ["w"]
        )
    }

    /// Finds one thing.
    public func examine(by principal: Principal) async throws -> [DoctorCheck] {
        try note("examine", principal)
        return [DoctorCheck(name: "room", isGood: false, finding: "little", mend: "make room")]
    }

    /// Begins nothing.
    public func startRecording(_ request: StartRecording, by principal: Principal) async throws -> RecordingSummary {
        try note("startRecording \(request.name) \(request.url)", principal)
        return Sample.recording
    }

    /// Answers nobody.
    public func signIn(_ slug: Slug, _ request: SignIn, by principal: Principal) async throws -> RecordingSummary {
        try note("signIn \(slug) \(request.origin) \(request.user)", principal)
        return Sample.recording
    }

    /// Answers nothing.
    public func answerDialog(_ slug: Slug, _ answer: AnswerDialog, by principal: Principal) async throws
        -> RecordingSummary
    {
        try note("answerDialog \(slug) \(answer.number) \(answer.isAccepted) \(answer.text ?? "-")", principal)
        return Sample.recording
    }

    /// Ends nothing.
    public func stopRecording(_ slug: Slug, by principal: Principal) async throws -> StoppedRecording {
        try note("stopRecording \(slug)", principal)
        return StoppedRecording(recording: Sample.recording, pending: Sample.pending, notes: ["n"])
    }

    /// One.
    public func recordings() async throws -> [RecordingSummary] {
        try note("recordings")
        return [Sample.recording]
    }

    /// The one.
    public func recording(_ slug: Slug) async throws -> RecordingDetail {
        try note("recording \(slug)")
        return RecordingDetail(summary: Sample.recording, lines: ["{}"])
    }

    /// Begins nothing.
    public func continueSkill(_ slug: Slug, _ request: ContinueSkill, by principal: Principal) async throws
        -> RecordingSummary
    {
        let inputs = request.inputs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        try note("continueSkill \(slug) \(request.step) \(inputs)", principal)
        return Sample.recording
    }

    /// One step.
    public func taughtSteps(_ slug: Slug) async throws -> TaughtSteps {
        try note("taughtSteps \(slug)")
        return Sample.taught
    }

    /// Notes it.
    public func editRecording(_ slug: Slug, _ edit: EditRecording, by principal: Principal) async throws
        -> TaughtSteps
    {
        let numbers = [edit.step, edit.event].map { $0.map(String.init) ?? "-" }.joined(separator: " ")
        try note("editRecording \(slug) \(edit.edit) \(numbers) \(edit.name ?? "-")", principal)
        return Sample.taught
    }

    /// Notes it.
    public func pickElement(_ slug: Slug, _ pick: PickElement, by principal: Principal) async throws -> TaughtSteps {
        let seconds = pick.seconds.map(String.init) ?? "-"
        try note("pickElement \(slug) \(pick.purpose) \(pick.name ?? "-") \(seconds)", principal)
        return Sample.taught
    }

    /// One.
    public func skills() async throws -> [SkillSummary] {
        try note("skills")
        return [Sample.summary]
    }

    /// The one.
    public func skill(_ slug: Slug) async throws -> SkillDetail {
        try note("skill \(slug)")
        let input = InputSummary(name: "coffeeKind", type: "string", default: "Espresso")
        return SkillDetail(summary: Sample.summary, source: Sample.source, inputs: [input], outputs: ["orderTotal"])
    }

    /// Finds all of one target.
    public func checkSkill(_ slug: Slug, _ request: StartRun, by principal: Principal) async throws -> SkillCheck {
        try note("checkSkill \(slug) \(request.inputs.map { "\($0.key)=\($0.value)" }.joined())", principal)
        let best = ContenderSummary(looks: "☕", score: 0.5, refusal: "has another name")
        let rescue = RescueSummary(target: "t", level: nil, proof: ["name"], best: [best], margin: 0.25, advice: ["no"])
        let target = TargetCheckSummary(
            step: StepID(rawValue: "a1"),
            target: "t",
            isReached: true,
            level: "css",
            matches: ["css": 1],
            code: "target_not_proved",
            rescue: rescue
        )
        return SkillCheck(skill: slug, sha256: Sample.sha256, run: Sample.run, targets: [target])
    }

    /// Notes it.
    public func deleteSkill(_ slug: Slug, by principal: Principal) async throws {
        try note("deleteSkill \(slug)", principal)
    }

    /// Notes the text, and of what is none the bytes.
    public func importSkill(_ file: [UInt8], by principal: Principal) async throws -> PendingDetail {
        try note("importSkill \(String(validating: file, as: UTF8.self) ?? "\(file)")", principal)
        return Sample.pending
    }

    /// One.
    public func pendingSkills() async throws -> [PendingSummary] {
        try note("pendingSkills")
        return [Sample.pending.summary]
    }

    /// The one.
    public func pendingSkill(_ slug: Slug, _ sha12: String) async throws -> PendingDetail {
        try note("pendingSkill \(slug) \(sha12)")
        return Sample.pending
    }

    /// Notes it.
    public func approve(_ slug: Slug, sha256: String, by principal: Principal) async throws -> SkillSummary {
        try note("approve \(slug) \(sha256)", principal)
        return Sample.summary
    }

    /// Notes it.
    public func reject(
        _ slug: Slug,
        sha256: String,
        because reason: String?,
        by principal: Principal
    ) async throws {
        try note((["reject \(slug) \(sha256)"] + [reason].compactMap { $0 }).joined(separator: " "), principal)
    }
}
