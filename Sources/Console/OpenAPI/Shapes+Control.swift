// SPDX-License-Identifier: Apache-2.0

extension Shapes {
    static let control: [(String, Shape)] = [
        ("DoneAnswer", .object([])),
        (
            "ControlSummary",
            .object([
                .required("driver", .choice(["replay", "agent", "person", "nobody"]), "Who drives."),
                .optional("principal", .text, "The person's name, when it is one."),
                .required("since", .text, "Since when, RFC 3339."),
                .optional("tab", .text, "The tab that is acted in."),
            ])
        ),
        (
            "PersonQuestion",
            .object([
                .required("kind", .choice(PersonQuestion.kinds), "What a person is needed for."),
                .required("text", .text, "What is asked."), .required("step", .text, "The step that waits."),
                .required("options", .list(.named("PersonOption")), "What may be chosen."),
                .optional("picture", .text, "Where the picture of the page as it was then is fetched."),
                .optional("box", .named("PictureBox"), "Where on it the element is."),
                .optional("form", .choice(PersonQuestion.forms), "What a question of the skill's is answered with."),
                .optional("expires", .text, "When such a question stops waiting, RFC 3339."),
            ])
        ),
        (
            "PersonOption",
            .object([
                .required("n", .integer, "Its number, from one; an answer names it by 'candidate', from zero."),
                .required("words", .text, "What it is."),
                .optional("box", .named("PictureBox"), "Where it is on the picture."),
            ])
        ),
        (
            "PictureBox",
            .object([
                .required("x", .number, "From the left, 0 to 1."), .required("y", .number, "From the top, 0 to 1."),
                .required("width", .number, "Its width, 0 to 1."), .required("height", .number, "Its height, 0 to 1."),
            ])
        ),
        (
            "PicturePlace",
            .object([
                .required("x", .number, "From the left, 0 to 1."), .required("y", .number, "From the top, 0 to 1."),
            ])
        ),
        (
            "TakeOver",
            .object([.optional("keep", .flag, "Whether what is done becomes steps of a pending revision.")])
        ),
        (
            "LeaseSummary",
            .object([
                .required("lease", .text, "Its name."), .optional("tab", .text, "The tab that the run acted in."),
                .required("expires", .integer, "In how many seconds it ends unless it is renewed."),
            ])
        ),
        ("RenewLease", .object([.required("lease", .text, "Its name.")])),
        (
            "HandBack",
            .object([
                .required("lease", .text, "Its name."),
                .optional(
                    "then",
                    .choice(HandBack.Then.allCases.map(\.rawValue)),
                    "What comes then; nothing compares only."
                ),
            ])
        ),
        (
            "HandbackAnswer",
            .object([
                .required("changed", .list(.text), "What is different from the moment of the takeover."),
                .required("expects", .text, "What the step expects with which the run would go on."),
                .required("matches", .flag, "Whether that is there."),
                .optional("interrupted", .named("InterruptedStep"), "The step that could be repeated."),
                .optional("then", .choice(HandBack.Then.allCases.map(\.rawValue)), "What the run does now."),
                .optional("pending", .named("PendingSummary"), "The revision that what was done has become."),
            ])
        ),
        (
            "InterruptedStep",
            .object([
                .required("step", .text, "The step."), .required("expects", .text, "What it expects of the page."),
                .required("matches", .flag, "Whether that is there."),
                .required("has_acted", .flag, "Whether it had acted already."),
            ])
        ),
        (
            "InjectActions",
            .object([
                .optional("steps", .list(.anyObject), "Steps as a skill has them; a click may name a place: {x, y}."),
                .optional("events", .list(.named("InputEvent")), "Input by places of the picture."),
                .optional("document", .text, "What the picture showed; needed wherever a place is named."),
            ])
        ),
        ("InjectedActions", .object([.required("queued", .integer, "How many were queued.")])),
    ]
}
