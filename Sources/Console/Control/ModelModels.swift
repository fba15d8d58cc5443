// SPDX-License-Identifier: Apache-2.0

/// A provider of models, with what its calls came to since the appliance started.
public struct ModelSummary: Sendable, Codable, Hashable {
    /// The operator's name for it.
    public var name: String
    /// Where its API begins.
    public var url: String
    /// What it calls the model.
    public var model: String
    /// Whether it lies beyond this machine.
    public var isHosted: Bool
    /// Whether it may be asked: a hosted one only when the operator has opted in.
    public var isAllowed: Bool
    /// The strictest form of answer that it is known to take: `json_schema`, `json_object` or `plain`.
    public var form: String
    /// `closed`, `open` while it is left alone, `half_open` while one call decides.
    public var breaker: String
    /// Requests that were sent.
    public var calls: Int
    /// Those that brought an answer that could be used.
    public var answers: Int
    /// The others by kind, and those for which nothing was sent.
    public var failures: [String: Int]
    /// Tokens of questions, as it counts.
    public var promptTokens: Int
    /// Tokens of answers, as it counts.
    public var answerTokens: Int
    /// The median of the latest answers' times; nil without any.
    public var medianMilliseconds: Int?
    /// What 95 of 100 of them took at most.
    public var p95Milliseconds: Int?

    /// Describes a provider that was not asked yet.
    public init(name: String, url: String, model: String, isHosted: Bool, isAllowed: Bool) {
        self.name = name
        self.url = url
        self.model = model
        self.isHosted = isHosted
        self.isAllowed = isAllowed
        form = "json_schema"
        breaker = "closed"
        calls = 0
        answers = 0
        failures = [:]
        promptTokens = 0
        answerTokens = 0
    }

    private enum CodingKeys: String, CodingKey {
        case name, url, model, form, breaker, calls, answers, failures
        case isHosted = "is_hosted"
        case isAllowed = "is_allowed"
        case promptTokens = "prompt_tokens"
        case answerTokens = "answer_tokens"
        case medianMilliseconds = "median_ms"
        case p95Milliseconds = "p95_ms"
    }
}

/// What one small call to a provider came to.
public struct ModelTestResult: Sendable, Codable, Hashable {
    /// The operator's name of the provider.
    public var name: String
    /// Whether it answered as it should.
    public var works: Bool
    /// The kind of failure.
    public var failure: String?
    /// The failure in words.
    public var message: String?
    /// The form of answer that it takes.
    public var form: String
    /// How long it took.
    public var milliseconds: Int

    /// Describes a test.
    public init(name: String, failure: String? = nil, message: String? = nil, form: String, milliseconds: Int) {
        self.name = name
        works = failure == nil
        self.failure = failure
        self.message = message
        self.form = form
        self.milliseconds = milliseconds
    }

    private enum CodingKeys: String, CodingKey {
        case name, works, failure, message, form
        case milliseconds = "ms"
    }
}
