// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

extension TabPump {
    /// Lets documents and calls of a tab pass through here where a person shows a task: what a server asks them must be heard
    /// to be shown again.
    ///
    /// Not while the browser still holds the tab: it would wait for a request that waits for us.
    func listenForQuestions(_ session: CDPSession, _ options: SessionOptions) async throws {
        guard case .person = options.dialogs else { return }
        let patterns = ["Document", "XHR", "Fetch"].map { Fetch.RequestPattern(urlPattern: "*", resourceType: $0) }
        _ = try await session.send(
            Fetch.Enable(patterns: patterns, handleAuthRequests: true),
            deadline: .after(.seconds(10))
        )
    }

    /// A request that only passes through, so that its server's question is heard.
    func paused(_ request: Fetch.RequestPaused, in tab: Tab) {
        try? tab.session.enqueue(Fetch.ContinueRequest(requestId: request.requestId), deadline: .after(.seconds(10)))
            .discard()
    }

    /// A server asks who is there: as planned, or the person who shows a task, for a while; otherwise nobody is.
    func asked(
        _ challenge: Fetch.AuthRequired,
        in tab: Tab,
        _ policy: DialogPolicy,
        _ timers: inout DiscardingTaskGroup
    ) async {
        let limit: Duration? = if case .person(let limit) = policy { limit } else { nil }
        // A proxy that asks is nobody's site.
        let origin = challenge.authChallenge.source == "Proxy" ? nil : try? WebOrigin(challenge.authChallenge.origin)
        let verdict = tab.signIns.withLock {
            $0.asked(challenge.requestId, by: origin, asksPerson: limit != nil)
        }
        switch verdict {
        case .give(let answer): await give(answer, challenge, tab)
        case .refuse: await give(nil, challenge, tab)
        case .wait(let question):
            tell(.signInAsked, .pending, tab.id.rawValue, ["origin": .string(question.origin.text)])
            tab.announce(.signInAsked)
            timers.addTask {
                guard (try? await Task.sleep(for: limit ?? .zero)) != nil else { return }
                guard tab.signIns.withLock({ $0.take(question.number) }) != nil else { return }
                try? await tab.send(nil, to: question.request, deadline: .after(.seconds(5)))
            }
        }
    }

    private func give(_ answer: SignInAnswer?, _ challenge: Fetch.AuthRequired, _ tab: Tab) async {
        let origin: [String: JSONValue] = answer.map { ["origin": .string($0.origin.text)] } ?? [:]
        tell(.signInAsked, answer == nil ? .denied : .allowed, tab.id.rawValue, origin)
        try? await tab.send(answer, to: challenge.requestId, deadline: .after(.seconds(5)))
        if let answer { tab.announce(.signedIn(answer)) }
    }
}
