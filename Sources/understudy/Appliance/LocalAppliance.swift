// SPDX-License-Identifier: Apache-2.0
internal import Auditing
internal import Browsing
internal import Console
internal import Foundation
internal import ModelRouting
internal import Observing
internal import Oversight
internal import Replaying
internal import ScreenText
internal import ServiceLifecycle
internal import SkillKit
internal import Synchronization
internal import Vocabulary

/// The appliance in this process: the one place where the parts are joined.
final class LocalAppliance: Sendable {
    let home: String
    let life: CorrelationID
    let browserOptions: BrowserOptions?
    let audit: AuditLog
    let grantStore: GrantStore
    let secretStore: SecretStore
    let desk: ApprovalDesk
    let personDesk = PersonDesk()
    let askDesk = AskDesk()
    /// Who drives which run, and what people have queued for it.
    let controls: RunControls
    let killSwitch: KillSwitch
    let evidence: EvidenceStore
    let files: FileStore
    let gate: PermissionGate
    let models: ModelRouter
    let registry: SkillRegistry
    let supervisor: BrowserSupervisor
    let profiles: Profiles
    let authorityStore: AuthorityStore
    let loginBrowsers: LoginBrowsers
    let live: LiveRuns
    let executor: RunExecutor
    let teaching: TeachDesk
    /// The recordings of what people do who drive a run.
    let kept = Mutex<[RunID: Slug]>([:])
    let viewing: LiveDesk
    /// Reads pictures for steps that wait for text on the screen.
    let words: PictureWords
    /// The observer, while the appliance is served.
    let observing: ObserverDesk?
    let address = Mutex<String?>(nil)
    /// Who may come in over HTTP, while it is served.
    let access = Mutex<ConsoleAccess?>(nil)

    /// How an appliance is set up.
    struct Settings {
        var launch: BrowserLaunch
        /// How it was told to find its browser, for the doctor; nil when nobody told it.
        var options: BrowserOptions?
        var concurrency = 2
        /// How long a person drives without being heard of.
        var leaseTerm = ControlLease.term
        /// Who is asked when no locator and no likeness finds a target, in this order.
        var advisors: [RescueLevel] = []
        /// How the observer is set up; nil for none.
        var observing: ObserverSettings?
        /// Makes what reads pictures of screens.
        var makeReader: @Sendable () -> any ScreenReader = { LocalAppliance.makeReader() }
        /// Shared by the events of this life of the appliance.
        var life = CorrelationID.new()
    }

    init(home: String, audit: AuditLog, settings: Settings) async throws {
        self.home = home
        self.audit = audit
        life = settings.life
        browserOptions = settings.options
        grantStore = try GrantStore(home: home)
        secretStore = try SecretStore(home: home)
        desk = ApprovalDesk(events: audit)
        controls = RunControls(leases: ControlLeases(events: audit, term: settings.leaseTerm))
        killSwitch = KillSwitch(home: home)
        evidence = EvidenceStore(home: home)
        files = FileStore(home: home)
        gate = PermissionGate(
            events: audit,
            grants: grantStore,
            desk: desk,
            killSwitch: killSwitch,
            secrets: secretStore
        )
        models = try ModelRouter(
            settings: ModelsFile.read(home: home),
            home: home,
            events: audit,
            isStopped: { [killSwitch] in killSwitch.isOn },
            environment: { ProcessInfo.processInfo.environment[$0] }
        )
        registry = try SkillRegistry(home: home, ledger: AuditLedger(log: audit), events: audit)
        supervisor = BrowserSupervisor(launch: settings.launch, events: audit) { [gate] in gate.forbid(ownPort: $0) }
        Profiles.clearBelieving(home: home)
        StagedFiles.clear(home: home, userName: settings.launch.userName)
        profiles = Profiles(home: home, userName: settings.launch.userName)
        authorityStore = AuthorityStore(home: home)
        loginBrowsers = LoginBrowsers(main: supervisor, profiles: profiles) { [gate, audit] kind in
            guard case .start = settings.launch.origin else { return nil }
            var launch = settings.launch
            launch.profile = kind.profile
            launch.authorities = kind.authorities
            launch.port = 0
            return BrowserSupervisor(launch: launch, events: audit) { gate.forbid(ownPort: $0) }
        }
        live = LiveRuns()
        observing = try settings.observing.map {
            [gate, grantStore, secretStore, loginBrowsers, controls, live] observing in
            ObserverDesk(
                settings: observing,
                rules: try ScreenRuleBook(home: home),
                gate: gate,
                grants: grantStore,
                secrets: secretStore,
                events: audit,
                makeReader: settings.makeReader
            ) { LocalAppliance.openTabs(of: loginBrowsers, controls.leases, live) }
        }
        words = PictureWords(
            excluding: settings.observing?.policy.excluded ?? [],
            makeReader: settings.makeReader
        )
        executor = RunExecutor(
            logins: loginBrowsers,
            authorities: authorityStore,
            player: Player(
                gate: gate,
                desk: desk,
                secrets: secretStore,
                events: audit,
                rescue: (settings.advisors.contains(.model)
                    ? rescueAdvisors(models: models, memory: RunScreens(desk: observing, gate: gate)) : [])
                    + (settings.advisors.contains(.person) ? [personDesk] : []),
                heals: HealProposals(registry: registry, audit: audit, evidence: evidence),
                evidence: evidence,
                files: files,
                controls: controls,
                screen: words,
                asks: askDesk
            ),
            live: live,
            events: audit,
            concurrency: settings.concurrency
        )
        teaching = TeachDesk(
            home: home,
            supervisor: supervisor,
            logins: loginBrowsers,
            authorities: authorityStore,
            gate: gate,
            events: audit,
            camera: TeachCamera(secrets: secretStore)
        )
        viewing = LiveDesk(browsers: loginBrowsers, gate: gate, controls: controls)
        _ = try await audit.interruptLiveRuns()
        evidence.prune()
        files.prune()
    }

    /// A link that opens one session with the operator's rights, once and within five minutes; nil while it is not
    /// served.
    ///
    /// The code stands in the fragment, which no browser sends to a server and which no server logs.
    func sessionLink() -> String? {
        guard let address = address.withLock({ $0 }), let access = access.withLock({ $0 }) else { return nil }
        return "\(address)/#code=\(access.issueCode())"
    }

    func examine(by principal: Principal) async throws -> [DoctorCheck] {
        await Doctor.examine(self, home: home, browser: browserOptions)
            .map { DoctorCheck(name: $0.name, isGood: $0.isGood, finding: $0.finding, mend: $0.mend) }
    }

    /// What must run for runs and recordings to be possible.
    var services: [any Service] {
        [supervisor, loginBrowsers, executor, teaching, viewing] + [observing].compactMap(\.self)
    }
}
