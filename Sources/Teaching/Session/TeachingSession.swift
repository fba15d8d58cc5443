// SPDX-License-Identifier: Apache-2.0
public import Browsing
internal import Foundation
public import Oversight
internal import Synchronization
public import Vocabulary
public import WebAddresses

/// Watches a person do a task in a tab, and writes down what happens, until it is told to stop.
///
/// It only watches: whoever drives the tab, by its window or over CDP, is the person.
public struct TeachingSession: Sendable {
    /// The function that only the recorder's script can call.
    static let binding = "understudyReport"

    /// How long a dialog waits for the person before it is dismissed.
    private static let dialogPatience: Duration = .seconds(120)

    /// How long the first page may take when no server asks who is there.
    private static let openingLimit: Duration = .seconds(30)

    let writer: RecordingWriter
    private let gate: PermissionGate
    private let slug: Slug
    private let permissions: [PagePermission]
    private let place: EarthPlace?
    private let login: Slug?
    let pictures: ShownPictures?

    /// Joins what a recording needs.
    ///
    /// - Parameters:
    ///   - writer: the recording.
    ///   - gate: what the first page is opened by.
    ///   - slug: the recording's name.
    ///   - permissions: what the first page's site may use without asking.
    ///   - place: where its pages are told that their visitor is; nil for nowhere.
    ///   - login: the login whose browser it is; nil for a fresh context of nobody's.
    ///   - pictures: keeps pictures of what is shown; nil for none.
    public init(
        writer: RecordingWriter,
        gate: PermissionGate,
        slug: Slug,
        permissions: [PagePermission] = [],
        place: EarthPlace? = nil,
        login: Slug? = nil,
        pictures: ShownPictures? = nil
    ) {
        self.pictures = pictures
        self.writer = writer
        self.gate = gate
        self.slug = slug
        self.permissions = permissions
        self.place = place
        self.login = login
    }

    /// How a session must be set up for the recorder to be in every document.
    public static var sessionOptions: SessionOptions {
        SessionOptions(
            scripts: PageScript.description + recorder,
            bindings: [binding],
            dialogs: .person(limit: dialogPatience),
            permissions: PermissionPolicy(isAsked: true),
            choosers: .person,
            downloads: .person,
            hearsRequests: true
        )
    }

    /// The same for a session that also replays.
    static func sessionOptions(extending options: SessionOptions) -> SessionOptions {
        var both = options
        both.scripts += recorder
        both.bindings.append(binding)
        both.dialogs = .person(limit: dialogPatience)
        both.permissions.isAsked = true
        both.downloads = .person
        both.hearsRequests = true
        return both
    }

    static let recorder = [
        PageScript(name: "recorder", bytes: PackageResources.recorder_js),
        PageScript(name: "causes", bytes: PackageResources.causes_js),
        PageScript(name: "departures", bytes: PackageResources.departures_js),
        PageScript(name: "places", bytes: PackageResources.places_js),
        PageScript(name: "gestures", bytes: PackageResources.gestures_js),
        PageScript(name: "pointing", bytes: PackageResources.pointing_js),
        PageScript(name: "files", bytes: PackageResources.files_js),
    ]

    /// Opens the first page and records until the stream of stops yields, the tab goes, or the disk is full.
    ///
    /// - Parameters:
    ///   - start: the first page.
    ///   - browser: where.
    ///   - stop: ends the recording with its first element, or its end.
    ///   - begun: told how to edit it, once its page is there, and before that when the site's server first wants to know
    ///     who is there.
    public func record(
        from start: WebAddress,
        in browser: RunningBrowser,
        until stop: AsyncStream<Void>,
        begun: @escaping @Sendable (TeachingControls) -> Void
    ) async throws {
        var options = TeachingSession.sessionOptions
        options.scripts += pictures?.scripts ?? []
        options.login = login == nil ? .none : .profile
        options.owner = .recording(slug)
        options.place = place
        options.permissions = PermissionPolicy(granted: Set(permissions), to: [start.origin], isAsked: true)
        try await browser.withSession(options) { session in
            let (tab, watch) = try await sitDown(in: session)
            let controls = TeachingControls(tab: tab.id, watch: watch)
            try writer.append(at: watch.now, tab: tab.id, document: tab.document, .opened(address: start.text))
            if try await !open(start, in: tab, asked: { begun(controls) }) { begun(controls) }
            try await watch.run(until: stop)
        }
        writer.synchronize()
    }

    /// Lets the first steps of a skill be replayed, and records what is shown after them.
    ///
    /// Nothing of the replay is recorded, but what it types into secret fields is learnt, to be taken out of what follows.
    ///
    /// - Parameters:
    ///   - lead: the skill, and what replays its steps.
    ///   - browser: where.
    ///   - stop: ends the recording with its first element, or its end.
    ///   - begun: told how to edit it, once the steps are done.
    /// - Throws: also what the replay throws; nothing is recorded then.
    public func record(
        after lead: TeachingLead,
        in browser: RunningBrowser,
        until stop: AsyncStream<Void>,
        begun: @escaping @Sendable (TeachingControls) -> Void
    ) async throws {
        var options = lead.sessionOptions
        options.owner = .recording(slug)
        try await browser.withSession(options) { session in
            let (tab, watch) = try await sitDown(in: session)
            watch.prepare(for: lead.skill, given: lead.given)
            let controls = TeachingControls(tab: tab.id, watch: watch)
            try await watch.run(until: stop) {
                let tabs = try await lead.replay(tab, session)
                try await controls.goOn(from: lead.skill, in: tabs, and: tab)
                begun(controls)
            }
        }
        writer.synchronize()
    }

    private func sitDown(in session: BrowsingSession) async throws -> (Tab, TabWatch) {
        let tab = try await session.newTab(deadline: .after(.seconds(15)))
        let arrivals = session.followedArrivals()
        return (tab, TabWatch(first: tab, arrivals: arrivals, writer: writer, pictures: pictures))
    }

    /// A page may not come before its server was told who is there; until then there is somebody to be asked.
    ///
    /// - Returns: whether that was told.
    private func open(
        _ start: WebAddress,
        in tab: Tab,
        asked: @escaping @Sendable () -> Void
    ) async throws -> Bool {
        let events = tab.events()
        return try await withThrowingTaskGroup(of: Opening?.self) { group in
            defer { group.cancelAll() }
            group.addTask { [self] in
                try await open(start, in: tab)
                return .there
            }
            group.addTask {
                for try await case .signInAsked in events {
                    asked()
                    return .asked
                }
                return nil
            }
            group.addTask {
                try await Task.sleep(for: TeachingSession.openingLimit)
                return .late
            }
            var isTold = false
            while let next = try await group.next() {
                switch next {
                case .there: return isTold
                case .asked: isTold = true
                case .late where !isTold: throw TeachingSession.neverLoaded(start)
                case .late, nil: break
                }
            }
            return isTold
        }
    }

    /// What the first page has come to.
    private enum Opening { case there, asked, late }

    private static func neverLoaded(_ start: WebAddress) -> BrowsingError {
        BrowsingError(
            code: .pageNeverLoaded,
            message: "\(start.origin.text) did not answer within \(openingLimit): see whether the site is up."
        )
    }

    private func open(_ start: WebAddress, in tab: Tab) async throws {
        let request = ActionRequest(
            actor: .recorder(slug),
            effect: .open(start),
            isIrreversible: false,
            correlationID: .new(),
            description: "open the page that the recording begins with"
        )
        // A person named this address to begin with; that is the grant.
        let answer = try await gate.permit(for: request, skillGrants: Grants(networkDomains: [start.origin]))
        guard case .permitted(let permit) = answer else { return }
        try await tab.open(start, permit: permit, deadline: .after(TeachingSession.dialogPatience))
    }
}
