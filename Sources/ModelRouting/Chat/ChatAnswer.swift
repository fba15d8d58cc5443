// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What a provider said.
struct ChatAnswer: Sendable, Hashable {
    /// The first choice's text; of a model, and not to be believed.
    let text: String
    /// What it says that the question had; nil when it says nothing.
    let promptTokens: Int?
    /// What it says that the answer had.
    let answerTokens: Int?

    /// Reads an answer's body; nil when it is no chat completion.
    init?(_ body: [UInt8]) {
        guard let json = try? JSONText.parse(body),
            let text = json["choices"]?.array?.first?["message"]?["content"]?.string
        else { return nil }
        self.text = text
        promptTokens = ChatAnswer.count(json["usage"]?["prompt_tokens"])
        answerTokens = ChatAnswer.count(json["usage"]?["completion_tokens"])
    }

    /// A provider that counts below nothing, or beyond all reason, has not counted.
    private static func count(_ value: JSONValue?) -> Int? {
        value?.int.flatMap { (0...10_000_000).contains($0) ? $0 : nil }
    }
}
