// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Glibc
import Synchronization
import TestSupport
import Vocabulary

/// Where the events of a browser go that is lent: to whoever has it.
final class LentSink: EventSink {
    private let holder = Mutex(RecordingSink())

    /// A sink of their own for the next one.
    func renew() -> RecordingSink {
        holder.withLock { holder in
            holder = RecordingSink()
            return holder
        }
    }

    func record(_ event: Event) async throws -> EventReceipt { try await holder.withLock { $0 }.record(event) }
    func enqueue(_ event: Event) { holder.withLock { $0 }.enqueue(event) }
}

/// A real Chromium in a home of its own.
struct PooledBrowser: Sendable {
    let flavour: BrowserBinary.Flavour
    let browser: RunningBrowser
    let supervisor: BrowserSupervisor
    let sink: LentSink
    let folder: TemporaryFolder
    let life: Task<Void, any Error>
    /// How many tabs it had when it was new.
    let tabs: Int
    /// How many tests have used it.
    var uses = 0

    /// Ends it, and removes its folder.
    func end() async {
        life.cancel()
        _ = await life.result
        try? FileManager.default.removeItem(atPath: folder.path)
    }
}

/// Browsers that tests use one after the other: to start one costs as much as most tests do.
///
/// One is lent to one test at a time, whose runs and recordings have contexts of their own in it. It is given back only
/// by a test that passed its end and left no tab; any other is ended. What is idle when the tests are over is ended with
/// the process.
final class BrowserPool: Sendable {
    static let shared = BrowserPool()
    /// After so many tests a browser is replaced.
    private static let useLimit = 60

    private let idle = Mutex<[PooledBrowser]>([])
    private let isAtExit = Mutex(false)

    /// One that nobody uses, or a new one.
    func lend(_ flavour: BrowserBinary.Flavour) async throws -> PooledBrowser {
        let known = idle.withLock { idle in
            idle.lastIndex { $0.flavour == flavour }.map { idle.remove(at: $0) }
        }
        if let known { return known }
        endAtExit()
        return try await PooledBrowser.start(flavour)
    }

    /// Keeps it for the next test, or ends it when it cannot serve one.
    func giveBack(_ browser: PooledBrowser, isClean: Bool) async {
        var browser = browser
        browser.uses += 1
        guard isClean, browser.uses < BrowserPool.useLimit, browser.supervisor.current === browser.browser,
            browser.browser.tabs.count == browser.tabs
        else { return await browser.end() }
        idle.withLock { $0.append(browser) }
    }

    private func endAtExit() {
        let isNew = isAtExit.withLock { known in
            defer { known = true }
            return !known
        }
        guard isNew else { return }
        atexit {
            for browser in BrowserPool.shared.idle.withLock({ $0 }) {
                if let process = browser.supervisor.status.processID {
                    kill(process, SIGKILL)
                    waitpid(process, nil, 0)
                }
                // The processes that it had started go with it, and may write until they have.
                for _ in 0..<1000 where (try? FileManager.default.removeItem(atPath: browser.folder.path)) == nil {
                    sched_yield()
                }
            }
        }
    }
}

extension PooledBrowser {
    static func start(_ flavour: BrowserBinary.Flavour) async throws -> PooledBrowser {
        let folder = try TemporaryFolder.make(mode: 0o711)
        let sink = LentSink()
        let supervisor = BrowserSupervisor(launch: try .forTest(flavour, home: folder.path), events: sink)
        let life = Task { try await supervisor.run() }
        do {
            let browser = try await supervisor.browser(deadline: .after(.seconds(60)))
            return PooledBrowser(
                flavour: flavour,
                browser: browser,
                supervisor: supervisor,
                sink: sink,
                folder: folder,
                life: life,
                tabs: browser.tabs.count
            )
        } catch {
            life.cancel()
            _ = await life.result
            try? FileManager.default.removeItem(atPath: folder.path)
            throw error
        }
    }
}

/// Lends a body a real Chromium that other tests have used before, and a sink of its own.
///
/// What concerns the browser as a whole (that it starts, or ends) wants ``withOwnBrowser(_:_:)``.
func withTestBrowser<Result: Sendable>(
    _ flavour: BrowserBinary.Flavour = .full,
    _ body: @escaping @Sendable (RunningBrowser, RecordingSink) async throws -> Result
) async throws -> Result {
    let lent = try await BrowserPool.shared.lend(flavour)
    do {
        let result = try await body(lent.browser, lent.sink.renew())
        await BrowserPool.shared.giveBack(lent, isClean: true)
        return result
    } catch {
        await BrowserPool.shared.giveBack(lent, isClean: false)
        throw error
    }
}
