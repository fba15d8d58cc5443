// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

/// What the pages of a session asked to be permitted, and what they were told: each site is asked about once.
final class PermissionAnswers: Sendable {
    private struct Question: Hashable {
        let permission: PagePermission
        let origin: WebOrigin
    }

    private let policy: PermissionPolicy
    private let contextID: String?
    private let browser: CDPSession
    private let answers = Mutex<[Question: Bool]>([:])

    init(policy: PermissionPolicy, contextID: String?, browser: CDPSession) {
        self.policy = policy
        self.contextID = contextID
        self.browser = browser
    }

    /// Whether pages are held when they ask.
    var isAsked: Bool { policy.isAsked }

    /// Whether it is one of the sites that the session is for.
    func isKnown(_ origin: WebOrigin) -> Bool { policy.origins.contains(origin) }

    /// What a site was told; nil when nobody has answered yet.
    func answer(to permission: PagePermission, at origin: WebOrigin) -> Bool? {
        if let told = given(permission, at: origin) { return told }
        return policy.granted.contains(permission) && isKnown(origin) ? true : nil
    }

    /// What a site was told when it asked; nil when it has not, whatever all sites of the session may use.
    func given(_ permission: PagePermission, at origin: WebOrigin) -> Bool? {
        answers.withLock { $0[Question(permission: permission, origin: origin)] }
    }

    /// Permits it to a site, or refuses it, until the session ends.
    func give(
        _ isGranted: Bool,
        to permission: PagePermission,
        at origin: WebOrigin,
        deadline: Deadline
    ) async throws {
        _ = try await browser.send(
            Browser.SetPermission(
                permission: Browser.PermissionDescriptor(name: permission.rawValue),
                setting: isGranted ? "granted" : "denied",
                origin: origin.text,
                browserContextId: contextID
            ),
            deadline: deadline
        )
        answers.withLock { $0[Question(permission: permission, origin: origin)] = isGranted }
    }
}

/// A page that is held because it asks to be permitted something.
struct HeldPage: Sendable, Hashable {
    /// Where its script was halted: the tab's own, or that of a frame in a process of its own.
    let session: CDPSession
    /// The site that asks: of a frame, the page's around it, in whose name it does.
    let origin: WebOrigin
    let permission: PagePermission
}

extension PermissionPolicy {
    /// The function by which our script tells that the browser has refused something.
    static let binding = "understudyRefused"

    /// The browser's names for what halts a page just before it asks.
    private static let halts: [String: DialogKind] = [
        "Geolocation.getCurrentPosition": .geolocation, "Geolocation.watchPosition": .geolocation,
        "Notification.requestPermission": .notifications,
    ]

    /// What pages are halted for, where they are asked about.
    static let held = Set(DialogKind.allCases.compactMap(\.permission))

    /// Has a page halted whenever it asks, as
    /// [EventBreakpoints](https://chromedevtools.github.io/devtools-protocol/tot/EventBreakpoints/) does.
    ///
    /// Breakpoints are off for everything else: a page's own `debugger` goes on doing nothing, so it cannot tell.
    static func halt(in session: CDPSession, deadline: Deadline) throws -> [any PendingAnswer] {
        var pending: [any PendingAnswer] = [
            try session.enqueue(Debugger.Enable(maxScriptsCacheSize: 0), deadline: deadline),
            try session.enqueue(Debugger.SetBreakpointsActive(active: false), deadline: deadline),
        ]
        for name in halts.keys.sorted() {
            pending.append(
                try session.enqueue(
                    EventBreakpoints.SetInstrumentationBreakpoint(eventName: name),
                    deadline: deadline
                )
            )
        }
        return pending
    }

    /// What a page that was halted is about to ask; nil when it was halted for something else.
    static func question(of halt: Debugger.Paused) -> DialogKind? {
        let prefix = "instrumentation:"
        guard let name = halt.data?["eventName"]?.string, name.hasPrefix(prefix) else { return nil }
        return halts[String(name.dropFirst(prefix.count))]
    }
}

extension Tab {
    /// Gives a page that is held its answer, and lets it go on.
    func answer(_ held: HeldPage, _ isGranted: Bool, deadline: Deadline) async throws {
        defer { letGo(held.session) }
        try await permissions.give(isGranted, to: held.permission, at: held.origin, deadline: deadline)
    }

    /// Lets a page that is held go on as it is.
    func letGo(_ session: CDPSession) {
        try? session.enqueue(Debugger.Resume(), deadline: .after(.seconds(10))).discard()
    }
}
