// SPDX-License-Identifier: Apache-2.0
import Glibc
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@testable import ModelRouting

@Suite("Asking providers")
struct ModelRouterTests {
    private let prompt = ChatPrompt(instructions: "Say yes.", question: "Yes?", schema: ["type": "object"])
    private let events = RecordingSink()

    private func provider(
        _ name: String,
        _ server: FixtureServer,
        key: KeySource? = nil,
        limit: Duration = .seconds(10)
    ) throws -> ModelProvider {
        ModelProvider(
            name: name,
            address: try WebAddress(server.address("/\(name)")),
            model: "scripted",
            key: key,
            limit: limit
        )
    }

    private func router(
        _ providers: [ModelProvider],
        home: String = "/nowhere",
        budget: ModelBudget.Limits = .init(),
        isStopped: Bool = false,
        variables: [String: String] = [:]
    ) throws -> ModelRouter {
        try ModelRouter(
            settings: ModelSettings(providers: providers, budget: budget),
            home: home,
            events: events,
            isStopped: { isStopped },
            environment: { variables[$0] }
        )
    }

    /// Asks one question that "yes" answers.
    private func ask(
        _ router: ModelRouter,
        run: RunID? = nil,
        count: Int = 1
    ) async throws -> (provider: String?, failures: [ModelFailure.Kind]) {
        let prompts = Array(repeating: prompt, count: count)
        let occasion = ModelOccasion(.rescue, run: run, step: "a1")
        let consultation = try await router.consult(prompts, for: occasion, deadline: .after(.seconds(20))) { text, _ in
            text == "yes" ? true : nil
        }
        switch consultation {
        case .answered(_, let provider): return (provider, [])
        case .unanswered(let failures): return (nil, failures.map(\.kind))
        }
    }

    private func path(_ name: String) -> String { "/\(name)/chat/completions" }

    @Test("the next provider is asked when one fails, and all questions anew")
    func cascade() async throws {
        let answers: FixtureReply = .computed { _ in ScriptedModel.says("yes") }
        try await withFixtureServer([path("down"): ScriptedModel.fails(503), path("up"): answers]) { server in
            let router = try router([provider("down", server), provider("up", server)])
            #expect(try await ask(router, count: 2).provider == "up")
            #expect(server.requests(for: path("down")).count == 1 && server.requests(for: path("up")).count == 2)
            let reports = router.report()
            #expect(reports.map(\.provider.name) == ["down", "up"])
            #expect(reports[0].metrics.failures == [.serverFailed: 1] && reports[0].breaker == .closed(failures: 1))
            #expect(reports[1].metrics.calls == 2 && reports[1].metrics.answers == 2)
            #expect(reports[1].metrics.promptTokens == 200 && reports[1].metrics.answerTokens == 10)
            #expect(reports[1].metrics.median != nil && reports[1].metrics.p95 != nil)
        }
    }

    @Test("who answers the first question only is not believed for the second")
    func half() async throws {
        let first = Watched(true)
        let half: FixtureReply = .computed { _ in
            let isFirst = first.current
            first.update { $0 = false }
            return isFirst ? ScriptedModel.says("yes") : ScriptedModel.fails(500)
        }
        try await withFixtureServer([path("half"): half, path("up"): ScriptedModel.says("yes")]) { server in
            let router = try router([provider("half", server), provider("up", server)])
            #expect(try await ask(router, count: 2).provider == "up")
            #expect(server.requests(for: path("up")).count == 2)
        }
    }

    @Test("a server that does not know a form is asked in a simpler one, and that is remembered")
    func forms() async throws {
        let objects: FixtureReply = .computed { request in
            let form = ScriptedQuestion(request)?.form
            return form == "json_schema" ? ScriptedModel.fails(400) : ScriptedModel.says("yes")
        }
        let plain: FixtureReply = .computed { request in
            ScriptedQuestion(request)?.form == "plain" ? ScriptedModel.says("yes") : ScriptedModel.fails(422)
        }
        let never: FixtureReply = .computed { _ in ScriptedModel.fails(400) }
        try await withFixtureServer([path("o"): objects, path("p"): plain, path("n"): never]) { server in
            let some = try router([provider("o", server)])
            for _ in 0..<2 { #expect(try await ask(some).provider == "o") }
            #expect(
                server.requests(for: path("o")).compactMap { ScriptedQuestion($0)?.form } == [
                    "json_schema", "json_object", "json_object",
                ]
            )
            #expect(some.report()[0].metrics.failures == [.formRefused: 1])
            #expect(some.report()[0].form == .jsonObject && some.report()[0].breaker == .closed(failures: 0))

            let none = try router([provider("p", server)])
            for _ in 0..<2 { #expect(try await ask(none).provider == "p") }
            #expect(
                server.requests(for: path("p")).compactMap { ScriptedQuestion($0)?.form } == [
                    "json_schema", "json_object", "plain", "plain",
                ]
            )

            let hopeless = try router([provider("n", server)])
            #expect(try await ask(hopeless).failures == [.refused])
            #expect(hopeless.report()[0].form == .jsonSchema, "only an answer shows that it was the form")
            #expect(hopeless.report()[0].metrics.failures == [.formRefused: 2, .refused: 1])
        }
    }

    @Test("five failures in a row leave a provider alone; a test asks it all the same and closes the breaker")
    func breaker() async throws {
        try await withFixtureServer([path("a"): ScriptedModel.fails(500)]) { server in
            let router = try router([provider("a", server)])
            for _ in 0..<5 { #expect(try await ask(router).failures == [.serverFailed]) }
            #expect(try await ask(router).failures == [.breakerOpen])
            #expect(server.requests.count == 5)
            guard case .open = router.report()[0].breaker else { throw Missing() }

            server.answer(path("a"), with: ScriptedModel.says(#"{"choice": "none"}"#))
            let test = try await router.test(deadline: .after(.seconds(10)))
            #expect(test.map(\.name) == ["a"] && test[0].failure == nil && test[0].form == .jsonSchema)
            #expect(router.report()[0].breaker == .closed(failures: 0))
        }
    }

    @Test("a run's budget ends its questions, and no other run's")
    func budget() async throws {
        try await withFixtureServer([path("a"): ScriptedModel.says("yes")]) { server in
            let run = RunID.new()
            let router = try router([provider("a", server)], budget: .init(calls: 2))
            #expect(try await ask(router, run: run, count: 2).provider == "a")
            #expect(try await ask(router, run: run).failures == [.budgetSpent])
            #expect(server.requests.count == 2)
            #expect(try await ask(router, run: .new()).provider == "a")
            #expect(router.report()[0].metrics.failures == [.budgetSpent: 1])
            #expect(router.report()[0].breaker == .closed(failures: 0))
        }
    }

    @Test("a provider that counts no tokens, or lies about them, is counted for")
    func countedFor() async throws {
        let silent = ScriptedModel.says("yes", tokens: nil)
        let lying = ScriptedModel.says("yes", tokens: (-5, 1 << 40))
        for reply in [silent, lying] {
            try await withFixtureServer([path("a"): reply]) { server in
                let run = RunID.new()
                // One guess fits, two do not.
                let budget = ModelBudget.Limits(tokens: 2 * prompt.estimatedTokens(isHosted: false) - 1)
                let router = try router([provider("a", server)], budget: budget)
                #expect(try await ask(router, run: run).provider == "a")
                #expect(try await ask(router, run: run).failures == [.budgetSpent])
                #expect(router.report()[0].metrics.promptTokens == 0 && router.report()[0].metrics.answerTokens == 0)
            }
        }
    }

    @Test("what a probe that is under way decides is waited for by nobody: others go to the next provider")
    func probing() async throws {
        try await withFixtureServer([path("a"): ScriptedModel.fails(500), path("b"): ScriptedModel.says("yes")]) {
            server in
            let router = try router([provider("a", server), provider("b", server)])
            for _ in 0..<5 { #expect(try await ask(router).provider == "b") }
            router.edit("a") { state in
                // As after the rest.
                let past = ContinuousClock.now - CircuitBreaker.rest - .seconds(1)
                state.breaker = CircuitBreaker()
                for _ in 0..<CircuitBreaker.threshold { state.breaker.report(.fails, at: past) }
            }
            let gate = Gate()
            server.answer(path("a"), with: .held(by: gate, then: ScriptedModel.says("yes")))
            async let probe = ask(router)
            try await gate.waitForArrival()
            #expect(router.report()[0].breaker == .probing)
            #expect(try await ask(router).provider == "b")
            gate.open()
            #expect(try await probe.provider == "a")
            #expect(router.report()[0].breaker == .closed(failures: 0))
        }
    }

    @Test("with the kill switch on, or without a log, nothing is sent")
    func stopped() async throws {
        try await withFixtureServer([path("a"): ScriptedModel.says("yes")]) { server in
            #expect(try await ask(try router([provider("a", server)], isStopped: true)).failures == [.killSwitch])
            let full = RecordingSink { _ in throw FileError(path: "/x", reason: "full") }
            let router = try ModelRouter(
                settings: ModelSettings(providers: [provider("a", server)]),
                home: "/nowhere",
                events: full,
                isStopped: { false },
                environment: { _ in nil }
            )
            #expect(try await ask(router).failures == [.auditUnavailable])
            #expect(server.requests.isEmpty)
        }
    }

    @Test("the intent is in the log before the question leaves")
    func intentFirst() async throws {
        try await withFixtureServer([path("a"): ScriptedModel.says("yes")]) { server in
            let gate = Gate()
            let slow = RecordingSink { _ in try await gate.pass() }
            let router = try ModelRouter(
                settings: ModelSettings(providers: [provider("a", server)]),
                home: "/nowhere",
                events: slow,
                isStopped: { false },
                environment: { _ in nil }
            )
            async let asked = ask(router)
            try await gate.waitForArrival()
            #expect(server.requests.isEmpty)
            gate.open()
            #expect(try await asked.provider == "a")
        }
    }

    @Test("a key goes to its provider and nowhere else; without it nothing is sent")
    func keys() async throws {
        let key = "k3y-that-nobody-sees"
        let reply: FixtureReply = .computed { request in
            request.headers["authorization"] == "Bearer \(key)" ? ScriptedModel.says("yes") : ScriptedModel.fails(401)
        }
        try await withTemporaryFolder { folder in
            chmod(try folder.write(key + "\n", to: "keys/a"), 0o600)
            try await withFixtureServer([path("a"): reply, path("b"): reply, path("c"): reply]) { server in
                let router = try router(
                    [
                        provider("c", server, key: .file("missing")), provider("b", server, key: .environment("WRONG")),
                        provider("a", server, key: .file("a")),
                    ],
                    home: folder.path,
                    variables: ["WRONG": "other"]
                )
                #expect(try await ask(router).provider == "a")
                #expect(server.requests(for: path("c")).isEmpty)
                #expect(router.report().map(\.metrics.failures) == [[.keyUnusable: 1], [.refused: 1], [:]])
                var told = "\(events.events) \(router.report())"
                dump(router.report(), to: &told)
                dump(router.settings, to: &told)
                #expect(!told.contains(key))
            }
        }
    }

    @Test("the log tells who was asked what for, how long it took and how it ended, and holds no text")
    func audited() async throws {
        let run = RunID.new()
        try await withFixtureServer([path("a"): ScriptedModel.fails(429), path("b"): ScriptedModel.says("yes")]) {
            server in
            let router = try router([provider("a", server), provider("b", server)])
            #expect(try await ask(router, run: run).provider == "b")
        }
        let outcomes = events.events.map {
            "\($0.name.rawValue) \($0.extra["provider"]?.string ?? "") \($0.outcome.rawValue)"
        }
        #expect(
            outcomes == [
                "model_asked a started", "model_asked a failed", "model_asked b started", "model_asked b succeeded",
            ]
        )
        let (begun, failed, ended) = (events.events[0].extra, events.events[1].extra, events.events[3].extra)
        #expect(
            Set(begun.keys) == [
                "provider", "model", "origin", "hosted", "purpose", "form", "run", "step", "question_sha256",
                "question_bytes",
            ]
        )
        #expect(begun["run"]?.string == run.rawValue && begun["purpose"] == "rescue" && begun["step"] == "a1")
        #expect(failed["reason"] == "refused" && failed["status"] == 429)
        #expect(ended["answer_sha256"]?.string == "8a798890fe93817163b10b5f7bd2ca4d25d84c52739a645a889c173eee7d9d3d")
        #expect(ended["prompt_tokens"] == 100 && ended["answer_tokens"] == 5 && ended["ms"] != nil)
        #expect(events.events.allSatisfy { $0.source == .advisor && $0.transport == .http })
        #expect(!"\(events.events)".contains("Yes?") && !"\(events.events)".contains("\"yes\""))
    }

    @Test("a hosted provider is not asked without the operator's opt-in")
    func hosted() async throws {
        let far = ModelProvider(
            name: "far",
            address: try WebAddress("https://api.models.example/v1"),
            model: "m",
            isHosted: true
        )
        let router = try router([far])
        #expect(router.isEmpty && router.report().map(\.isAllowed) == [false])
        #expect(try await ask(router).failures.isEmpty)
        #expect(try await router.test(deadline: .after(.seconds(5))).isEmpty)
        #expect(events.events.isEmpty)
    }

    @Test("who is cancelled leaves at once, and the log says so")
    func cancelled() async throws {
        let gate = Gate()
        try await withFixtureServer([path("a"): .held(by: gate, then: ScriptedModel.says("yes"))]) { server in
            let router = try router([provider("a", server)])
            let task = Task { try await ask(router) }
            try await gate.waitForArrival()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(events.events.map(\.outcome) == [.started, .cancelled])
            #expect(router.report()[0].breaker == .closed(failures: 0))
        }
    }

    private struct Missing: Error {}
}
