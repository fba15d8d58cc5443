// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Foundation
internal import Glibc
internal import Synchronization
internal import Vocabulary

/// The thread that owns the reading process: it starts it, speaks with it and ends it.
///
/// One thread, because the process ends with the thread that started it, and because its pipes block. There is none while
/// there is nothing to do for longer than the idle time.
final class ReaderWorker: Sendable {
    typealias Work<Value> = @Sendable (RunningReader, Deadline) throws(ScreenTextError) -> Value

    /// One thing to be done with the process, and how its caller hears of it.
    private struct Job: Sendable {
        let number: Int
        /// When it is wanted no more; nil for the bound of all pictures.
        let deadline: Deadline?
        /// Does it; what comes back are what went wrong, and how the caller is told when the process has had its end.
        let run: @Sendable (RunningReader, Deadline) -> (failure: ScreenTextError?, tell: () -> Void)
        let fail: @Sendable (any Error) -> Void
    }

    private struct State: ~Copyable {
        var jobs: [Job] = []
        var number = 0
        /// The thread is there; it looks at `jobs` before it goes.
        var isRunning = false
        var isStopped = false
        /// The process, for others to end it; the thread clears this before it asks for the exit status.
        var reader: RunningReader?
        /// Who waits for the process to be gone.
        var forgetting: [CheckedContinuation<Void, Never>] = []
    }

    private let executable: String
    private let language: String
    private let limits: ReaderProcess.Limits
    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)

    init(executable: String, language: String, limits: ReaderProcess.Limits) {
        self.executable = executable
        self.language = language
        self.limits = limits
    }

    /// Does something with the process, started when there is none, in turn.
    ///
    /// - Parameter deadline: when the caller wants it no more, if that is sooner than the bound of all pictures.
    /// - Throws: `ScreenTextError`; `CancellationError` when it was cancelled before its turn.
    func perform<Value: Sendable>(by deadline: Deadline? = nil, _ work: @escaping Work<Value>) async throws -> Value {
        let number = state.withLock { state in
            state.number += 1
            return state.number
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue(
                    Job(
                        number: number,
                        deadline: deadline,
                        run: { reader, deadline in
                            do throws(ScreenTextError) {
                                let value = try work(reader, deadline)
                                return (nil, { continuation.resume(returning: value) })
                            } catch { return (error, { continuation.resume(throwing: error) }) }
                        },
                        fail: { continuation.resume(throwing: $0) }
                    )
                )
            }
        } onCancel: {
            let job = state.withLock { state in
                state.jobs.firstIndex { $0.number == number }.map { state.jobs.remove(at: $0) }
            }
            job?.fail(CancellationError())
        }
    }

    /// Ends the process and waits for it; what is being read fails.
    func forget() async {
        await withCheckedContinuation { continuation in
            let isWaiting = state.withLock { state in
                guard state.isRunning else { return false }
                state.forgetting.append(continuation)
                state.reader?.kill()
                return true
            }
            if isWaiting { bell.signal() } else { continuation.resume() }
        }
    }

    /// Ends the process and the thread for good.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.reader?.kill()
        }
        bell.signal()
    }

    var process: Int32? { state.withLock { $0.reader?.process } }

    private func enqueue(_ job: Job) {
        let (isTaken, isFirst) = state.withLock { state in
            guard state.jobs.count < limits.waiting else { return (false, false) }
            state.jobs.append(job)
            defer { state.isRunning = true }
            return (true, !state.isRunning)
        }
        guard isTaken else {
            return job.fail(ScreenTextError(.readerLate, "\(limits.waiting) pictures wait to be read already."))
        }
        if isFirst { Thread { self.live() }.start() }
        bell.signal()
    }

    // MARK: The thread

    private func live() {
        // Whoever writes to a process that is gone hears of it from the call.
        var broken = sigset_t()
        sigemptyset(&broken)
        sigaddset(&broken, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &broken, nil)
        while true {
            let isIdle = bell.wait(timeout: .now() + .nanoseconds(Int(limits.idle / .nanoseconds(1)))) == .timedOut
            if tidy(isIdle: isIdle) { return }
            let job = state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
            if let job { perform(job) }
        }
    }

    /// Ends the process when that was asked for, or nothing was for long.
    ///
    /// - Returns: whether the thread is to go.
    private func tidy(isIdle: Bool) -> Bool {
        let (isEnding, waiting) = state.withLock { state in
            let isEnding = state.isStopped || (isIdle && state.jobs.isEmpty) || !state.forgetting.isEmpty
            defer { state.forgetting = [] }
            return (isEnding, state.forgetting)
        }
        if isEnding { endReader() }
        for one in waiting { one.resume() }
        guard isEnding else { return false }
        return state.withLock { state in
            guard state.jobs.isEmpty, state.forgetting.isEmpty else { return false }
            state.isRunning = false
            return true
        }
    }

    private func perform(_ job: Job) {
        let most = Deadline.after(limits.patience)
        let deadline = job.deadline.map { Deadline(instant: min($0.instant, most.instant)) } ?? most
        // To begin what is late would end a reader that is well.
        guard !deadline.hasPassed else {
            return job.fail(ScreenTextError(.readerLate, "The picture waited too long to be read."))
        }
        do throws(ScreenTextError) {
            let done = job.run(try reader(by: deadline), deadline)
            switch done.failure?.reason {
            case .readerEnded, .readerLate: endReader()
            case .pictureTooLarge, .pictureUnreadable, .languageMissing, .memoryUnavailable, .rulesInvalid, nil: break
            }
            done.tell()
        } catch { job.fail(error) }
    }

    private func reader(by deadline: Deadline) throws(ScreenTextError) -> RunningReader {
        if let reader = state.withLock({ $0.reader }) { return reader }
        let reader = try RunningReader(executable: executable, language: language, deadline: deadline)
        state.withLock { $0.reader = reader }
        return reader
    }

    private func endReader() {
        let reader = state.withLock { state in
            defer { state.reader = nil }
            return state.reader
        }
        reader?.end()
    }
}
