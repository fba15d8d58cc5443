// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Glibc
internal import Synchronization
internal import Teaching
internal import Vocabulary

/// What goes on while a recording does.
extension TeachDesk {
    func perform(_ job: Job) async {
        var outcome = EventOutcome.succeeded
        var extra: [String: JSONValue] = [:]
        do {
            try await record(job)
        } catch {
            outcome = .failed
            extra["reason"] = .string((error as? any ExplainedError)?.code ?? "internal_error")
            if live?.isGivenUp != true { failures.withLock { $0[job.slug] = error } }
        }
        if let live, live.controls == nil, live.writer.events == 0 { unlink(live.writer.path) }
        try? await note(.recordingStopped, outcome, job.slug, job.correlation, extra)
        stage.withLock { $0 = .idle }
        wake()
    }

    /// A run that has just ended may have the login still; for one that goes on nobody is kept from teaching.
    private static let turnLimit: Duration = .seconds(3)

    private static let tooLate = VocabularyError(
        code: .deadlineExceeded,
        message: "The recording could not begin in time, and nobody waits for it any more."
    )

    private func record(_ job: Job) async throws {
        switch job.beginning.way {
        case .page:
            try await withBrowser(of: job) { [self] browser in
                try await job.session.record(from: job.beginning.start, in: browser, until: job.stop, begun: begun)
            }
        case .steps(let lead):
            try await withBrowser(of: job) { [self] browser in
                try await job.session.record(after: lead, in: browser, until: job.stop, begun: begun)
            }
        case .takeover(let lead): try await job.session.record(during: lead, until: job.stop, begun: begun)
        }
    }

    private func withBrowser(of job: Job, _ body: @escaping @Sendable (RunningBrowser) async throws -> Void)
        async throws
    {
        try await logins.withBrowser(
            of: job.login,
            believing: job.authorities,
            patience: TeachDesk.turnLimit
        ) { [self] browser in
            guard live?.isGivenUp != true else { throw TeachDesk.tooLate }
            browserInUse.withLock { $0 = browser }
            defer { browserInUse.withLock { $0 = nil } }
            try await body(browser)
        }
    }

    /// Notes that a recording can be edited.
    private func begun(_ controls: TeachingControls) {
        stage.withLock { stage in
            guard case .going(var live) = stage else { return }
            live.controls = controls
            stage = .going(live)
        }
        wake()
    }

    func note(
        _ name: EventName,
        _ outcome: EventOutcome,
        _ slug: Slug,
        _ correlation: CorrelationID,
        _ more: [String: JSONValue]
    ) async throws {
        try await events.record(
            Event(
                name,
                source: .recorder,
                outcome: outcome,
                correlationID: correlation,
                extra: more.merging(["recording": .string(slug.text)]) { own, _ in own }
            )
        )
    }
}
