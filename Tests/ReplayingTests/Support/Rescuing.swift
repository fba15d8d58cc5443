// SPDX-License-Identifier: Apache-2.0
import AgentLoop
import Browsing
import ModelRouting
import Replaying
import SkillKit
import Synchronization
import Teaching
import TestSupport
import Vocabulary
import WebAddresses

/// Takes heals into the registry of a stage, as the appliance does.
final class StageHeals: HealKeeper {
    private let registry: SkillRegistry
    private let seen = Mutex<[TargetName: HealSight]>([:])
    private let made = Mutex<[Result<PendingSkill?, any Error>]>([])

    init(_ registry: SkillRegistry) { self.registry = registry }

    /// What came of each proposal.
    var proposals: [PendingSkill?] { get throws { try made.withLock { $0 }.map { try $0.get() } } }

    /// What the proposals showed of each target.
    var sights: [TargetName: HealSight] { seen.withLock { $0 } }

    func propose(_ heals: [TargetHeal], of skill: AdmittedSkill, run: RunID, sights: [TargetName: HealSight]) async {
        seen.withLock { $0.merge(sights) { _, new in new } }
        let result: Result<PendingSkill?, any Error>
        do {
            result = .success(try await registry.propose(heals, of: skill, run: run, sights: sights))
        } catch { result = .failure(error) }
        made.withLock { $0.append(result) }
    }
}

/// An advisor whose answer is written down before.
struct ScriptedAdvisor: RescueAdvisor {
    var level = RescueLevel.model
    let answer: @Sendable (RescueQuestion) async throws -> RescueVerdict

    func advise(_ question: RescueQuestion) async throws -> RescueVerdict { try await answer(question) }
}

extension ModelAdvisor {
    /// An advisor that asks the scripted model which a server plays.
    static func scripted(at server: FixtureServer, on stage: Stage) throws -> ModelAdvisor {
        let provider = ModelProvider(
            name: "local",
            address: try WebAddress(server.address("/v1")),
            model: "scripted",
            limit: .seconds(20)
        )
        let router = try ModelRouter(
            settings: ModelSettings(providers: [provider]),
            home: stage.home,
            events: stage.sink,
            isStopped: { false },
            environment: { _ in nil }
        )
        return ModelAdvisor(router: router)
    }
}

/// A skill that was taught on one page, for runs on what the page has become.
struct Changing: Sendable {
    let stage: Stage
    let browser: RunningBrowser
    let server: DeedServer
    let heals: StageHeals
    /// What the first page told while it was taught.
    let taught: [String]
    let admitted: AdmittedSkill

    /// Replays the skill, and gives back what the page told besides the report.
    func run(
        _ skill: AdmittedSkill? = nil,
        asking advisors: [any RescueAdvisor] = [],
        as run: RunID = .new(),
        isPictured: Bool = false
    ) async throws -> (report: RunReport, told: [String]) {
        let before = server.told.count
        let player = Player(
            gate: stage.gate,
            desk: stage.desk,
            secrets: stage.secrets,
            events: stage.sink,
            rescue: advisors,
            heals: heals,
            evidence: isPictured ? EvidenceStore(home: stage.home) : nil,
            files: stage.files,
            grace: .milliseconds(300)
        )
        let report = await player.play(skill ?? admitted, inputs: [:], run: run, in: browser)
        return (report, Array(server.told.dropFirst(before)))
    }
}

/// What is changed about a taught skill before it is approved.
struct SkillEdit: Sendable {
    let change: @Sendable (inout Skill) -> Void

    static let none = SkillEdit { _ in }
    /// Its last step cannot be undone.
    static let lastIrreversible = SkillEdit { $0.steps[$0.steps.count - 1].isIrreversible = true }
    /// Its last step only looks whether its target is there.
    static let lastExpects = SkillEdit { skill in
        guard let name = skill.steps.last?.action.target else { return }
        skill.steps[skill.steps.count - 1].action = .expect(.targetVisible(name))
    }
}

/// Teaches a deed on its page, changes the page, and runs a body with the approved skill.
///
/// - Parameters:
///   - other: what the page becomes; nil leaves it.
///   - within: how long each step may take, but for those that open a page.
///   - edit: changes the skill before it is approved.
func withChangedPage(
    _ deed: Deed,
    _ other: String?,
    within: Duration = .seconds(6),
    edit: SkillEdit = .none,
    _ body: @escaping @Sendable (Changing) async throws -> Void
) async throws {
    try await DeedServer.with(deed) { server in
        try await withTestBrowser { browser, sink in
            try await withTemporaryFolder { folder in
                let stage = try Stage(home: folder.path, sink: sink)
                let recording = try await stage.record(
                    server.server.address("/"),
                    in: browser,
                    as: "deed",
                    by: deed.act
                )
                let taught = server.told
                var skill = try Compiler.compile(recording).skill
                for index in skill.steps.indices where skill.steps[index].action.target != nil {
                    skill.steps[index].within = within
                }
                edit.change(&skill)
                let admitted = try await stage.admit(SkillWriter.text(of: skill))
                if let other { server.show(other) }
                try await body(
                    Changing(
                        stage: stage,
                        browser: browser,
                        server: server,
                        heals: StageHeals(stage.registry),
                        taught: taught,
                        admitted: admitted
                    )
                )
            }
        }
    }
}
