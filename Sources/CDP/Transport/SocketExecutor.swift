// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Synchronization

/// Runs tasks on a connection's own thread, between two looks at the socket.
///
/// A task that waits for an answer is otherwise resumed on another thread, and what it sends next must wake the socket's
/// thread again: two wake-ups a round trip, which cost more than all the rest of the way. A task that prefers this
/// executor has neither. When the thread is over, jobs go to the global executor, so that nothing is left waiting.
final class SocketExecutor: TaskExecutor {
    /// How many jobs run before the socket gets its turn.
    static let batchLimit = 256

    private struct State {
        var jobs: [UnownedJob] = []
        var isOver = false
    }

    private let state = Mutex(State())
    private let thread = Atomic<UInt>(0)
    private let wake: @Sendable () -> Void

    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    /// Whether the caller is on the connection's thread, which will look for new work by itself.
    var isCurrent: Bool { thread.load(ordering: .relaxed) == pthread_self() }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (isTaken, isFirst) = state.withLock { state -> (Bool, Bool) in
            if state.isOver { return (false, false) }
            state.jobs.append(job)
            return (true, state.jobs.count == 1)
        }
        if !isTaken {
            globalConcurrentExecutor.enqueue(ExecutorJob(job))
        } else if isFirst, !isCurrent {
            wake()
        }
    }

    // What follows is called by the connection's thread only.

    /// Makes the calling thread the connection's.
    func begin() { thread.store(pthread_self(), ordering: .relaxed) }

    /// Runs what is there, and what comes of it, up to the limit.
    ///
    /// - Returns: whether some is left.
    func runJobs(limit: Int = SocketExecutor.batchLimit) -> Bool {
        let executor = asUnownedTaskExecutor()
        var count = 0
        while count < limit {
            let jobs = takeJobs()
            if jobs.isEmpty { return false }
            for job in jobs { job.runSynchronously(on: executor) }
            count += jobs.count
        }
        return state.withLock { !$0.jobs.isEmpty }
    }

    /// Sends what is left, and all that comes later, to the global executor.
    func end() {
        thread.store(0, ordering: .relaxed)
        state.withLock { $0.isOver = true }
        for job in takeJobs() { globalConcurrentExecutor.enqueue(ExecutorJob(job)) }
    }

    private func takeJobs() -> [UnownedJob] {
        state.withLock { state in
            if state.jobs.isEmpty { return [] }
            defer { state.jobs = [] }
            return state.jobs
        }
    }
}
