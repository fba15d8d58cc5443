// SPDX-License-Identifier: Apache-2.0
public import ServiceLifecycle
public import Vocabulary

/// Keeps one browser running for as long as the appliance runs.
///
/// An end that nobody asked for is followed by another start, within a budget; when the budget is used up the
/// supervisor stays up, says `degraded` and why, and gives everybody who asks for the browser that reason.
public final class BrowserSupervisor: Service {
    private let launch: BrowserLaunch
    private let events: any EventSink
    private let listening: @Sendable (_ port: Int) -> Void
    private let board = StatusBoard()

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
    }

    /// How the browser is now.
    public var status: BrowserStatus { board.status }

    /// The browser, as soon as it is ready.
    ///
    /// - Throws: ``BrowsingError`` with `browser_unavailable` when it is degraded; a time-out otherwise.
    public func browser(deadline: Deadline) async throws -> RunningBrowser {
        if let browser = board.browser { return browser }
        let board = board
        return try await withDeadline(deadline, waitingFor: "the browser to be ready") { try await board.wait() }
    }

    /// Runs until the appliance shuts down.
    ///
    /// - Throws: ``BrowsingError`` when the very first start fails for a reason that another try cannot mend, such as
    ///   a port in use.
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
            let reason = try await oneLife()
            switch budget.noteEnd(at: .now) {
            case .restart(let pause):
                board.update(browser: nil) { status in
                    status.state = .restarting
                    status.restarts += 1
                }
                await tell(.browserExited, reason)
                try await Task.sleep(for: pause)
            case .giveUp:
                await degrade(reason)
                try await Task.sleep(for: .seconds(86_400 * 365))
            }
        }
    }

    /// - Returns: why it ended; only an error that cannot be mended by starting again is thrown.
    private func oneLife() async throws -> String {
        do {
            let reason = try await BrowserLife(
                launch: launch,
                board: board,
                events: events,
                listening: listening
            )
            .run()
            try Task.checkCancellation()
            return reason
        } catch let error as BrowsingError where !error.isWorthAnotherStart {
            throw error
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            try Task.checkCancellation()
            return "\(error)"
        }
    }

    private func degrade(_ reason: String) async {
        let message = "The browser ended more than 5 times within a minute (\(reason)): see 'understudy doctor'."
        board.update(browser: nil) { $0.state = .degraded(message) }
        await tell(.browserDegraded, reason)
    }

    private func tell(_ name: EventName, _ reason: String) async {
        events.enqueue(
            Event(
                name,
                source: .browser,
                outcome: .failed,
                transport: .cdp,
                correlationID: .new(),
                extra: ["reason": .string(String(reason.prefix(500)))]
            )
        )
    }
}

extension BrowsingError {
    /// Whether starting the browser again could help.
    var isWorthAnotherStart: Bool {
        switch reason {
        case .browserNotFound, .browserTooOld, .portInUse, .profileLocked, .folderUnreachable, .userMissing: false
        case .browserDidNotStart, .browserUnavailable, .browserLost, .tabClosed, .tabCrashed, .documentGone,
            .dialogStorm, .navigationFailed, .certificateRefused, .pageNeverLoaded, .permitMismatch, .scriptFailed,
            .noHistory:
            true
        }
    }
}
