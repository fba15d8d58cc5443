// SPDX-License-Identifier: Apache-2.0
internal import SkillKit
internal import Vocabulary

extension Shapes {
    static let skills: [(String, Shape)] = [
        (
            "SkillSummary",
            .object([
                .required("slug", .text, "Its name."),
                .required("description", .text, "What it does, in its own words."),
                .required("sha256", .text, "The digest of the approved file."),
                .required("steps", .integer, "How many steps it has."),
                .optional("problem", .named("SkillProblem"), "Why it does not run."),
            ])
        ),
        (
            "SkillProblem",
            .object([
                .required("code", .text, "The stable code."),
                .required("message", .text, "What happened, and what to do."),
            ])
        ),
        ("SkillList", .object([.required("skills", .list(.named("SkillSummary")), "The approved skills.")])),
        (
            "InputSummary",
            .object([
                .required("name", .text, "Its name."),
                .required("type", .text, "Its type."),
                .optional("default", .text, "What is taken when it is not given."),
            ])
        ),
        (
            "SkillDetail",
            .object([
                .required("summary", .named("SkillSummary"), "What a list shows."),
                .required("source", .text, "The file, byte for byte."),
                .required("inputs", .list(.named("InputSummary")), "What it asks for."),
                .required("outputs", .list(.text), "What it gives."),
                .optional("review", .named("SkillReview"), "What it may reach, and its steps in plain words."),
            ])
        ),
        (
            "PendingSummary",
            .object([
                .required("slug", .text, "The skill's name."),
                .required("sha256", .text, "The digest of the exact file."),
                .required("is_approvable", .flag, "Whether the safety gate would let it pass."),
                .required("findings", .map(.integer), "How many findings of each severity."),
                .optional("problem", .named("SkillProblem"), "Why it cannot be reviewed."),
            ])
        ),
        ("PendingList", .object([.required("pending", .list(.named("PendingSummary")), "All that waits.")])),
        (
            "PendingDetail",
            .object([
                .required("summary", .named("PendingSummary"), "What a list shows."),
                .required("source", .text, "The file, byte for byte."),
                .required("diagnostics", .list(.named("Diagnostic")), "What the safety gate found."),
                .optional("diff", .text, "The difference to the approved revision."),
                .optional("heal", .named("HealRecord"), "What a rescue found, and why it is proposed."),
                .optional("review", .named("SkillReview"), "What it may reach, and its steps in plain words."),
                .required("pictures", .list(.named("StepPicture")), "What was on the screen when steps were shown."),
            ])
        ),
        (
            "StepPicture",
            .object([
                .required("step", .text, "The step's id."),
                .required("recording", .text, "The recording that it was made in."),
                .required("picture", .integer, "Its number there."),
                .required("view", .list(.integer), "The part of the page: left, top, width, height."),
            ])
        ),
        (
            "Diagnostic",
            .object([
                .required("file", .text, "The file's name, for people."),
                .required(
                    "position",
                    .object([
                        .required("line", .integer, "The line, from 1."),
                        .required("column", .integer, "The column in characters, from 1."),
                    ]),
                    "Where it is."
                ),
                .required("severity", .choice(Diagnostic.Severity.allCases.map(\.rawValue)), "How much it weighs."),
                .required("code", .text, "A stable code."),
                .required("message", .text, "What is the matter."),
                .required("mend", .text, "What to do."),
            ])
        ),
        (
            "ReviewedDigest",
            .object([.required("sha256", .text, "SHA-256 of the exact file that the reviewer saw.")])
        ),
        (
            "RejectedDigest",
            .object([
                .required("sha256", .text, "SHA-256 of the exact file that the reviewer saw."),
                .optional("reason", .text, "Why, for the log; at most 500 characters."),
            ])
        ),
    ]

    static let runs: [(String, Shape)] = [
        (
            "StartRun",
            .object([
                .optional("inputs", .map(.text), "Values by input name; what is missing takes its default."),
                .optional("from", .text, "The step that the run begins at; for the operator only."),
            ])
        ),
        (
            "RunSummary",
            .object([
                .required("id", .text, "Its name."),
                .required("skill", .text, "The skill."),
                .required("sha256", .text, "The digest of the revision that ran."),
                .required("state", .choice(RunState.allCases.map(\.rawValue)), "How it stands."),
                .optional("reason", .text, "What it waits for, or why it ended so."),
                .optional("started", .text, "When it began, RFC 3339."),
                .optional("duration_ms", .integer, "How long it took."),
            ])
        ),
        ("RunList", .object([.required("runs", .list(.named("RunSummary")), "Newest first.")])),
        (
            "StepSummary",
            .object([
                .required("id", .text, "Its name in the skill."),
                .required("action", .text, "What it does."),
                .required("outcome", .text, "How it went."),
                .optional("locator", .text, "The locator that won."),
                .required("matches", .map(.integer), "How many elements each locator matched."),
                .optional("attempts", .integer, "How many looks it took."),
                .optional("duration_ms", .integer, "How long it took."),
                .optional("code", .text, "What went wrong."),
                .required("evidence", .map(.text), "`file` and `sha256` of its picture, or `withheld` and why."),
                .optional("rescue", .named("RescueSummary"), "How its target was found without its locators."),
                .required("tried", .list(.named("TriedLocator")), "What each locator came to in the last look."),
            ])
        ),
        (
            "TriedLocator",
            .object([
                .required("kind", .text, "xpath, css or role."),
                .required("matched", .integer, "How many elements it matched."),
                .required("why", .text, "Why its hit counted, or why not."),
            ])
        ),
        (
            "FileSummary",
            .object([
                .required("number", .integer, "Its number in the run, from 1."),
                .required("step", .text, "The step that brought it."),
                .required("name", .text, "What it is called, for people; never a path."),
                .required("bytes", .integer, "How many bytes it has."),
                .required("sha256", .text, "SHA-256 of them, in hexadecimal."),
            ])
        ),
        (
            "RunDetail",
            .object([
                .required("summary", .named("RunSummary"), "What a list shows."),
                .required("steps", .list(.named("StepSummary")), "The steps so far."),
                .required("outputs", .map(.text), "What the skill extracted."),
                .required("files", .list(.named("FileSummary")), "The files that it has brought."),
                .optional("message", .text, "What went wrong, in words."),
                .optional("waits_for", .named("ApprovalSummary"), "The approval that it waits for."),
                .optional("asks", .named("RunQuestion"), "Which element is meant, asked of a person."),
                .optional("control", .named("ControlSummary"), "Who drives it, while it is under way."),
                .optional("question", .named("PersonQuestion"), "What it needs a person for, with a picture."),
                .optional("goes_on_at", .text, "The step at which a new run can go on, when this one did not succeed."),
            ])
        ),
    ]

    static let oversight: [(String, Shape)] = [
        (
            "ApprovalSummary",
            .object([
                .required("id", .text, "Its name."),
                .required("kind", .text, "What is asked."),
                .optional("run", .text, "The run that waits."),
                .optional("step", .text, "The step that waits."),
                .required("question", .text, "The question."),
                .optional("expires", .text, "When it stops waiting, or would have, RFC 3339."),
                .required(
                    "state",
                    .text,
                    "pending, approved, denied, expired, withdrawn with its run, used, or interrupted with the appliance."
                ),
            ])
        ),
        ("ApprovalList", .object([.required("approvals", .list(.named("ApprovalSummary")), "Those that wait first.")])),
        ("Decide", .object([.required("decision", .choice(["approve", "deny"]), "The answer.")])),
        (
            "GrantList",
            .object([
                .required("network_domains", .list(.text), "Origins granted to every skill."),
                .required("read_paths", .list(.text), "Folders out of which files may be uploaded."),
                .required("observed_domains", .list(.text), "Origins whose pages the observer may look at."),
                .required("observed_runs", .list(.text), "Runs whose observations the agent may read."),
            ])
        ),
        (
            "LoginSummary",
            .object([
                .required("name", .text, "Its name."), .required("is_used", .flag, "Whether its browser is running."),
            ])
        ),
        ("LoginList", .object([.required("logins", .list(.named("LoginSummary")), "All of them.")])),
        ("LoginName", .object([.required("name", .text, "Its name.")])),
        (
            "AuthoritySummary",
            .object([
                .required("name", .text, "Its name."),
                .required("sha256", .text, "The digest of its file."),
                .optional("ends", .text, "When the first of its certificates ends to hold, RFC 3339."),
                .optional("problem", .text, "Why it is not believed any more."),
            ])
        ),
        ("AuthorityList", .object([.required("authorities", .list(.named("AuthoritySummary")), "All of them.")])),
        (
            "AddAuthority",
            .object([
                .required("name", .text, "What skills call it."),
                .required("pem", .text, "Its certificates in PEM, and nothing else."),
            ])
        ),
        (
            "GrantName",
            .object([
                .optional("origin", .text, "An origin such as https://shop.example."),
                .optional("read_path", .text, "Or a folder to read from, by its absolute path."),
                .optional("observe", .text, "Or an origin whose pages the observer may look at."),
                .optional("observed_run", .text, "Or a run whose observations the agent may read."),
            ])
        ),
        ("KillSwitchState", .object([.required("on", .flag, "Whether every external write is denied.")])),
        (
            "SecretSummary",
            .object([
                .required("name", .text, "Its name."), .required("origin", .text, "The one origin where it is typed."),
            ])
        ),
        ("SecretList", .object([.required("secrets", .list(.named("SecretSummary")), "Names and origins.")])),
        (
            "SetSecret",
            .object([
                .required("name", .text, "Its name."),
                .required("origin", .text, "The one origin where it may be typed."),
                .required("value", .text, "The value; no answer ever holds it."),
            ])
        ),
    ]
}
