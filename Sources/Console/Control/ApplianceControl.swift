// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What can be asked of an appliance, whoever asks: the routes of the HTTP API and the commands of the command line.
///
/// One protocol for both is what keeps them alike. It is implemented twice: in the process by the joined parts, and by
/// the command line's client for an appliance that another process runs. It knows no browser.
public protocol ApplianceControl: Sendable {
    // Status
    func status() async throws -> ApplianceStatus
    /// Looks at everything that the appliance stands on, by trying it.
    func examine(by principal: Principal) async throws -> [DoctorCheck]

    // Recordings
    func startRecording(_ request: StartRecording, by principal: Principal) async throws -> RecordingSummary
    func stopRecording(_ slug: Slug, by principal: Principal) async throws -> StoppedRecording
    /// Answers a server that asks who is there, while a task is shown.
    func signIn(_ slug: Slug, _ request: SignIn, by principal: Principal) async throws -> RecordingSummary
    /// Answers the dialog that is open, while a task is shown.
    func answerDialog(_ slug: Slug, _ answer: AnswerDialog, by principal: Principal) async throws -> RecordingSummary
    func recordings() async throws -> [RecordingSummary]
    func recording(_ slug: Slug) async throws -> RecordingDetail
    /// Replays the first steps of an approved skill, and records what is shown after them.
    func continueSkill(_ slug: Slug, _ request: ContinueSkill, by principal: Principal) async throws -> RecordingSummary
    /// The steps of a recording as the skill will have them.
    func taughtSteps(_ slug: Slug) async throws -> TaughtSteps
    /// Changes the steps of a recording that goes on.
    func editRecording(_ slug: Slug, _ edit: EditRecording, by principal: Principal) async throws -> TaughtSteps
    /// Lets the person point at an element, and adds a step that looks at it.
    func pickElement(_ slug: Slug, _ pick: PickElement, by principal: Principal) async throws -> TaughtSteps

    // Skills
    func skills() async throws -> [SkillSummary]
    func skill(_ slug: Slug) async throws -> SkillDetail
    /// Opens the pages that a skill opens by address, and looks whether its targets are found there; acts on nothing.
    func checkSkill(_ slug: Slug, _ request: StartRun, by principal: Principal) async throws -> SkillCheck
    func deleteSkill(_ slug: Slug, by principal: Principal) async throws
    /// Takes a file's bytes as they are: what is approved later is their digest.
    func importSkill(_ file: [UInt8], by principal: Principal) async throws -> PendingDetail

    // Review
    func pendingSkills() async throws -> [PendingSummary]
    func pendingSkill(_ slug: Slug, _ sha12: String) async throws -> PendingDetail
    func approve(_ slug: Slug, sha256: String, by principal: Principal) async throws -> SkillSummary
    /// Throws a revision away; the reason is the reviewer's, for the log.
    func reject(_ slug: Slug, sha256: String, because reason: String?, by principal: Principal) async throws

    // Runs
    func startRun(_ slug: Slug, _ request: StartRun, by principal: Principal) async throws -> RunDetail
    func runs(limit: Int) async throws -> [RunSummary]
    func run(_ id: RunID) async throws -> RunDetail
    /// Waits until the run is over or needs a person, or the time is up; answers how it stands then.
    func awaitRun(_ id: RunID, for time: Duration) async throws -> RunDetail
    /// The JPEG picture that was kept beside a recording, by its number.
    func recordingPicture(_ slug: Slug, _ event: Int) async throws -> [UInt8]
    /// A JPEG picture that was kept of a step.
    func picture(of step: StepID, in run: RunID, _ moment: PictureMoment) async throws -> [UInt8]
    /// A file that the run has brought, by its number.
    func file(_ number: Int, of run: RunID) async throws -> FileContent
    func cancelRun(_ id: RunID, by principal: Principal) async throws -> RunDetail
    /// Gives a run that needs a person what it asked for.
    func answerRun(_ id: RunID, _ answer: RunAnswer, by principal: Principal) async throws -> RunDetail

    // A person in the loop
    /// Makes a run stand still before its next action.
    func pauseRun(_ id: RunID, by principal: Principal) async throws
    /// Lets a run that is paused go on.
    func resumeRun(_ id: RunID, by principal: Principal) async throws
    /// Queues manual actions, which are done before the run's next one.
    func inject(_ actions: InjectActions, into id: RunID, by principal: Principal) async throws -> InjectedActions
    /// Gives a person the wheel, and answers once the run stands still.
    func takeOver(_ id: RunID, _ request: TakeOver, by principal: Principal) async throws -> LeaseSummary
    func renewLease(_ request: RenewLease, of id: RunID, by principal: Principal) async throws -> LeaseSummary
    /// Compares the page with what the run expects, and gives it back when that is asked for.
    func handBack(_ id: RunID, _ request: HandBack, by principal: Principal) async throws -> HandbackAnswer

    // Oversight
    func approvals() async throws -> [ApprovalSummary]
    func decide(_ id: ApprovalID, _ decision: Decide, by principal: Principal) async throws -> ApprovalSummary
    func grants() async throws -> GrantList
    func addGrant(_ grant: GrantName, by principal: Principal) async throws -> GrantList
    func removeGrant(_ grant: GrantName, by principal: Principal) async throws -> GrantList
    func setKillSwitch(_ on: Bool, by principal: Principal) async throws
    func logins() async throws -> [LoginSummary]
    func addLogin(_ name: Slug, by principal: Principal) async throws -> [LoginSummary]
    func removeLogin(_ name: Slug, by principal: Principal) async throws -> [LoginSummary]
    /// The providers of models, with their metrics.
    func models() async throws -> [ModelSummary]
    /// Makes one small call to each provider that may be asked.
    func testModels(by principal: Principal) async throws -> [ModelTestResult]
    func authorities() async throws -> [AuthoritySummary]
    /// Keeps an authority's file; skills that name it believe its certificates.
    func addAuthority(_ request: AddAuthority, by principal: Principal) async throws -> [AuthoritySummary]
    func removeAuthority(_ name: Slug, by principal: Principal) async throws -> [AuthoritySummary]
    func secrets() async throws -> [SecretSummary]
    func setSecret(_ request: SetSecret, by principal: Principal) async throws
    func removeSecret(_ name: String, by principal: Principal) async throws

    // Observer
    func observer(by principal: Principal) async throws -> ObserverStatus
    /// What was seen; the agent is given only what the operator shares with it.
    func observations(_ query: ObservationQuery, by principal: Principal) async throws -> ObservationPage
    func pauseObserver(by principal: Principal) async throws -> ObserverStatus
    func resumeObserver(by principal: Principal) async throws -> ObserverStatus
    func purgeObserver(_ purge: PurgeObservations, by principal: Principal) async throws -> ObserverStatus

    // Audit
    func events(_ query: EventQuery) async throws -> [AuditLine]
    /// Those after a number, of one run or of all, and more as they come.
    func eventStream(after sequence: Int64, of run: RunID?) -> AsyncThrowingStream<AuditLine, any Error>
    /// Lines as they are stored, also those that are not what was written.
    func auditLines(after sequence: Int64, limit: Int) async throws -> [CheckedAuditLine]
    func verifyAudit() async throws -> AuditVerification
}

/// Who asks: a person with the operator's token, or a program with the agent's.
public enum Principal: String, Sendable, Hashable, Codable {
    /// A person: approves, grants, holds secrets, takes over.
    case `operator`
    /// A program: runs approved skills and reads.
    case agent
}
