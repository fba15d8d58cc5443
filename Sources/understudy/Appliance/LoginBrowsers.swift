// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import ServiceLifecycle
internal import Synchronization
internal import Vocabulary

/// The logins of the home: who may use one now, and the browsers of those that have one of their own.
///
/// A login is a profile, and a profile is one browser's. `default` is the profile of the appliance's own browser; every
/// other login has a browser that is started when it is needed, under the same keeper, and stopped when nobody has needed it
/// for a while. One run, or one recording, at a time uses a login; the others wait in the order in which they came. They are
/// bounded by the queue of runs that they come from.
final class LoginBrowsers: Service {
    /// The profile of the appliance's own browser.
    static let own = "default"

    /// How long a browser that nobody needs is kept.
    let idleLimit: Duration

    private struct Lane {
        var isTaken = false
        var waiting: [(number: Int, turn: CheckedContinuation<Void, any Error>)] = []
        /// How often it was given back; tells an idle time from the next.
        var turns = 0
        var life: Life?
    }

    /// A browser of its own while it is kept.
    private struct Life {
        let supervisor: BrowserSupervisor
        let idle: AsyncStream<Int>.Continuation
    }

    private struct Start: Sendable {
        let login: Slug
        let supervisor: BrowserSupervisor
        let idle: AsyncStream<Int>
    }

    private let main: BrowserSupervisor
    private let profiles: Profiles
    private let make: @Sendable (Slug) -> BrowserSupervisor?
    private let lanes = Mutex<[Slug: Lane]>([:])
    private let starts: AsyncStream<Start>
    private let start: AsyncStream<Start>.Continuation
    private let next = Mutex(0)

    /// - Parameters:
    ///   - main: the appliance's own browser.
    ///   - profiles: the logins that there are.
    ///   - idleLimit: how long a browser that nobody needs is kept.
    ///   - make: a supervisor for a login's own browser; nil where the appliance starts none itself.
    init(
        main: BrowserSupervisor,
        profiles: Profiles,
        idleLimit: Duration = .seconds(120),
        make: @escaping @Sendable (Slug) -> BrowserSupervisor?
    ) {
        self.main = main
        self.profiles = profiles
        self.idleLimit = idleLimit
        self.make = make
        (starts, start) = AsyncStream.makeStream(of: Start.self, bufferingPolicy: .bufferingOldest(64))
    }

    /// Keeps the browsers that are started until the appliance shuts down.
    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await withDiscardingTaskGroup { group in
                for await begun in starts { group.addTask { [self] in await keep(begun) } }
            }
        }
    }

    /// Gives a login's browser to one caller at a time.
    ///
    /// - Parameters:
    ///   - login: whose; nil for nobody's, which needs no turn.
    ///   - waits: told when it is somebody else's turn first, and again when it is the caller's.
    /// - Throws: ``CommandError`` with `login_unknown` or `login_unavailable`; why there is no browser; what the body throws.
    func withBrowser<Result: Sendable>(
        of login: Slug?,
        waits: @Sendable (Bool) -> Void = { _ in },
        _ body: @Sendable (RunningBrowser) async throws -> Result
    ) async throws -> Result {
        guard let login else { return try await body(main.browser(deadline: .after(.seconds(30)))) }
        guard login.text == LoginBrowsers.own || profiles.holds(login) else {
            throw CommandError.loginUnknown(login)
        }
        try await takeTurn(login, waits)
        defer { giveBack(login) }
        return try await body(supervisor(of: login).browser(deadline: .after(.seconds(45))))
    }

    /// Whether somebody uses a login, or waits for it.
    func isUsed(_ login: Slug) -> Bool { lanes.withLock { $0[login]?.isTaken == true || $0[login]?.life != nil } }

    /// Does something to a login while nobody uses it and its browser is not there.
    ///
    /// - Throws: ``CommandError`` with `login_used`; what the body throws.
    func whileUnused(_ login: Slug, _ body: () async throws -> Void) async throws {
        let isFree = lanes.withLock { lanes in
            guard lanes[login]?.isTaken != true, lanes[login]?.life == nil else { return false }
            lanes[login, default: Lane()].isTaken = true
            return true
        }
        guard isFree else {
            throw CommandError(
                code: "login_used",
                message: "The login '\(login)' is in use: its browser is stopped \(idleLimit) after its last run.",
                kind: .conflict
            )
        }
        defer { giveBack(login) }
        try await body()
    }

    // MARK: Turns

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
            lane.turns += 1
            guard lane.waiting.isEmpty else { return lane.waiting.removeFirst().turn }
            lane.isTaken = false
            lane.life?.idle.yield(lane.turns)
            return nil
        }
        turn?.resume()
    }

    // MARK: Browsers

    private func supervisor(of login: Slug) throws -> BrowserSupervisor {
        if login.text == LoginBrowsers.own { return main }
        return try lanes.withLock { lanes in
            if let life = lanes[login]?.life { return life.supervisor }
            guard let supervisor = make(login) else { throw LoginBrowsers.unavailable(login) }
            let (idle, tell) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
            lanes[login, default: Lane()].life = Life(supervisor: supervisor, idle: tell)
            guard case .enqueued = start.yield(Start(login: login, supervisor: supervisor, idle: idle)) else {
                lanes[login]?.life = nil
                throw LoginBrowsers.unavailable(login)
            }
            return supervisor
        }
    }

    /// One browser, from its start until nobody has needed it for a while.
    private func keep(_ begun: Start) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await begun.supervisor.run() }
            group.addTask { [self] in
                for await turns in begun.idle {
                    guard (try? await Task.sleep(for: idleLimit)) != nil else { return }
                    if end(begun.login, ifStill: turns) { return }
                }
            }
            await group.next()
            group.cancelAll()
        }
        // Another one may have been begun while this one ended.
        lanes.withLock { lanes in
            if lanes[begun.login]?.life?.supervisor === begun.supervisor { lanes[begun.login]?.life = nil }
        }
    }

    private func end(_ login: Slug, ifStill turns: Int) -> Bool {
        lanes.withLock { lanes in
            guard let lane = lanes[login], !lane.isTaken, lane.turns == turns else { return false }
            lanes[login]?.life = nil
            return true
        }
    }

    private static func unavailable(_ login: Slug) -> CommandError {
        CommandError(
            code: "login_unavailable",
            message:
                "The login '\(login)' has no browser of its own here, because this appliance uses one that something else "
                + "runs: run the skill without --attach.",
            kind: .unavailable
        )
    }
}
