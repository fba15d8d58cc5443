// SPDX-License-Identifier: Apache-2.0
internal import SkillKit

extension Shapes {
    static let review: [(String, Shape)] = [
        (
            "SkillReview",
            .object([
                .required("viewport", .list(.integer), "What the pages are shown in: width, height in CSS pixels."),
                .required("reach", .list(.named("SkillReach")), "What it may reach."),
                .required("steps", .list(.named("StepReview")), "The steps, in order."),
            ])
        ),
        (
            "SkillReach",
            .object([
                .required("kind", .choice(SkillReach.Kind.allCases.map(\.rawValue)), "What kind of reach it is."),
                .required("name", .text, "What it is: an origin, a host, a name."),
                .optional("place", .text, "Where it may be used."),
            ])
        ),
        (
            "StepReview",
            .object([
                .required("id", .text, "Its id."),
                .required("line", .integer, "The line of the file where it stands."),
                .required("sentence", .text, "What it does and what then happens, in plain words."),
                .optional("site", .text, "The site that it acts on."),
                .optional("origin", .text, "That site's origin."),
                .required("values", .list(.named("ValueSource")), "Where what it gives to the page comes from."),
                .optional("risk", .named("StepRisk"), "What is dangerous about it."),
                .required("targets", .list(.named("TargetReview")), "The elements that it is about."),
            ])
        ),
        (
            "ValueSource",
            .object([
                .required("from", .choice(["text", "input", "secret", "output", "answer"]), "Where it comes from."),
                .required("name", .text, "The text itself, or the name of the other."),
                .optional("default", .text, "What an input is when the run does not say."),
            ])
        ),
        (
            "StepRisk",
            .object([
                .required("level", .choice(StepRisk.Level.allCases.map(\.rawValue)), "How dangerous it is."),
                .required("sentence", .text, "The danger in words."),
            ])
        ),
        (
            "TargetReview",
            .object([
                .required("name", .text, "Its name in the file."),
                .required("looks", .text, "What it looked like."),
                .required("locators", .list(.named("LocatorReview")), "How it is found, in order."),
                .required("box", .list(.integer), "Left, top, width, height in CSS pixels; empty when not known."),
            ])
        ),
        (
            "LocatorReview",
            .object([
                .required("kind", .text, "xpath, css or role."),
                .required("value", .text, "What it looks for."),
                .required("matched", .integer, "How many elements it matched when it was recorded."),
            ])
        ),
    ]
}
