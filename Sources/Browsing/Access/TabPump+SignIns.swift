// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

extension TabPump {
    /// Sets up a tab whose servers may ask who is there: what it was opened for is on its way as soon as it is let go, and
    /// may have to be let pass, and its server answered, before the tab can say what else it was told.
    ///
    /// - Returns: what its server has asked by then.
    func setUp(_ tab: Tab, of owner: BrowsingSession) async throws -> HeardQuestions {
        let session = tab.session
        var target = TabSetUp(session: session, options: owner.options, hasWindow: browser.hasWindow)
        target.questions = owner.signIns.questions(of: session)
        if case .person(let limit) = owner.options.dialogs { target.patience += limit }
        let ear = QuestionEar()
        let passing = session.events()
        owner.arrive(tab)
        defer { owner.arrived(tab) }
        let tree = try await withThrowingTaskGroup(of: Page.FrameTree?.self) { [target] group in
            defer { group.cancelAll() }
            group.addTask { try await setUp(target) }
            group.addTask {
                for try await event in passing {
                    if let request = try event.decode(Fetch.RequestPaused.self) {
                        letPass(request, of: session)
                        ear.heard.withLock { $0.add(nil) }
                    }
                    guard let challenge = try event.decode(Fetch.AuthRequired.self) else { continue }
                    let timer = await asked(challenge, in: tab, owner.options.dialogs)
                    ear.heard.withLock { $0.add(timer) }
                }
                return nil
            }
            while let result = try await group.next() { if let result { return result } }
            throw CancellationError()
        }
        _ = tab.update { state in
            state = TabState(tree, session: session)
            return nil
        }
        return ear.heard.withLock { $0 }
    }

    /// A request that only passes through, so that its server's question is heard.
    ///
    /// Once: a second word on it would come when its server has asked, and make the answer void.
    func letPass(_ request: Fetch.RequestPaused, of session: CDPSession) {
        try? session.enqueue(Fetch.ContinueRequest(requestId: request.requestId), deadline: .after(.seconds(10)))
            .discard()
    }

    /// A server asks who is there: as planned, or the person who shows a task, for a while; otherwise nobody is.
    ///
    /// - Returns: what ends the question when nobody answers; nil when it is answered.
    func asked(
        _ challenge: Fetch.AuthRequired,
        in tab: Tab,
        _ policy: DialogPolicy
    ) async -> (@Sendable () async -> Void)? {
        let limit: Duration? = if case .person(let limit) = policy { limit } else { nil }
        // A proxy that asks is nobody's site.
        let origin = challenge.authChallenge.source == "Proxy" ? nil : try? WebOrigin(challenge.authChallenge.origin)
        let frame = challenge.resourceType == "Document" ? challenge.frameId : nil
        let verdict = tab.signInPlan.decide { plan in
            tab.signIns.withLock {
                $0.asked(challenge.requestId, by: origin, before: frame, foreseen: &plan, asksPerson: limit != nil)
            }
        }
        switch verdict {
        case .give(let answer):
            await give(answer, to: origin, challenge, tab)
            return nil
        case .refuse:
            await give(nil, to: origin, challenge, tab)
            return nil
        case .wait(let question):
            note(.pending, question.origin, tab)
            tab.announce(.signInAsked)
            return {
                guard (try? await Task.sleep(for: limit ?? .zero)) != nil else { return }
                guard tab.signIns.withLock({ $0.take(question.number) }) != nil else { return }
                try? await tab.send(nil, to: question.request, deadline: .after(.seconds(5)))
            }
        }
    }

    private func give(_ answer: SignInAnswer?, to origin: WebOrigin?, _ challenge: Fetch.AuthRequired, _ tab: Tab) async
    {
        note(answer == nil ? .denied : .allowed, origin, tab)
        try? await tab.send(answer, to: challenge.requestId, deadline: .after(.seconds(5)))
        guard let answer else { return }
        tab.tell(of: answer)
        // It waits for that, and nothing else may happen in it.
        tab.signInPlan.planner(besides: tab)?.announce(.signedIn(answer))
    }

    private func note(_ outcome: EventOutcome, _ origin: WebOrigin?, _ tab: Tab) {
        let document = tab.document
        guard tab.signIns.withLock({ $0.isNews(outcome, of: origin, in: document) }) else { return }
        tell(.signInAsked, outcome, tab.id.rawValue, origin.map { ["origin": .string($0.text)] } ?? [:])
    }
}

/// What came of a tab's requests while the tab was being set up.
struct HeardQuestions: Sendable {
    /// What ends those that nobody answers.
    private(set) var timers: [@Sendable () async -> Void] = []
    private var count = 0

    mutating func add(_ timer: (@Sendable () async -> Void)?) {
        count += 1
        if let timer { timers.append(timer) }
    }

    /// Whether an event was dealt with then: whoever follows the tab gets them once more, in the same order.
    mutating func skips(_ event: CDPEvent) -> Bool {
        guard count > 0, [Fetch.AuthRequired.method, Fetch.RequestPaused.method].contains(event.method) else {
            return false
        }
        count -= 1
        return true
    }
}

/// Where they are kept meanwhile.
private final class QuestionEar: Sendable {
    let heard = Mutex(HeardQuestions())
}
