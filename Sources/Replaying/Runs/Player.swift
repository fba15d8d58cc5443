// SPDX-License-Identifier: Apache-2.0
public import Browsing
public import Oversight
public import SkillKit
public import Vocabulary
internal import WebAddresses

/// Replays admitted skills.
///
/// It takes nothing but an ``SkillKit/AdmittedSkill``, which only the registry makes of bytes that a person approved
/// and that pass the safety gate now.
public struct Player: Sendable {
    let gate: PermissionGate
    let desk: ApprovalDesk
    let secrets: SecretStore
    let events: any EventSink
    let rescue: [any RescueAdvisor]
    let heals: (any HealKeeper)?
    let grace: Duration
    let evidence: EvidenceStore?
    let files: FileStore?
    let controls: RunControls?
    let screen: (any ScreenWords)?
    let asks: AskDesk

    /// How long a step may take unless it says otherwise.
    public static let stepLimit: Duration = .seconds(10)

    /// Joins what a replay needs.
    ///
    /// - Parameters:
    ///   - rescue: who is asked, in order, when no locator proves itself; with none of them the step stops.
    ///   - heals: takes what was found otherwise than by a locator; nil for nobody.
    ///   - evidence: where pictures of steps are kept; nil for none.
    ///   - files: where downloads are kept; nil for nowhere.
    ///   - controls: lets people pause runs and take them over; nil for nobody.
    ///   - screen: reads pictures of pages; nil when nobody can.
    ///   - asks: where the questions of steps wait for a person.
    ///   - grace: how long the page of a run that succeeded is kept, so that what its last step began can end.
    public init(
        gate: PermissionGate,
        desk: ApprovalDesk,
        secrets: SecretStore,
        events: any EventSink,
        rescue: [any RescueAdvisor] = [],
        heals: (any HealKeeper)? = nil,
        evidence: EvidenceStore? = nil,
        files: FileStore? = nil,
        controls: RunControls? = nil,
        screen: (any ScreenWords)? = nil,
        asks: AskDesk = AskDesk(),
        grace: Duration = .seconds(1)
    ) {
        self.gate = gate
        self.desk = desk
        self.secrets = secrets
        self.events = events
        self.rescue = rescue
        self.heals = heals
        self.evidence = evidence
        self.files = files
        self.controls = controls
        self.screen = screen
        self.asks = asks
        self.grace = grace
    }

    /// The page scripts and the binding that a session for replay needs.
    ///
    /// - Parameter run: the run that it is for.
    public static func sessionOptions(for skill: Skill, in run: RunID? = nil) -> SessionOptions {
        SessionOptions(
            login: skill.browser.login == .none ? .none : .profile,
            viewport: Viewport(width: skill.browser.viewportWidth, height: skill.browser.viewportHeight),
            locale: skill.browser.locale,
            timezone: skill.browser.timezone,
            place: skill.browser.place,
            userAgent: skill.browser.userAgent,
            scripts: PageScript.description + scripts,
            bindings: [InputGuard.binding],
            resources: resources(of: skill),
            permissions: PermissionPolicy(
                granted: Set(skill.browser.permissions),
                to: skill.sites.map(\.origin),
                isAsked: skill.steps.contains { !$0.permissionsAsked.isEmpty }
            ),
            hearsRequests: skill.steps.contains { $0.sendsRequest },
            owner: run.map { .run($0) } ?? .nobody
        )
    }

    /// A skill that names hosts to load from is held to them; one that names none loads from anywhere.
    private static func resources(of skill: Skill) -> ResourcePolicy? {
        guard !skill.resourceDomains.isEmpty else { return nil }
        return ResourcePolicy(
            origins: skill.sites.map(\.origin),
            hosts: skill.resourceDomains.compactMap { try? HostPattern($0) }
        )
    }

    /// Replays a skill from its first step, or another one, to its last, in a session of its own.
    ///
    /// The events `run_started` and `run_ended` frame it; it throws nothing, because every end is a report.
    ///
    /// - Parameters:
    ///   - admitted: what to replay.
    ///   - inputs: values by input name; what is missing takes its default.
    ///   - start: where it begins; nil for the first step.
    ///   - run: the run's name.
    ///   - browser: where.
    ///   - observer: told of each step.
    public func play(
        _ admitted: AdmittedSkill,
        inputs: [String: String],
        from start: RunStart? = nil,
        run: RunID,
        in browser: RunningBrowser,
        observer: (any RunObserver)? = nil
    ) async -> RunReport {
        let clock = ContinuousClock.now
        defer { secrets.forgetTold(run) }
        let log = RunLog(run: run, admitted: admitted, events: events, observer: observer)
        var play = Performance(player: self, admitted: admitted, log: log)
        play.control = controls?.begin(run, of: admitted, correlation: log.correlationID)
        var report: RunReport?
        do {
            let values = try RunValues(given: inputs, for: admitted.skill)
            try await log.began(noting: start?.note ?? [:])
            try await browser.withSession(Player.sessionOptions(for: admitted.skill, in: run)) { session in
                let tab = try await session.newTab(deadline: .after(.seconds(15)))
                try await play.perform(values, in: tab, of: session, from: start)
                // Whoever hears of the run's end finds what it proposes.
                await play.proposeHeals()
                controls?.end(run)
                report = await log.ended(play, after: clock.duration(to: .now))
                // The run is over and reported; the page may still be sending what its last step gave it.
                try? await Task.sleep(for: grace)
            }
        } catch {
            play.failure = error
        }
        controls?.end(run)
        if admitted.skill.keepsEvidence { evidence?.prune() }
        files?.prune()
        if let report { return report }
        await play.proposeHeals()
        return await log.ended(play, after: clock.duration(to: .now))
    }

    /// Notes that somebody asks a run to end: its end is theirs then, and not the appliance's.
    public func noteCancel(of run: RunID) { controls?.control(of: run)?.noteCancel() }

    /// Whether a run could be given these values, before it is queued.
    ///
    /// - Throws: ``ReplayError`` with `input_missing`, `input_unknown` or `input_invalid`.
    public static func check(_ inputs: [String: String], for skill: Skill) throws {
        _ = try RunValues(given: inputs, for: skill)
    }

    /// The scripts that find and prove a target in a page, after ``Browsing/PageScript/description``.
    public static let scripts = [
        PageScript(name: "renaming", bytes: PackageResources.renaming_js),
        PageScript(name: "pages", bytes: PackageResources.pages_js),
        PageScript(name: "retyping", bytes: PackageResources.retyping_js),
        PageScript(name: "proof", bytes: PackageResources.proof_js),
        PageScript(name: "actionability", bytes: PackageResources.actionability_js),
        PageScript(name: "similarity", bytes: PackageResources.similarity_js),
        PageScript(name: "cascade", bytes: PackageResources.cascade_js),
        PageScript(name: "guard", bytes: PackageResources.guard_js),
        PageScript(name: "resolver", bytes: PackageResources.resolver_js),
        PageScript(name: "frames", bytes: PackageResources.frames_js),
        PageScript(name: "dragging", bytes: PackageResources.dragging_js),
        PageScript(name: "scrolling", bytes: PackageResources.scrolling_js),
        PageScript(name: "covers", bytes: PackageResources.covers_js),
        PageScript(name: "uploads", bytes: PackageResources.uploads_js),
    ]
}
