// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

/// How the servers of a session's pages that ask who is there are answered, in whichever of its tabs they ask.
///
/// Requests pass through
/// [Fetch](https://chromedevtools.github.io/devtools-protocol/tot/Fetch/#method-enable) where a person shows a task, and
/// where a step foresees a question, for as long as it does.
final class SessionSignIns: Sendable {
    private struct State {
        var plan = SignInPlan()
        /// The tab whose step foresees it.
        var planner: Tab?
        /// The tabs whose requests pass through because of that.
        var listening: [CDPSession] = []
    }

    private let state = Mutex(State())
    /// What passes through while no step foresees anything.
    private let resting: [Fetch.RequestPattern]

    init(_ dialogs: DialogPolicy) {
        resting =
            if case .person = dialogs {
                ["Document", "XHR", "Fetch"].map { Fetch.RequestPattern(urlPattern: "*", resourceType: $0) }
            } else { [] }
    }

    /// What a step foresees now.
    var plan: SignInPlan { state.withLock { $0.plan } }

    /// Changes what is foreseen, as a question does.
    func decide<Result>(_ body: (inout SignInPlan) -> Result) -> Result where Result: Sendable {
        state.withLock { body(&$0.plan) }
    }

    /// The tab whose step foresees a question, if it is another one: it waits for the answer to be given.
    func planner(besides tab: Tab) -> Tab? { state.withLock { $0.planner === tab ? nil : $0.planner } }

    /// Foresees a question in a tab, and in those that it opens.
    func expect(_ answer: SignInAnswer, in tab: Tab, deadline: Deadline) async throws {
        state.withLock { state in
            state.plan.expect(answer)
            state.planner = tab
            state.listening.append(tab.session)
        }
        _ = try await tab.session.send(
            Fetch.Enable(patterns: SessionSignIns.patterns(for: answer) + resting, handleAuthRequests: true),
            deadline: deadline
        )
    }

    /// The requests of a new tab that pass through; nothing of a tab may be missed, so it is told before it is let go.
    func questions(of session: CDPSession) -> [Fetch.RequestPattern] {
        state.withLock { state in
            guard let answer = state.plan.answer else { return resting }
            state.listening.append(session)
            return SessionSignIns.patterns(for: answer) + resting
        }
    }

    /// Foresees nothing any more.
    func forget() async {
        let sessions = state.withLock { state -> [CDPSession] in
            defer { state = State() }
            return state.listening
        }
        for session in sessions {
            let deadline = Deadline.after(.seconds(5))
            if resting.isEmpty {
                _ = try? await session.send(Fetch.Disable(), deadline: deadline)
            } else {
                let hearing = Fetch.Enable(patterns: resting, handleAuthRequests: true)
                _ = try? await session.send(hearing, deadline: deadline)
            }
        }
    }

    private static func patterns(for answer: SignInAnswer) -> [Fetch.RequestPattern] {
        [Fetch.RequestPattern(urlPattern: "\(answer.origin.text)/*")]
    }
}
