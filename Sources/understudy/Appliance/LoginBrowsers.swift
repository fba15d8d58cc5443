// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import ServiceLifecycle
internal import Synchronization
internal import Vocabulary

/// The browser for a run or a recording: by the login that it uses, and by the authorities that it believes.
///
/// A login is a profile, and a profile is one browser's. `default` is the profile of the appliance's own browser; every
/// other login has a browser of its own. One run, or one recording, at a time uses a login; the others wait in the order in
/// which they came. They are bounded by the queue of runs that they come from. Nobody's login is of the appliance's own
/// browser, any number side by side, and with authorities of one that those share who name the same.
final class LoginBrowsers: Service {
    /// The profile of the appliance's own browser.
    static let own = "default"

    private struct Lane {
        var isTaken = false
        var waiting: [(number: Int, turn: CheckedContinuation<Void, any Error>)] = []
    }

    private let main: BrowserSupervisor
    private let profiles: Profiles
    private let kept: KeptBrowsers
    private let lanes = Mutex<[Slug: Lane]>([:])
    private let next = Mutex(0)

    /// - Parameters:
    ///   - main: the appliance's own browser.
    ///   - profiles: the logins that there are.
    ///   - idleLimit: how long a browser that nobody needs is kept.
    ///   - make: a supervisor for another browser; nil where the appliance starts none itself.
    init(
        main: BrowserSupervisor,
        profiles: Profiles,
        idleLimit: Duration = .seconds(120),
        make: @escaping @Sendable (KeptBrowsers.Kind) -> BrowserSupervisor?
    ) {
        self.main = main
        self.profiles = profiles
        kept = KeptBrowsers(idleLimit: idleLimit, left: { profiles.setAside($0) }, make: make)
    }

    /// Keeps the browsers that are started until the appliance shuts down.
    func run() async throws { try await kept.run() }

    /// Gives a login's browser to one caller at a time.
    ///
    /// - Parameters:
    ///   - login: whose; nil for nobody's, which needs no turn.
    ///   - authorities: whose certificates it believes.
    ///   - patience: how long it waits while it is somebody else's turn; nil for as long as it takes.
    ///   - waits: told when it is somebody else's turn first, and again when it is the caller's.
    /// - Throws: ``CommandError`` with `login_unknown`, `login_used`, `authority_login` or `browser_not_ours`; why there is
    ///   no browser; what the body throws.
    func withBrowser<Result: Sendable>(
        of login: Slug?,
        believing authorities: [Authority] = [],
        patience: Duration? = nil,
        waits: @Sendable (Bool) -> Void = { _ in },
        _ body: @Sendable (RunningBrowser) async throws -> Result
    ) async throws -> Result {
        guard let login else {
            if authorities.isEmpty { return try await body(main.browser(deadline: .after(.seconds(30)))) }
            let name = Profiles.name(believing: authorities.asSet)
            let kind = KeptBrowsers.Kind(profile: name, authorities: authorities)
            return try await kept.withBrowser(kind, body)
        }
        let isOwn = login.text == LoginBrowsers.own
        guard isOwn || profiles.holds(login) else { throw CommandError.loginUnknown(login) }
        guard !isOwn || authorities.isEmpty else { throw CommandError.authorityLogin }
        if let patience {
            try await takeTurn(login, within: patience)
        } else {
            try await takeTurn(login, waits)
        }
        defer { giveBack(login) }
        // It may have been removed by whoever had the turn before.
        guard isOwn || profiles.holds(login) else { throw CommandError.loginUnknown(login) }
        if isOwn { return try await body(main.browser(deadline: .after(.seconds(45)))) }
        return try await kept.withBrowser(KeptBrowsers.Kind(profile: login, authorities: authorities), body)
    }

    /// The appliance's own browser, when it answers.
    var own: RunningBrowser? { main.current }

    /// The browsers that answer now, the appliance's own first.
    var running: [RunningBrowser] { ([main.current] + kept.running).compactMap(\.self) }

    /// Whether somebody uses a login, or its browser is still there.
    func isUsed(_ login: Slug) -> Bool { lanes.withLock { $0[login]?.isTaken == true } || kept.holds(login) }

    /// Does something to a login while nobody uses it and its browser is not there.
    ///
    /// - Throws: ``CommandError`` with `login_used`; what the body throws.
    func whileUnused(_ login: Slug, _ body: () async throws -> Void) async throws {
        let isFree = lanes.withLock { lanes in
            guard lanes[login]?.isTaken != true, !kept.holds(login) else { return false }
            lanes[login, default: Lane()].isTaken = true
            return true
        }
        guard isFree else {
            throw CommandError(
                code: "login_used",
                message:
                    "The login '\(login)' is in use: its browser is stopped \(kept.idleLimit) after its last run.",
                kind: .conflict
            )
        }
        defer { giveBack(login) }
        try await body()
    }

    // MARK: Turns

    private func takeTurn(_ login: Slug, within limit: Duration) async throws {
        let hasTurn = Mutex(false)
        do {
            try await withDeadline(.after(limit), waitingFor: "the login \(login)") { [self] in
                try await takeTurn(login) { _ in }
                hasTurn.withLock { $0 = true }
            }
        } catch {
            // It may come at the last moment, and must be given back then.
            if hasTurn.withLock({ $0 }) { return }
            try Task.checkCancellation()
            throw CommandError.loginTaken(login)
        }
    }

    private func takeTurn(_ login: Slug, _ waits: @Sendable (Bool) -> Void) async throws {
        let isFree = lanes.withLock { lanes in
            guard lanes[login]?.isTaken != true else { return false }
            lanes[login, default: Lane()].isTaken = true
            return true
        }
        if isFree { return }
        waits(true)
        defer { waits(false) }
        let number = next.withLock { next in
            next += 1
            return next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { turn in
                // The lock is what a cancellation, too, goes through: it finds who waits, or comes before.
                switch admit(number, turn, to: login) {
                case .now: turn.resume()
                case .never: turn.resume(throwing: CancellationError())
                case .later: break
                }
            }
        } onCancel: {
            let turn = lanes.withLock { lanes -> CheckedContinuation<Void, any Error>? in
                guard let place = lanes[login]?.waiting.firstIndex(where: { $0.number == number }) else { return nil }
                return lanes[login]?.waiting.remove(at: place).turn
            }
            turn?.resume(throwing: CancellationError())
        }
    }

    private enum Admission { case now, later, never }

    private func admit(
        _ number: Int,
        _ turn: CheckedContinuation<Void, any Error>,
        to login: Slug
    ) -> Admission {
        lanes.withLock { lanes in
            if Task.isCancelled { return .never }
            guard lanes[login]?.isTaken == true else {
                lanes[login, default: Lane()].isTaken = true
                return .now
            }
            lanes[login]?.waiting.append((number, turn))
            return .later
        }
    }

    private func giveBack(_ login: Slug) {
        let turn = lanes.withLock { lanes -> CheckedContinuation<Void, any Error>? in
            guard var lane = lanes[login] else { return nil }
            defer { lanes[login] = lane }
            guard lane.waiting.isEmpty else { return lane.waiting.removeFirst().turn }
            lane.isTaken = false
            return nil
        }
        turn?.resume()
    }
}

extension CommandError {
    static func loginTaken(_ login: Slug) -> CommandError {
        CommandError(
            code: "login_used",
            message: "The login '\(login)' is in use: try again when the run or recording that has it is over.",
            kind: .conflict
        )
    }
}
