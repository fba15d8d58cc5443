// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Oversight
internal import Replaying
internal import ServiceLifecycle
internal import SkillKit
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

/// Shows tabs to people, and gives their input to them.
final class LiveDesk: Service {
    private let browsers: LoginBrowsers
    private let gate: PermissionGate
    private let controls: RunControls
    private let seats = Mutex<[TabID: DriverSeat]>([:])
    private let handed = Mutex(HandedFiles())
    private var leases: ControlLeases { controls.leases }

    init(browsers: LoginBrowsers, gate: PermissionGate, controls: RunControls) {
        self.browsers = browsers
        self.gate = gate
        self.controls = controls
    }

    /// Lets go of what people hold down who went away, until the appliance shuts down.
    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while (try? await Task.sleep(for: .seconds(1))) != nil { await sweep() }
        }
        await releaseAll()
    }

    // MARK: Looking

    /// All tabs of all browsers, with the browser of each.
    var tabs: [(tab: Tab, browser: RunningBrowser)] {
        browsers.running.flatMap { browser in browser.tabs.map { (tab: $0, browser: browser) } }
            .sorted { $0.tab.order < $1.tab.order }
    }

    /// The tab in front: the one that was opened last, of runs and recordings before others.
    var front: (tab: Tab, browser: RunningBrowser)? {
        let tabs = tabs
        return tabs.last { $0.tab.owner != .nobody } ?? tabs.last
    }

    /// A tab by its name; nil for the one in front.
    ///
    /// - Throws: ``CommandError`` with `tab_unknown`.
    func find(_ id: TabID?) throws -> (tab: Tab, browser: RunningBrowser) {
        guard let id else {
            guard let front else { throw CommandError.noTab }
            return front
        }
        guard let found = tabs.first(where: { $0.tab.id == id }) else { throw CommandError.tabUnknown(id) }
        return found
    }

    /// Who watches, in all browsers.
    var viewers: [ViewerReport] { browsers.running.flatMap(\.pictures.viewers) }

    /// Begins to watch.
    func watch(_ id: TabID?, _ wish: PictureWish, as name: ViewerName) throws -> any PictureFeed {
        let (tab, browser) = try find(id)
        return try browser.pictures.watch(tab, wish, as: name)
    }

    // MARK: Driving

    /// Gives a person's input to a tab: their batches one after the other, each after the gate has decided.
    func drive(_ id: TabID, _ batch: InputBatch, by principal: String) async throws -> Int {
        let tab = try find(id).tab
        let seat = seats.withLock { seats in
            let seat = seats[id] ?? DriverSeat(of: tab)
            seats[id] = seat
            return seat
        }
        return try await seat.inTurn { [self] in
            try await leases.hand(in: tab.owner.run, as: principal, lease: batch.lease) {
                guard tab.document(ofPicture: batch.frame) == batch.document, tab.document == batch.document else {
                    throw Tab.stalePicture
                }
                return try await seat.give(batch, by: principal, asking: gate) { [self] in grants(in: tab, on: $0) }
            }
        }
    }

    // MARK: Answering

    /// Whether a person may be asked something in a tab: not where a replay acts, which foresees its own answers.
    func isAttended(_ tab: Tab) -> Bool { tab.owner.run.map { leases.control(of: $0)?.driver == .person } ?? true }

    /// Answers the dialog that a tab's page has opened.
    func answerDialog(in id: TabID, _ answer: AnswerDialog, by principal: String) async throws {
        let tab = try find(id).tab
        try await leases.hand(in: tab.owner.run, as: principal, lease: answer.lease) {
            guard let permit = try await permit(.answerDialog, by: principal, "answer a dialog", Grants()) else {
                return
            }
            try await tab.answerOpenDialog(
                answer.number,
                isAccepted: answer.isAccepted,
                text: answer.text,
                permit: permit,
                deadline: .after(.seconds(10))
            )
        }
    }

    /// Gives a file to the chooser that a person saw, with those that came before it.
    func giveFile(_ file: HandedFile, to id: TabID, by principal: String) async throws {
        let (tab, browser) = try find(id)
        try await leases.hand(in: tab.owner.run, as: principal, lease: file.lease) { [self] in
            guard let chooser = tab.chooser, chooser.number == file.chooser, let origin = tab.chooserOrigin,
                let session = browser.session(of: tab)
            else { throw Tab.noChooser }
            let place = HandedFiles.Place(tab: id, chooser: file.chooser, principal: principal)
            guard let files = try stage(file, takesSeveral: chooser.takesSeveral, at: place, in: session) else {
                return
            }
            let words = "give \(files.count) \(files.count == 1 ? "file" : "files") to a page"
            let effect = Effect.handOver(files: files.count, on: origin)
            do {
                guard let permit = try await permit(effect, by: principal, words, grants(in: tab, on: origin)) else {
                    return session.unstage(files)
                }
                try await tab.handOver(files, to: file.chooser, permit: permit, deadline: .after(.seconds(10)))
            } catch let error where error is OversightError || error is BrowsingError {
                // After any other error the page may have them.
                session.unstage(files)
                throw error
            }
        }
    }

    /// Makes copies of the files that come for a chooser.
    ///
    /// - Returns: all of them, once the last one has come.
    /// - Throws: ``CommandError`` with `too_many_files`; what came before is removed then.
    private func stage(
        _ file: HandedFile,
        takesSeveral: Bool,
        at place: HandedFiles.Place,
        in session: BrowsingSession
    ) throws -> [StagedUpload]? {
        let (isTaken, forgotten) = handed.withLock { $0.reserve(room: takesSeveral, for: file, at: place) }
        session.unstage(forgotten)
        guard isTaken else { throw HandedFiles.tooMany(takesSeveral) }
        do {
            let staged = try session.stageUpload(name: DisplayName.of(file.name), of: nil) { try $0(file.bytes) }
            return handed.withLock { $0.take(staged, isLast: !file.isFollowed, at: place) }
        } catch {
            handed.withLock { $0.giveUp(place) }
            throw error
        }
    }

    /// What a person may act on without a grant of the operator's.
    ///
    /// In the tab of a run that is what its skill names, in any other the page that they have in front of them. What may
    /// never be reached stays out.
    private func grants(in tab: Tab, on origin: WebOrigin) -> Grants {
        guard let run = tab.owner.run else { return Grants(networkDomains: [origin]) }
        return Grants(networkDomains: Set(controls.control(of: run)?.skill.skill.sites.map(\.origin) ?? []))
    }

    private func permit(
        _ effect: Effect,
        by principal: String,
        _ words: String,
        _ grants: Grants
    ) async throws -> Permit? {
        let request = ActionRequest(
            actor: .person(principal),
            effect: effect,
            isIrreversible: false,
            correlationID: .new(),
            description: words
        )
        guard case .permitted(let permit) = try await gate.permit(for: request, skillGrants: grants) else { return nil }
        return permit
    }

    /// Whoever watches a tab no more, or has been silent for long, has let go of it.
    private func sweep() async {
        let known = seats.withLock { $0 }
        if !handed.withLock({ $0.isEmpty }) {
            let open = Set(tabs.map(\.tab.id))
            handed.withLock { $0.keep { open.contains($0) } }
        }
        guard !known.isEmpty else { return }
        let watched = Set(viewers.map(\.tab))
        for (id, seat) in known {
            if seat.tab.isClosed { seats.withLock { _ = $0.removeValue(forKey: id) } }
            await seat.releaseIfLeft(isWatched: watched.contains(id))
        }
    }

    /// Lets everything come up that is held down in the tabs of a run that a person gives back.
    func letGo(in run: RunID) async {
        for seat in seats.withLock({ Array($0.values) }) where seat.tab.owner.run == run {
            await seat.releaseIfLeft(isWatched: false)
        }
    }

    private func releaseAll() async {
        for seat in seats.withLock({ Array($0.values) }) { await seat.releaseIfLeft(isWatched: false) }
    }
}

extension CommandError {
    static func tabUnknown(_ id: TabID) -> CommandError {
        CommandError(code: "tab_unknown", message: "There is no tab '\(id)': GET /v1/tabs lists them.", kind: .notFound)
    }

    static var noTab: CommandError {
        CommandError(
            code: "tab_unknown",
            message: "No tab is open: start a run, or show a task.",
            kind: .notFound
        )
    }
}
