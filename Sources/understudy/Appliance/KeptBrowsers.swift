// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import ServiceLifecycle
internal import Synchronization
internal import Vocabulary

/// The browsers beside the appliance's own: each is started when somebody needs it, under the same keeper, and stopped when
/// nobody has needed it for a while.
///
/// A browser is of one profile and believes one set of authorities for all its life. Bounded by whoever asks: by the logins
/// that there are, and by the sets that approved skills name; 64 may wait to be started.
final class KeptBrowsers: Service {
    /// Which browser.
    struct Kind: Sendable, Hashable {
        let profile: Slug
        var authorities: [Authority] = []
    }

    /// How long a browser that nobody needs is kept.
    let idleLimit: Duration

    private struct Life {
        let kind: Kind
        let supervisor: BrowserSupervisor
        let idle: AsyncStream<Int>.Continuation
        let stop: AsyncStream<Void>.Continuation
        var users = 1
        /// How often it was given back; tells an idle time from the next.
        var turns = 0
    }

    private struct Start: Sendable {
        let kind: Kind
        let supervisor: BrowserSupervisor
        let idle: AsyncStream<Int>
        let stop: AsyncStream<Void>
    }

    private let make: @Sendable (Kind) -> BrowserSupervisor?
    /// One browser a profile.
    private let lives = Mutex<[Slug: Life]>([:])
    private let starts: AsyncStream<Start>
    private let start: AsyncStream<Start>.Continuation

    /// - Parameters:
    ///   - idleLimit: how long a browser that nobody needs is kept.
    ///   - make: what supervises a browser; nil where the appliance starts none itself.
    init(idleLimit: Duration, make: @escaping @Sendable (Kind) -> BrowserSupervisor?) {
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

    /// The browsers that answer now.
    var running: [RunningBrowser?] { lives.withLock { $0.values.map(\.supervisor.current) } }

    /// Whether a profile's browser is there.
    func holds(_ profile: Slug) -> Bool { lives.withLock { $0[profile] != nil } }

    /// Gives a browser to a body, beside others that need the same one.
    ///
    /// Whoever needs another set of authorities for a profile comes when nobody uses it: its browser is stopped then.
    ///
    /// - Throws: ``CommandError`` with `browser_not_ours`; why there is no browser; what the body throws.
    func withBrowser<Result: Sendable>(
        _ kind: Kind,
        _ body: @Sendable (RunningBrowser) async throws -> Result
    ) async throws -> Result {
        let supervisor = try take(kind)
        defer { giveBack(kind) }
        return try await body(supervisor.browser(deadline: .after(.seconds(45))))
    }

    private func take(_ kind: Kind) throws(CommandError) -> BrowserSupervisor {
        try lives.withLock { lives throws(CommandError) in
            if let life = lives[kind.profile] {
                if life.kind == kind {
                    lives[kind.profile]?.users += 1
                    return life.supervisor
                }
                precondition(life.users == 0, "One caller at a time has a profile that believes another set.")
                life.stop.yield()
            }
            guard let supervisor = make(kind) else { throw CommandError.browserNotOurs(kind.profile) }
            let (idle, tell) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
            let (stop, end) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            lives[kind.profile] = Life(kind: kind, supervisor: supervisor, idle: tell, stop: end)
            guard
                case .enqueued = start.yield(Start(kind: kind, supervisor: supervisor, idle: idle, stop: stop))
            else {
                lives[kind.profile] = nil
                throw CommandError.browserNotOurs(kind.profile)
            }
            return supervisor
        }
    }

    private func giveBack(_ kind: Kind) {
        lives.withLock { lives in
            guard var life = lives[kind.profile], life.kind == kind else { return }
            life.users -= 1
            life.turns += 1
            lives[kind.profile] = life
            if life.users == 0 { life.idle.yield(life.turns) }
        }
    }

    /// One browser, from its start until nobody has needed it for a while, or its profile is needed by another.
    private func keep(_ begun: Start) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await begun.supervisor.run() }
            group.addTask { for await _ in begun.stop { return } }
            group.addTask { [self] in
                for await turns in begun.idle {
                    guard (try? await Task.sleep(for: idleLimit)) != nil else { return }
                    if end(begun.kind, ifStill: turns) { return }
                }
            }
            await group.next()
            group.cancelAll()
        }
        // Another one may have been begun while this one ended.
        lives.withLock { lives in
            if lives[begun.kind.profile]?.supervisor === begun.supervisor { lives[begun.kind.profile] = nil }
        }
    }

    private func end(_ kind: Kind, ifStill turns: Int) -> Bool {
        lives.withLock { lives in
            guard let life = lives[kind.profile], life.kind == kind, life.users == 0, life.turns == turns else {
                return false
            }
            lives[kind.profile] = nil
            return true
        }
    }
}

extension CommandError {
    static func browserNotOurs(_ profile: Slug) -> CommandError {
        CommandError(
            code: "browser_not_ours",
            message:
                "There is no browser of its own for '\(profile)', because this appliance uses one that something else "
                + "runs: run the skill without --attach.",
            kind: .unavailable
        )
    }
}
