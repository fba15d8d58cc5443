// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import ServiceLifecycle
internal import Synchronization
internal import Vocabulary

/// Shows tabs to people, and gives their input to them.
final class LiveDesk: Service {
    private let browsers: LoginBrowsers
    private let gate: PermissionGate
    private let leases: ControlLeases
    private let seats = Mutex<[TabID: DriverSeat]>([:])

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
            // Two people bear one name; only the lease tells who of them drives.
            let lease = batch.lease ?? LeaseID(rawValue: "")
            try leases.mayDrive(id, of: tab.owner.run, as: principal, lease: lease).require()
            guard tab.document(ofPicture: batch.frame) == batch.document, tab.document == batch.document else {
                throw Tab.stalePicture
            }
            return try await seat.give(batch, by: principal, asking: gate)
        }
    }

    /// Whoever watches a tab no more, or has been silent for long, has let go of it.
    private func sweep() async {
        let known = seats.withLock { $0 }
        guard !known.isEmpty else { return }
        let watched = Set(viewers.map(\.tab))
        for (id, seat) in known {
            if seat.tab.isClosed { seats.withLock { _ = $0.removeValue(forKey: id) } }
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
