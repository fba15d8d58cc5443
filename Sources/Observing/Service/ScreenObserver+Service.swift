// SPDX-License-Identifier: Apache-2.0
internal import ScreenText
public import ServiceLifecycle
internal import Synchronization
internal import Vocabulary

extension ScreenObserver: Service {
    /// Looks until the appliance shuts down; then everything that was seen is wiped.
    public func run() async throws {
        tellState(book.withLock { $0.pace })
        await cancelWhenGracefulShutdown { [self] in
            await withDiscardingTaskGroup { group in
                group.addTask { [self] in for await _ in pictures { await readWaiting() } }
                group.addTask { [self] in try? await rings.expireUntilCancelled() }
                await lookUntilCancelled()
                group.cancelAll()
            }
        }
        rings.purge()
        await reader.forget()
    }

    private func lookUntilCancelled() async {
        while !Task.isCancelled {
            let begun = ContinuousClock.now
            await tick()
            let interval = book.withLock { $0.pace.interval } ?? .seconds(5)
            await sleep(until: begun + interval)
        }
    }

    /// Sleeps, or is woken by whoever resumes.
    ///
    /// A stream that was given up once gives nothing any more, so each sleep has one.
    private func sleep(until time: ContinuousClock.Instant) async {
        let (wakes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        wake.withLock { $0 = continuation }
        _ = try? await withDeadline(Deadline(instant: time), waitingFor: "the next tick") {
            for await _ in wakes { return }
        }
    }
}
