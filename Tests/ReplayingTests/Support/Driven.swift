// SPDX-License-Identifier: Apache-2.0
import Browsing
import Oversight
import Replaying
import SkillKit
import Synchronization
import Teaching
import TestSupport
import Vocabulary

/// What a run tells while it goes on.
final class StateWatch: RunObserver {
    struct Seen: Sendable {
        var state = RunState.running
        var need: PersonNeed?
        var steps = 0
        var report: RunReport?
    }

    let seen = Watched(Seen())

    var state: RunState { seen.current.state }
    var need: PersonNeed? { seen.current.need }

    func stepBegan(_ step: StepReport, of run: RunID) { seen.update { $0.steps += 1 } }
    func stepEnded(_ step: StepReport, of run: RunID) {}
    func runNeeds(_ need: PersonNeed, of run: RunID) { seen.update { $0.need = need } }
    func runWaits(_ run: RunID, for approval: ApprovalID) { seen.update { $0.state = .needsPerson } }
    func runAsks(_ run: RunID) { seen.update { $0.state = .needsPerson } }
    func runStands(_ run: RunID, _ state: RunState, because reason: String?) { seen.update { $0.state = state } }
    func runGoesOn(_ run: RunID) { seen.update { $0.state = .running } }
    func runEnded(_ report: RunReport) {
        seen.update { seen in
            seen.state = report.state
            seen.report = report
        }
    }
}

/// A run that people can drive, and a person's hand in its tab.
struct Driven: Sendable {
    let id = RunID.new()
    let page: Changing
    let controls: RunControls
    let watch: StateWatch
    var desk: PersonDesk?

    /// Replays the skill to its end.
    func play() async {
        let player = Player(
            gate: page.stage.gate,
            desk: page.stage.desk,
            secrets: page.stage.secrets,
            events: page.stage.sink,
            rescue: [desk].compactMap { $0 },
            heals: page.heals,
            files: page.stage.files,
            controls: controls,
            grace: .milliseconds(200)
        )
        _ = await player.play(page.admitted, inputs: [:], run: id, in: page.browser, observer: watch)
    }

    /// What the page told in this run.
    var told: [String] { Array(page.server.told.dropFirst(page.taught.count)) }

    /// Waits until the step after the first click has begun.
    func waitsForSecond() async throws {
        _ = try await watch.seen.wait(for: "the second button", deadline: .after(.seconds(40))) {
            $0.steps > 2 ? 1 : nil
        }
    }

    /// Waits until the page has told something that it never told while it was taught.
    func hears(_ word: String) async throws {
        _ = try await page.server.server.request(for: "/told", deadline: .after(.seconds(40))) { $0.query == word }
    }

    var driver: Driver? { controls.leases.control(of: id)?.driver }

    /// Waits until somebody drives the run: a state is told before the lease hears that the run stands still.
    func isDriven(by driver: Driver) async throws {
        try await withDeadline(.after(.seconds(40)), waitingFor: "the run to be driven by \(driver)") {
            for await _ in controls.leases.standings(of: id) where self.driver == driver { return }
            throw CancellationError()
        }
    }

    /// The run's tab.
    func tab() throws -> Tab {
        guard let tab = controls.control(of: id)?.place?.tab else { throw CancellationError() }
        return tab
    }

    /// The name of a target of the skill, by its place.
    func target(_ index: Int) -> TargetName { page.admitted.skill.targets[index].name }

    func reaches(_ state: RunState) async throws {
        _ = try await watch.seen.wait(for: "the run to be \(state)", deadline: .after(.seconds(40))) {
            $0.state == state ? 1 : nil
        }
    }

    func end() async throws -> RunReport {
        try await watch.seen.wait(for: "the run's end", deadline: .after(.seconds(40))) { $0.report }
    }

    func compare() async throws -> Comparison {
        guard let standing = controls.control(of: id)?.comparing else { throw CancellationError() }
        return try await standing.compare()
    }

    /// Records what a body does who drives, as the appliance does.
    func recording(_ body: @escaping @Sendable () async throws -> Void) async throws -> Recording {
        guard let control = controls.control(of: id), let standing = control.comparing, let place = control.place else {
            throw CancellationError()
        }
        let path = "\(page.stage.home)/kept.jsonl"
        let header = RecordingHeader(
            slug: try Slug("kept"),
            name: "kept",
            started: .now(),
            url: page.server.server.address("/"),
            browser: page.browser.version,
            viewport: "1280x720"
        )
        let session = TeachingSession(
            writer: try RecordingWriter(path: path, header: header),
            gate: page.stage.gate,
            slug: header.slug
        )
        let lead = TakeoverLead(
            skill: try ContinuedSkill(page.admitted, goingOnFrom: standing.index + 1),
            given: standing.given,
            tab: place.tab,
            first: standing.first,
            tabs: standing.tabs,
            session: place.session
        ) { try? await waitUntilCancelled() }
        let (stops, stop) = AsyncStream.makeStream(of: Void.self)
        let (begins, begun) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await session.record(during: lead, until: stops) { _ in begun.yield() } }
            group.addTask {
                for await _ in begins { break }
                try await body()
                stop.yield()
            }
            while let _ = try await group.next() {}
        }
        return try RecordingFile.read(path)
    }

    func permit(_ effect: Effect) async throws -> Permit {
        let request = ActionRequest(
            actor: .person("operator"),
            effect: effect,
            isIrreversible: false,
            correlationID: .new(),
            description: "a person's hand"
        )
        let grants = Grants(networkDomains: Set(page.admitted.skill.sites.map(\.origin)))
        guard case .permitted(let permit) = try await page.stage.gate.permit(for: request, skillGrants: grants) else {
            throw CancellationError()
        }
        return permit
    }

    /// Where an element is on the picture.
    func place(of selector: String) async throws -> PicturePlace {
        let tab = try tab()
        let found = Mutex<PicturePlace?>(nil)
        try await Hand.with(tab.id, at: page.browser.endpoint) { hand in
            let place = try await hand.evaluate(
                """
                (() => { const b = document.querySelector('\(selector)').getBoundingClientRect();
                  return { x: (b.x + b.width / 2) / innerWidth, y: (b.y + b.height / 2) / innerHeight }; })()
                """
            )
            found.withLock { $0 = PicturePlace(x: place["x"]?.double ?? -1, y: place["y"]?.double ?? -1) }
        }
        guard let place = found.withLock({ $0 }) else { throw CancellationError() }
        return place
    }

    /// Clicks as a person does who has the picture before them.
    func click(_ selector: String) async throws {
        let place = try await place(of: selector)
        try await give([
            InputEvent(.move, x: place.x, y: place.y),
            InputEvent(.down, x: place.x, y: place.y, button: .left, buttons: 1, clicks: 1),
            InputEvent(.up, x: place.x, y: place.y, button: .left, buttons: 0, clicks: 1),
        ])
    }

    func type(_ text: String, into selector: String) async throws {
        try await click(selector)
        var event = InputEvent(.text)
        event.text = text
        try await give([event])
    }

    private func give(_ events: [InputEvent]) async throws {
        let tab = try tab()
        guard driver == .person, let origin = tab.origin else { throw CancellationError() }
        try await tab.drive(
            events,
            held: HeldInput(),
            document: tab.document,
            permit: permit(.input(.pointer, on: origin)),
            deadline: .after(.seconds(10))
        )
    }
}
