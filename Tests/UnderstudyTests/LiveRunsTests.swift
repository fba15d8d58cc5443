// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import understudy

@Suite("Runs while the process lives")
struct LiveRunsTests {
    private let run = RunID(rawValue: "run_1")

    @Test("who waits for the end of a run is not sent away because it needs a person")
    func end() async {
        let runs = LiveRuns()
        runs.queue(run)
        runs.runWaits(run, for: ApprovalID(rawValue: "apr_1"))
        await runs.settle(run, for: .seconds(60))
        #expect(runs.entry(run)?.state == .needsPerson)
        async let waited: Void = runs.end(of: run, for: .seconds(60))
        runs.failed(run, state: .cancelled, message: "")
        await waited
        #expect(runs.entry(run)?.state == .cancelled)
    }

    @Test("who waits for a run that does not end is sent away when the time is up")
    func timeIsUp() async {
        let runs = LiveRuns()
        runs.queue(run)
        await runs.end(of: run, for: .milliseconds(1))
        #expect(runs.entry(run)?.state == .queued)
        await runs.end(of: RunID(rawValue: "run_2"), for: .seconds(60))
    }

    @Test("who cannot be asked reads that nothing was done only where that is sure", arguments: [true, false])
    func nobody(_ isRefusal: Bool) {
        let words = RunFollower.ending("Is it meant?", isRefusal: isRefusal)
        #expect(words.hasPrefix("Is it meant? Nobody can be asked here, so the run has ended"), "\(words)")
        #expect(words.contains("the step was not done") == !isRefusal && words.contains("understudy serve"), "\(words)")
    }
}
