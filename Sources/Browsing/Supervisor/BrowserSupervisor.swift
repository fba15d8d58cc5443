// SPDX-License-Identifier: Apache-2.0
public import ServiceLifecycle
public import Vocabulary

/// Keeps one browser running for as long as the appliance runs.
///
/// An end that nobody asked for is followed by another start, within a budget. When the budget is used up, or when
/// another start could not mend what went wrong (a port in use, a browser too old), the supervisor stays up, says
/// `degraded` and why, and gives everybody who asks for the browser that error.
public final class BrowserSupervisor: Service {
    private let launch: BrowserLaunch
    private let events: any EventSink
    private let listening: @Sendable (_ port: Int) -> Void
    private let board: StatusBoard

    /// Supervises a browser that is started, or found, as described.
    ///
    /// - Parameter listening: is told every port on which a browser takes commands, before the browser is handed out:
    ///   no page and no skill may reach it.
    public init(
        launch: BrowserLaunch,
        events: any EventSink,
        listening: @escaping @Sendable (_ port: Int) -> Void = { _ in }
    ) {
        self.launch = launch
        self.events = events
        self.listening = listening
        board = StatusBoard(isAttached: launch.isAttached)
    }

    /// How the browser is now.
    public var status: BrowserStatus { board.status }

    /// The browser that is ready now; nil when none is.
    public var current: RunningBrowser? { board.browser }

    /// The browser, as soon as it is ready.
    ///
    /// - Throws: the ``Vocabulary/ExplainedError`` that there is no browser for when it is degraded; a time-out
    ///   otherwise.
    public func browser(deadline: Deadline) async throws -> RunningBrowser {
        if let browser = board.browser { return browser }
        let board = board
        return try await withDeadline(deadline, waitingFor: "the browser to be ready") { try await board.wait() }
    }

    /// Runs until the appliance shuts down.
    public func run() async throws {
        try await cancelWhenGracefulShutdown { [self] in
            do { try await keepRunning() } catch is CancellationError {}
            board.update(browser: nil) { $0.state = .stopped }
        }
    }

    private func keepRunning() async throws {
        var budget = RestartBudget()
        board.update(browser: nil) { $0.state = .starting }
        while true {
            let end = try await oneLife()
            guard end.isWorthAnotherStart else { return try await stayDegraded(end.error, of: end.correlationID) }
            switch budget.noteEnd(at: .now) {
            case .restart(let pause):
                board.update(browser: nil) { status in
                    status.state = .restarting
                    status.restarts += 1
                }
                tell(.browserExited, end.error, of: end.correlationID)
                try await Task.sleep(for: pause)
            case .giveUp: return try await stayDegraded(end.afterTooMany(budget.limit + 1), of: end.correlationID)
            }
        }
    }

    private func oneLife() async throws -> BrowserEnd {
        let life = BrowserLife(launch: launch, board: board, events: events, listening: listening)
        do {
            try await life.run()
        } catch {
            try Task.checkCancellation()
            if error is CancellationError { throw error }
            return BrowserEnd(error, of: life.correlationID, isAttached: launch.isAttached)
        }
    }

    /// Says that there will be no browser, and why, for as long as the appliance runs.
    private func stayDegraded(_ error: any ExplainedError, of life: CorrelationID) async throws {
        tell(.browserDegraded, error, of: life)
        board.degrade(error)
        try await waitUntilCancelled()
    }

    private func tell(_ name: EventName, _ error: any ExplainedError, of life: CorrelationID) {
        events.enqueue(
            Event(
                name,
                source: .browser,
                outcome: .failed,
                transport: .cdp,
                correlationID: life,
                extra: ["reason": .string(error.code), "message": .string(String(error.message.prefix(500)))]
            )
        )
    }
}
