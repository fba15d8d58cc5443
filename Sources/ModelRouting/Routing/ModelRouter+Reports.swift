// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// One provider with what its calls came to.
public struct ProviderReport: Sendable, Hashable {
    /// As the operator wrote it down.
    public let provider: ModelProvider
    /// Whether it may be asked: a hosted one only when the operator has opted in.
    public let isAllowed: Bool
    /// What its calls came to.
    public let metrics: ProviderMetrics
    /// Whether calls go through.
    public let breaker: CircuitBreaker.State
    /// The strictest form of answer that it is known to take.
    public let form: AnswerForm
}

/// What one small call to a provider came to.
public struct ProviderTest: Sendable, Hashable {
    /// The operator's name of the provider.
    public let name: String
    /// Why it gave no answer that can be used; nil when it did.
    public let failure: ModelFailure?
    /// The form of answer that it took.
    public let form: AnswerForm
    /// How long it took, forms that it does not know included.
    public let elapsed: Duration
}

extension ModelRouter {
    /// The providers in the order in which they are asked.
    public func report() -> [ProviderReport] {
        let states = storage.withLock { $0.states }
        return settings.ordered.map { provider in
            let state = states[provider.name] ?? ProviderState()
            return ProviderReport(
                provider: provider,
                isAllowed: settings.allows(provider),
                metrics: state.metrics,
                breaker: state.breaker.state,
                form: state.form
            )
        }
    }

    /// Makes one small call to each provider that may be asked, whatever its breaker says.
    ///
    /// The question holds nothing of any page.
    ///
    /// - Throws: `CancellationError` only.
    public func test(deadline: Deadline) async throws -> [ProviderTest] {
        try await withThrowingTaskGroup(of: (Int, ProviderTest).self) { group in
            for (place, provider) in allowed.enumerated() {
                group.addTask { [self] in (place, try await test(provider, deadline)) }
            }
            var tests: [(Int, ProviderTest)] = []
            for try await test in group { tests.append(test) }
            return tests.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func test(_ provider: ModelProvider, _ deadline: Deadline) async throws -> ProviderTest {
        let began = ContinuousClock.now
        let result = try await call(provider, .test, ModelOccasion(.test), deadline) { text -> Bool? in
            (try? JSONText.parse(text)) == ["choice": "none"] ? true : nil
        }
        let failure: ModelFailure? = if case .failure(let failure) = result { failure } else { nil }
        return ProviderTest(
            name: provider.name,
            failure: failure,
            form: edit(provider.name) { $0.form },
            elapsed: ContinuousClock.now - began
        )
    }
}

extension ChatPrompt {
    /// The question of a test.
    static let test = ChatPrompt(
        instructions: "You answer with one JSON object and nothing else.",
        question: #"This is a test. Answer with exactly {"choice": "none"}."#,
        schema: [
            "type": "object", "properties": ["choice": ["type": "string", "enum": ["none"]]], "required": ["choice"],
            "additionalProperties": false,
        ]
    )
}
