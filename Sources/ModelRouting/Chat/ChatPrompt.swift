// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// One question to a model, and the shape that its answer must have.
public struct ChatPrompt: Sendable, Hashable {
    /// What it is told first; text of our own only.
    public let instructions: String
    /// The question; text of pages stands in it behind fences.
    public let question: String
    /// What goes with the question, by who is asked.
    public let context: PromptContext
    /// The JSON schema of the answer, for servers that can hold a model to one.
    public let schema: JSONValue
    /// The most tokens of an answer.
    public let answerTokens: Int

    /// Puts a question.
    public init(
        instructions: String,
        question: String,
        context: PromptContext = PromptContext(),
        schema: JSONValue,
        answerTokens: Int = 64
    ) {
        self.instructions = instructions
        self.question = question
        self.context = context
        self.schema = schema
        self.answerTokens = answerTokens
    }

    /// A cautious guess of what it costs with its answer: three bytes a token.
    func estimatedTokens(isHosted: Bool) -> Int {
        (instructions.utf8.count + whole(isHosted: isHosted).utf8.count) / 3 + answerTokens
    }

    /// The question with what goes with it.
    private func whole(isHosted: Bool) -> String {
        let context = isHosted ? self.context.hosted : self.context.local
        return context.isEmpty ? question : question + "\n\n" + context
    }
}

/// What goes with a question to a model on this machine, and what with one to a model elsewhere.
///
/// Which of them a provider is shown is decided where the request is written, so that nothing meant for this machine
/// goes anywhere else, whoever is asked next.
public struct PromptContext: Sendable, Hashable {
    /// For models on this machine.
    public var local: String
    /// For models of others.
    public var hosted: String

    /// Nothing, unless it is given.
    public init(local: String = "", hosted: String = "") {
        self.local = local
        self.hosted = hosted
    }
}

/// How strictly a server holds a model to the shape of its answer, strictest first.
public enum AnswerForm: String, Sendable, Hashable, CaseIterable {
    /// To the schema itself.
    case jsonSchema = "json_schema"
    /// To some JSON object.
    case jsonObject = "json_object"
    /// To nothing; the instructions must do.
    case plain

    /// What to ask for when a server does not know this one.
    var simpler: AnswerForm? {
        switch self {
        case .jsonSchema: .jsonObject
        case .jsonObject: .plain
        case .plain: nil
        }
    }
}

extension ChatPrompt {
    /// The body of a request for a
    /// [chat completion](https://platform.openai.com/docs/api-reference/chat/create).
    func body(model: String, isHosted: Bool, form: AnswerForm) -> [UInt8] {
        var members: [String: JSONValue] = [
            "model": .string(model),
            "messages": [
                ["role": "system", "content": .string(instructions)],
                ["role": "user", "content": .string(whole(isHosted: isHosted))],
            ],
            "temperature": 0,
            "max_tokens": .int(Int64(answerTokens)),
            "stream": false,
        ]
        switch form {
        case .jsonSchema:
            members["response_format"] = [
                "type": "json_schema",
                "json_schema": ["name": "answer", "strict": true, "schema": schema],
            ]
        case .jsonObject: members["response_format"] = ["type": "json_object"]
        case .plain: break
        }
        return CanonicalJSON.bytes(.object(members))
    }
}
