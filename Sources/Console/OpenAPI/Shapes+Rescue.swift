// SPDX-License-Identifier: Apache-2.0

extension Shapes {
    static let rescue: [(String, Shape)] = [
        (
            "RescueSummary",
            .object([
                .required("target", .text, "The target."),
                .optional("level", .choice(["similarity", "model", "screen", "person"]), "What found it."),
                .required("proof", .list(.text), "What proved it."),
                .required("best", .list(.named("ContenderSummary")), "The likest of the page, three at most."),
                .optional("margin", .number, "How far the first is ahead of the second, 0 to 1."),
                .required("advice", .list(.text), "What each advisor said."),
            ])
        ),
        (
            "ContenderSummary",
            .object([
                .optional("looks", .text, "What it looks like; no log holds it."),
                .required("score", .number, "Its likeness, 0 to 1."),
                .optional("refusal", .text, "Why it was not taken."),
            ])
        ),
        (
            "SkillCheck",
            .object([
                .required("skill", .text, "The skill."),
                .required("sha256", .text, "The digest of the approved revision."),
                .required("run", .text, "The run that opened the pages."),
                .required("targets", .list(.named("TargetCheckSummary")), "Each step's targets, in order."),
            ])
        ),
        (
            "TargetCheckSummary",
            .object([
                .required("step", .text, "The step."), .required("target", .text, "The target."),
                .required("is_reached", .flag, "Whether its page can be reached without acting."),
                .optional("level", .choice(["xpath", "css", "role", "similarity", "screen"]), "What found it."),
                .required("matches", .map(.integer), "How many elements each locator matched."),
                .optional("code", .text, "What a run would stop with, or ask somebody about, when nothing found it."),
                .optional("rescue", .named("RescueSummary"), "The best of the page, when no locator proved itself."),
            ])
        ),
        (
            "RunQuestion",
            .object([
                .required("step", .text, "The step that waits."), .required("target", .text, "The target."),
                .required("looks", .text, "What it looked like when it was recorded."),
                .required("page", .text, "The origin of the page."),
                .required("candidates", .list(.named("RunCandidate")), "What may be picked, by its place from zero."),
            ])
        ),
        (
            "RunCandidate",
            .object([
                .required("looks", .text, "What it looks like."),
                .required("near", .text, "The words before and after it."),
                .required("box", .list(.integer), "Left, top, width, height in CSS pixels of the page."),
                .required("score", .number, "Its likeness, 0 to 1."),
                .required("refusal", .text, "Why it was not taken without asking."),
            ])
        ),
        (
            "RunAnswer",
            .object([
                .optional("decision", .choice(["approve", "deny"]), "To an action that needs consent, or 'ask'."),
                .optional("text", .text, "What the skill asks for; no log and no report holds it."),
                .optional("candidate", .integer, "Which element of the list is meant."),
                .optional("none", .flag, "That none of the list is meant."),
                .optional("point", .named("PicturePlace"), "Where on the question's picture the element is."),
                .optional(
                    "then",
                    .choice(HandBack.Then.allCases.map(\.rawValue)),
                    "What becomes of a step that could not be done: tried again, done by hand, or the run ends."
                ),
                .optional("step", .text, "The step whose question was seen: the answer counts for no other."),
            ])
        ),
        (
            "HealRecord",
            .object([
                .required("run", .text, "The run that found them."),
                .required("healed", .text, "The digest of the revision that ran."),
                .required("targets", .list(.named("HealedTarget")), "The targets that change."),
            ])
        ),
        (
            "HealedTarget",
            .object([
                .required("target", .text, "Its name."),
                .required("level", .choice(["similarity", "model", "person"]), "What found it."),
                .required("score", .number, "Its likeness to what was recorded, 0 to 1."),
                .required("was", .text, "What it looked like."), .required("now", .text, "What it looks like now."),
                .optional("before", .text, "The picture of its step in an earlier run, a file of the home."),
                .optional("after", .text, "The page of the run that found it, before anything was done with it."),
                .optional("box", .named("PictureBox"), "Where the element is on that, as shares."),
                .required("rejection", .named("HealRejection"), "What is remembered when a person says no."),
            ])
        ),
        (
            "HealRejection",
            .object([
                .required("target", .text, "The target."), .required("element", .text, "SHA-256 of what it is."),
            ])
        ),
    ]
}
