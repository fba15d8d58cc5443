// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// A model that says what a test tells it to, behind a real HTTP server that speaks chat completions.
public enum ScriptedModel {
    /// The path at which a provider with the address `…/v1` asks.
    public static let path = "/v1/chat/completions"

    /// A well-formed completion.
    ///
    /// - Parameters:
    ///   - content: what the model says.
    ///   - tokens: what the server counts for question and answer; nil when it counts nothing.
    public static func says(_ content: String, tokens: (prompt: Int, answer: Int)? = (100, 5)) -> FixtureReply {
        var members: [String: JSONValue] = [
            "id": "c1", "object": "chat.completion", "model": "scripted",
            "choices": [
                ["index": 0, "finish_reason": "stop", "message": ["role": "assistant", "content": .string(content)]]
            ],
        ]
        if let tokens {
            members["usage"] = [
                "prompt_tokens": .int(Int64(tokens.prompt)), "completion_tokens": .int(Int64(tokens.answer)),
            ]
        }
        return .text(
            CanonicalJSON.text(.object(members)),
            headers: ["Content-Type": "application/json"]
        )
    }

    /// Says what it makes of each question.
    public static func thinks(_ answer: @escaping @Sendable (ScriptedQuestion) -> String) -> FixtureReply {
        .computed { request in
            guard let question = ScriptedQuestion(request) else { return .text("no question", status: 400) }
            return says(answer(question))
        }
    }

    /// An error of the server.
    public static func fails(_ status: Int) -> FixtureReply {
        .text(#"{"error":{"message":"no"}}"#, status: status, headers: ["Content-Type": "application/json"])
    }
}

/// A question as a model sees it.
public struct ScriptedQuestion: Sendable {
    /// The whole body.
    public let body: JSONValue
    /// What it is told first.
    public let instructions: String
    /// What it is asked.
    public let text: String

    /// Reads a request; nil when it is no chat completion's.
    public init?(_ request: FixtureRequest) {
        guard let body = try? JSONText.parse(request.body), let messages = body["messages"]?.array, messages.count == 2,
            let instructions = messages[0]["content"]?.string, let text = messages[1]["content"]?.string
        else { return nil }
        self.body = body
        self.instructions = instructions
        self.text = text
    }

    /// The elements of the list, in its order.
    public var elements: [JSONValue] {
        text.split(separator: "\n")
            .compactMap { line in
                guard line.hasPrefix("{"), let element = try? JSONText.parse(String(line)), element["index"] != nil
                else {
                    return nil
                }
                return element
            }
    }

    /// The answer that names the element of a name; none when there is none or several.
    public func choosing(name: String) -> String {
        let found = elements.filter { $0["name"]?.string == name }
        guard found.count == 1, let index = found[0]["index"]?.int else { return #"{"choice": "none"}"# }
        return #"{"choice": \#(index)}"#
    }

    /// The form of answer that is asked for; `plain` when none is.
    public var form: String { body["response_format"]?["type"]?.string ?? "plain" }
}
