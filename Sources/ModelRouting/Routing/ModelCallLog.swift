// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Vocabulary
internal import WebAddresses

/// Writes calls into the audit log: who was asked what for, how long it took, what it cost, and how it ended.
///
/// Of questions and answers only digests are kept, so that the log holds no text of a page and no word of a model.
struct ModelCallLog: Sendable {
    let events: any EventSink

    /// A call that is in the log and not over.
    struct Entry: Sendable {
        let correlation: CorrelationID
        let extra: [String: JSONValue]
    }

    /// Writes that a call is about to be made.
    ///
    /// - Throws: the log's error; then the call must not be made.
    func begin(_ call: ModelCall) async throws -> Entry {
        var extra: [String: JSONValue] = [
            "provider": .string(call.provider.name), "model": .string(call.provider.model),
            "origin": .string(call.provider.address.origin.text), "hosted": .bool(call.provider.isHosted),
            "purpose": .string(call.occasion.purpose.rawValue), "form": .string(call.form.rawValue),
        ]
        if let run = call.occasion.run { extra["run"] = .string(run.rawValue) }
        if let step = call.occasion.step { extra["step"] = .string(step) }
        if call.contextBytes > 0 { extra["context_bytes"] = .int(Int64(call.contextBytes)) }
        let entry = Entry(correlation: .new(), extra: extra)
        let body = call.body
        try await events.record(
            event(
                entry,
                .started,
                ["question_sha256": .string(ModelCallLog.digest(body)), "question_bytes": .int(Int64(body.count))]
            )
        )
        return entry
    }

    /// Writes how it ended.
    func end(_ entry: Entry, answer: ChatAnswer?, failure: ModelFailure?, elapsed: Duration) {
        var extra: [String: JSONValue] = ["ms": .int(Int64(elapsed / .milliseconds(1)))]
        if let answer {
            extra["answer_sha256"] = .string(ModelCallLog.digest(Array(answer.text.utf8)))
            if let tokens = answer.promptTokens { extra["prompt_tokens"] = .int(Int64(tokens)) }
            if let tokens = answer.answerTokens { extra["answer_tokens"] = .int(Int64(tokens)) }
        }
        if let failure { extra["reason"] = .string(failure.kind.rawValue) }
        if let status = failure?.status { extra["status"] = .int(Int64(status)) }
        events.enqueue(event(entry, failure == nil ? .succeeded : .failed, extra))
    }

    /// Writes that it was given up because the run is over.
    func cancel(_ entry: Entry, elapsed: Duration) {
        events.enqueue(event(entry, .cancelled, ["ms": .int(Int64(elapsed / .milliseconds(1)))]))
    }

    private func event(_ entry: Entry, _ outcome: EventOutcome, _ extra: [String: JSONValue]) -> Event {
        Event(
            .modelAsked,
            source: .advisor,
            outcome: outcome,
            transport: .http,
            correlationID: entry.correlation,
            extra: entry.extra.merging(extra) { own, _ in own }
        )
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
