// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import SkillKit
internal import Vocabulary

/// The calls that a step waits for, and what has come of them: a value that is told what the page does.
///
/// A call that is refused may be sent again by the page: with a fresh token, or because it called off the first one
/// itself. So a refusal counts only when no other such call comes for a while.
struct AwaitedCalls {
    /// How long a page may take to send a refused call again.
    static let patience: Duration = .seconds(1)

    enum Verdict: Equatable {
        case wait
        /// Each has been sent and answered.
        case done
        case refused(ExpectedRequest, status: Int?)
    }

    private struct Refusal {
        let status: Int?
        let at: ContinuousClock.Instant
    }

    let expected: [ExpectedRequest]
    private let matchers: [AddressMatcher]
    private var missing: Set<Int>
    private var open: [String: Int] = [:]
    private var refusals: [Int: Refusal] = [:]

    init(_ expected: [ExpectedRequest], _ matchers: [AddressMatcher]) {
        self.expected = expected
        self.matchers = matchers
        missing = Set(expected.indices)
    }

    /// Takes what the page did.
    mutating func take(_ event: TabEvent, at now: ContinuousClock.Instant) {
        switch event {
        case .requestSent(let sent):
            let fits = missing.sorted()
                .filter { expected[$0].method == sent.method && matchers[$0].matches(sent.address) }
            // One that nothing is under way for comes first.
            open[sent.id] = fits.first { !open.values.contains($0) } ?? fits.first
        case .requestAnswered(let id, let status):
            if let index = open.removeValue(forKey: id) { end(index, status, now) }
        // The page goes with its calls.
        case .navigated(let navigation) where navigation.kind == .newDocument:
            for index in Set(open.values) { end(index, nil, now) }
            open = [:]
        case .navigated, .navigationRequested, .scriptsReady, .domReady, .loaded, .networkQuiet, .reported, .dialog,
            .download, .fileChooserOpened, .signInAsked, .signedIn, .windowOpened, .frameNavigated, .frameMoved,
            .framesChanged, .pointedAt, .pointingCancelled, .crashed, .closed:
            break
        }
    }

    private mutating func end(_ index: Int, _ status: Int?, _ now: ContinuousClock.Instant) {
        if let status, status < 400 {
            missing.remove(index)
            refusals[index] = nil
        } else if missing.contains(index) {
            refusals[index] = Refusal(status: status, at: now)
        }
    }

    /// What is known by now.
    func verdict(at now: ContinuousClock.Instant) -> Verdict {
        if missing.isEmpty { return .done }
        let waiting = missing.intersection(open.values)
        let late = refusals.filter {
            !waiting.contains($0.key) && $0.value.at.advanced(by: AwaitedCalls.patience) <= now
        }
        if let first = late.min(by: { $0.key < $1.key }) {
            return .refused(expected[first.key], status: first.value.status)
        }
        return .wait
    }

    /// What is said when the time is up.
    var lastVerdict: Verdict {
        if let first = refusals.min(by: { $0.key < $1.key }) {
            return .refused(expected[first.key], status: first.value.status)
        }
        return missing.isEmpty ? .done : .wait
    }
}
