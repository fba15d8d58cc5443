// SPDX-License-Identifier: Apache-2.0

/// What the calls to one provider came to since the appliance started; pure.
public struct ProviderMetrics: Sendable, Hashable {
    /// Requests that were sent.
    public private(set) var calls = 0
    /// Those that brought an answer that could be used.
    public private(set) var answers = 0
    /// The others by reason, and those for which nothing was sent.
    public private(set) var failures: [ModelFailure.Kind: Int] = [:]
    /// Tokens of questions, as the provider counts.
    public private(set) var promptTokens = 0
    /// Tokens of answers, as the provider counts.
    public private(set) var answerTokens = 0
    /// How long the latest answers took.
    private var times: [Duration] = []

    /// How many times are remembered.
    static let remembered = 128

    /// Nothing yet.
    public init() {}

    /// The middle of the latest 128 answers' times; nil without any.
    public var median: Duration? { quantile(0.5) }
    /// What 95 of 100 of them took at most.
    public var p95: Duration? { quantile(0.95) }

    mutating func noteCall() { calls += 1 }

    mutating func noteTokens(_ answer: ChatAnswer, elapsed: Duration) {
        promptTokens += answer.promptTokens ?? 0
        answerTokens += answer.answerTokens ?? 0
        if times.count == ProviderMetrics.remembered { times.removeFirst() }
        times.append(elapsed)
    }

    mutating func noteAnswer() { answers += 1 }

    mutating func note(_ failure: ModelFailure.Kind) { failures[failure, default: 0] += 1 }

    private func quantile(_ share: Double) -> Duration? {
        guard !times.isEmpty else { return nil }
        return times.sorted()[min(times.count - 1, Int(Double(times.count) * share))]
    }
}
