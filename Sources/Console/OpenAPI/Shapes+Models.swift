// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

extension Shapes {
    static let models: [(String, Shape)] = [
        (
            "ModelSummary",
            .object([
                .required("name", .text, "The operator's name for the provider."),
                .required("url", .text, "Where its API begins."),
                .required("model", .text, "What it calls the model."),
                .required("is_hosted", .flag, "Whether it lies beyond this machine."),
                .required("is_allowed", .flag, "Whether it may be asked."),
                .required(
                    "form",
                    .choice(["json_schema", "json_object", "plain"]),
                    "The strictest form of answer that it is known to take."
                ),
                .required("breaker", .choice(["closed", "open", "half_open"]), "Whether calls go through."),
                .required("calls", .integer, "Requests that were sent."),
                .required("answers", .integer, "Those that brought an answer that could be used."),
                .required("failures", .map(.integer), "The others by kind."),
                .required("prompt_tokens", .integer, "Tokens of questions."),
                .required("answer_tokens", .integer, "Tokens of answers."),
                .optional("median_ms", .integer, "The median of the latest answers' times."),
                .optional("p95_ms", .integer, "What 95 of 100 of them took at most."),
            ])
        ),
        (
            "ModelList",
            .object([.required("models", .list(.named("ModelSummary")), "In the order in which they are asked.")])
        ),
        (
            "ModelTestResult",
            .object([
                .required("name", .text, "The operator's name of the provider."),
                .required("works", .flag, "Whether it answered as it should."),
                .optional("failure", .text, "The kind of failure."),
                .optional("message", .text, "The failure in words."),
                .required("form", .text, "The form of answer that it takes."),
                .required("ms", .integer, "How long it took."),
            ])
        ),
        ("ModelTestList", .object([.required("tests", .list(.named("ModelTestResult")), "One a provider.")])),
    ]
}
