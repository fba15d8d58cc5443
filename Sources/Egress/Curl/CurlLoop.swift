// SPDX-License-Identifier: Apache-2.0
internal import CLibcurl
internal import Foundation
internal import Synchronization

/// The one thread on which libcurl runs, for all transfers of the process.
///
/// It sleeps in `curl_multi_poll` until a socket, a time limit or ``wake()`` calls it. Nothing that it calls may block:
/// sinks take bytes or refuse them, waiters are only resumed, and names are resolved on threads of libcurl's own. It
/// begins with the first transfer and ends with the process. See curl_multi_perform(3), curl_multi_poll(3) and
/// libcurl-thread(3).
final class CurlLoop: Sendable {
    static let shared = CurlLoop()

    // The handle belongs to the thread; curl_multi_wakeup(3) is the one call that other threads may make, and the handle
    // is never freed.
    private struct Handle: @unchecked Sendable {
        let multi: UnsafeMutableRawPointer
    }

    private struct Arrivals {
        // Bounded by what each client lets begin.
        var transfers: [Transfer] = []
        var hasThread = false

        mutating func takeTransfers() -> [Transfer] {
            defer { transfers = [] }
            return transfers
        }
    }

    private let handle: Handle?
    private let arrivals = Mutex(Arrivals())

    /// How long it sleeps when nothing at all goes on.
    private static let longSleep: Int32 = 3_600_000

    private init() {
        handle = understudy_start_curl() != 0 ? curl_multi_init().map(Handle.init) : nil
    }

    /// Takes a transfer over; its end is told to the transfer.
    func begin(_ transfer: Transfer) {
        guard handle != nil else { return transfer.over(.failure(CurlRun.outOfMemory)) }
        let isFirst = arrivals.withLock { arrivals in
            arrivals.transfers.append(transfer)
            defer { arrivals.hasThread = true }
            return !arrivals.hasThread
        }
        if isFirst { startThread() }
        wake()
    }

    /// Lets the thread look at cancellations and demands.
    func wake() {
        if let handle { curl_multi_wakeup(handle.multi) }
    }

    private func startThread() {
        Thread { [self] in
            guard let handle else { return }
            // For those who look at threads; proc(5).
            try? Data("understudy-http".utf8).write(to: URL(filePath: "/proc/thread-self/comm"))
            var runs = CurlRuns(multi: handle.multi)
            while true {
                for transfer in arrivals.withLock({ $0.takeTransfers() }) { runs.begin(transfer) }
                let sleep = runs.advance()
                curl_multi_poll(handle.multi, nil, 0, sleep ?? CurlLoop.longSleep, nil)
            }
        }
        .start()
    }
}

/// The transfers of the loop's thread, by libcurl's handle of each; nothing of it leaves that thread.
private struct CurlRuns {
    let multi: UnsafeMutableRawPointer
    private var runs: [UnsafeMutableRawPointer: CurlRun] = [:]

    init(multi: UnsafeMutableRawPointer) { self.multi = multi }

    mutating func begin(_ transfer: Transfer) {
        guard let easy = curl_easy_init() else { return transfer.over(.failure(CurlRun.outOfMemory)) }
        let run = CurlRun(transfer, easy)
        do throws(EgressError) {
            try run.configure()
        } catch {
            return transfer.over(.failure(error))
        }
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else {
            return transfer.over(.failure(CurlRun.outOfMemory))
        }
        runs[easy] = run
    }

    /// Does all that can be done at once.
    ///
    /// - Returns: the milliseconds until the next time limit; nil when there is none.
    mutating func advance() -> Int32? {
        for (easy, run) in runs {
            if run.transfer.isCancelled {
                end(easy, .failure(CancellationError()))
            } else if let failure = run.goOnIfAsked() {
                end(easy, .failure(failure))
            }
        }
        var running: Int32 = 0
        guard curl_multi_perform(multi, &running) == CURLM_OK else {
            for (easy, run) in runs { end(easy, .failure(run.failed("libcurl gave up on it"))) }
            return nil
        }
        takeResults()
        return endLate(now: .now)
    }

    private mutating func takeResults() {
        var easy: UnsafeMutableRawPointer?
        var code = CURLE_OK
        while understudy_take_result(multi, &easy, &code) != 0 {
            if let easy, let run = runs[easy] { end(easy, run.result(of: code)) }
        }
    }

    private mutating func endLate(now: ContinuousClock.Instant) -> Int32? {
        var next: Int32?
        for (easy, run) in runs {
            guard let limit = run.clock.next else { continue }
            let left = now.duration(to: limit.deadline)
            guard left > .zero else {
                end(easy, .failure(run.late(waitingFor: limit.waitingFor)))
                continue
            }
            next = min(next ?? CurlLoop.longestWait, Int32(clamping: Int64(left / .milliseconds(1)) + 1))
        }
        return next
    }

    /// Libcurl has let go of everything when the transfer hears of its end.
    private mutating func end(_ easy: UnsafeMutableRawPointer, _ result: Result<OutboundHead, any Error>) {
        guard let run = runs.removeValue(forKey: easy) else { return }
        curl_multi_remove_handle(multi, easy)
        run.close()
        run.transfer.over(result)
    }
}

extension CurlLoop {
    fileprivate static let longestWait: Int32 = 60_000
}
