// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Oversight
internal import ServiceLifecycle
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

/// Shows tabs to people, and gives their input to them.
final class LiveDesk: Service {
    private let browsers: LoginBrowsers
    private let gate: PermissionGate
    private let leases: ControlLeases
    private let seats = Mutex<[TabID: DriverSeat]>([:])
    /// Files that came before the last one of a chooser; they go with their session.
    private let handed = Mutex<[TabID: [StagedUpload]]>([:])

    init(browsers: LoginBrowsers, gate: PermissionGate, leases: ControlLeases) {
        self.browsers = browsers
        self.gate = gate
        self.leases = leases
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
            try leases.mayDrive(in: tab.owner.run, as: principal, lease: batch.lease).require()
            guard tab.document(ofPicture: batch.frame) == batch.document, tab.document == batch.document else {
                throw Tab.stalePicture
            }
            return try await seat.give(batch, by: principal, asking: gate)
        }
    }

    // MARK: Answering

    /// Whether a person may be asked something in a tab: not where a replay acts, which foresees its own answers.
    func isAttended(_ tab: Tab) -> Bool { tab.owner.run.map { leases.control(of: $0)?.driver == .person } ?? true }

    /// Answers the dialog that a tab's page has opened.
    func answerDialog(in id: TabID, _ answer: AnswerDialog, by principal: String) async throws {
        let tab = try find(id).tab
        try leases.mayDrive(in: tab.owner.run, as: principal, lease: answer.lease).require()
        guard let permit = try await permit(.answerDialog, by: principal, "answer a dialog") else { return }
        try await tab.answerOpenDialog(
            isAccepted: answer.isAccepted,
            text: answer.text,
            permit: permit,
            deadline: .after(.seconds(10))
        )
    }

    /// Gives a file to the chooser that a tab's page has opened, with those that came before it.
    func giveFile(_ file: HandedFile, to id: TabID, by principal: String) async throws {
        let (tab, browser) = try find(id)
        try leases.mayDrive(in: tab.owner.run, as: principal, lease: file.lease).require()
        guard let origin = tab.chooserOrigin, let session = browser.session(of: tab) else { throw Tab.noChooser }
        let staged = try session.stageUpload(name: DisplayName.of(file.name), of: nil) { try $0(file.bytes) }
        let files = handed.withLock { handed in
            handed[id, default: []].append(staged)
            let isOver = !file.isFollowed || handed[id, default: []].count >= HandedFile.countLimit
            return isOver ? handed.removeValue(forKey: id) : nil
        }
        guard let files else { return }
        guard files.count == 1 || tab.chooserTakesSeveral == true else { throw Tab.noChooser }
        let words = "give \(files.count) \(files.count == 1 ? "file" : "files") to a page"
        guard let permit = try await permit(.handOver(files: files.count, on: origin), by: principal, words, origin)
        else { return }
        try await tab.handOver(files, permit: permit, deadline: .after(.seconds(10)))
    }

    private func permit(
        _ effect: Effect,
        by principal: String,
        _ words: String,
        _ origin: WebOrigin? = nil
    ) async throws -> Permit? {
        let request = ActionRequest(
            actor: .person(principal),
            effect: effect,
            isIrreversible: false,
            correlationID: .new(),
            description: words
        )
        let grants = Grants(networkDomains: Set([origin].compactMap(\.self)))
        guard case .permitted(let permit) = try await gate.permit(for: request, skillGrants: grants) else { return nil }
        return permit
    }

    /// Whoever watches a tab no more, or has been silent for long, has let go of it.
    private func sweep() async {
        let known = seats.withLock { $0 }
        guard !known.isEmpty else { return }
        let watched = Set(viewers.map(\.tab))
        for (id, seat) in known {
            if seat.tab.isClosed {
                seats.withLock { _ = $0.removeValue(forKey: id) }
                handed.withLock { _ = $0.removeValue(forKey: id) }
            }
            await seat.releaseIfLeft(isWatched: watched.contains(id))
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
