// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// The shapes that have a name in OpenAPI: one for each type of the API.
enum Shapes {
    /// All of them, by name.
    static let named: [String: Shape] = Dictionary(
        uniqueKeysWithValues: status + recordings + skills + review + runs + rescue + oversight + models + control
            + live + observer
    )

    /// One of them.
    static func shape(named name: String) -> Shape {
        guard let shape = named[name] else { preconditionFailure("No shape is called '\(name)'.") }
        return shape
    }

    static let status: [(String, Shape)] = [
        ("Health", .object([.required("status", .choice(["ok"]), "Always ok: the server answers.")])),
        (
            "Error",
            .object([
                .required(
                    "error",
                    .object([
                        .required("code", .text, "A stable name."),
                        .required("message", .text, "What happened and what to do."),
                        .required("request_id", .text, "Finds the request in the log."),
                        .optional("diagnostics", .list(.named("Diagnostic")), "What was found in a skill's file."),
                    ]),
                    "What went wrong."
                )
            ])
        ),
        ("SessionCode", .object([.required("code", .text, "The one-time code from the link.")])),
        (
            "SessionToken",
            .object([
                .required("token", .text, "To be sent as a bearer token."),
                .required("principal", .choice(["operator", "agent"]), "Whose rights it has."),
                .required("expires", .text, "When it ends, RFC 3339."),
            ])
        ),
        (
            "BrowserSummary",
            .object([
                .required(
                    "state",
                    .text,
                    "starting, ready, restarting, degraded or stopped."
                ),
                .optional("reason", .text, "Why it is degraded."),
                .optional("version", .text, "Its product and version."),
                .optional("pid", .integer, "Its process."),
                .optional("cdp", .text, "CDP's address: whoever may connect to it drives the browser."),
                .optional("sandbox", .flag, "Whether its own sandbox is on; not there with --attach."),
                .required("restarts", .integer, "How often it was started again."),
            ])
        ),
        (
            "ApplianceStatus",
            .object([
                .required("version", .text, "The program's version."),
                .required("home", .text, "The data folder."),
                .optional("address", .text, "The API's address."),
                .required("browser", .named("BrowserSummary"), "How the browser is."),
                .required("kill_switch", .flag, "Whether every external write is denied."),
                .required("live_runs", .integer, "How many runs are alive."),
                .optional("recording", .text, "The recording that is going on."),
                .required("warnings", .list(.text), "What every reader should know."),
            ])
        ),
        (
            "DoctorCheck",
            .object([
                .required("name", .text, "What was looked at."),
                .required("is_good", .flag, "Whether nothing is in the way."),
                .required("finding", .text, "What was found."),
                .optional("mend", .text, "What to do."),
            ])
        ),
        ("DoctorCheckList", .object([.required("checks", .list(.named("DoctorCheck")), "One a thing.")])),
        ("EventPage", .object([.required("events", .list(.anyObject), "Audit envelopes, schema 1, oldest first.")])),
        (
            "CheckedAuditLine",
            .object([
                .required("seq", .integer, "Its number."),
                .required("line", .text, "The line as it is stored."),
                .optional("finding", .text, "What is wrong with it."),
            ])
        ),
        ("AuditLinePage", .object([.required("lines", .list(.named("CheckedAuditLine")), "Oldest first.")])),
        (
            "AuditVerification",
            .object([
                .required("is_intact", .flag, "Whether all of it is what was written."),
                .required("events", .integer, "How many events were looked at."),
                .optional("broken_at", .integer, "The first event that is not right."),
                .optional("reason", .text, "What is wrong."),
            ])
        ),
    ]

    static let recordings: [(String, Shape)] = [
        (
            "StartRecording",
            .object([
                .required("name", .text, "What the task is called."), .required("url", .text, "Where it starts."),
                .optional("permissions", .list(.text), "What pages of that site may use without asking."),
                .optional("place", .text, "Where pages are told that their visitor is: latitude and longitude."),
                .optional("login", .text, "The login that it is shown with."),
                .optional("authorities", .list(.text), "The authorities whose certificates its pages may have."),
            ])
        ),
        (
            "RecordingSummary",
            .object([
                .required("slug", .text, "Its name."),
                .required("started", .text, "When it began, RFC 3339."),
                .required("url", .text, "Where it began."),
                .required("events", .integer, "How many events it holds."),
                .required("is_live", .flag, "Whether it is still going on."),
                .optional("tab", .text, "The tab to act in while it is going on."),
                .optional("cdp", .text, "Where the browser that it goes on in can be driven."),
                .optional("sign_in_at", .text, "The server that asks who is there and waits for an answer."),
                .optional("dialog", .named("OpenDialog"), "The dialog that is open and waits for an answer."),
            ])
        ),
        (
            "OpenDialog",
            .object([
                .required("number", .integer, "Which of the tab's dialogs it is; an answer names it."),
                .required("kind", .text, "alert, confirm, prompt, beforeunload, geolocation or notifications."),
                .required("message", .text, "What the page asks."),
            ])
        ),
        (
            "AnswerDialog",
            .object([
                .required("number", .integer, "The dialog that it is for, as the tab or the recording numbers it."),
                .required("accept", .flag, "Whether it is a yes."),
                .optional("text", .text, "What a prompt is given."),
                .optional("lease", .text, "The lease by which they drive the run of the tab."),
            ])
        ),
        (
            "SignIn",
            .object([
                .required("origin", .text, "The server that it is for, as sign_in_at names it; no other gets it."),
                .required("user", .text, "The user."), .required("password", .text, "The password."),
            ])
        ),
        ("RecordingList", .object([.required("recordings", .list(.named("RecordingSummary")), "All of them.")])),
        (
            "RecordingDetail",
            .object([
                .required("summary", .named("RecordingSummary"), "What a list shows."),
                .required("lines", .list(.text), "The file's lines, as they are."),
            ])
        ),
        (
            "ContinueSkill",
            .object([
                .required("step", .integer, "The place of the first step that is shown anew, from 2."),
                .optional("inputs", .map(.text), "What the steps before are given, by input name."),
            ])
        ),
        (
            "EditRecording",
            .object([
                .required("edit", .choice(EditRecording.words), "What is done."),
                .optional("step", .integer, "The step's place in the list, from 1; for all that is about one step."),
                .optional("event", .integer, "Its `event`, the last step's for undo: refused when it is another."),
                .optional("name", .text, "The name that it gets; may be left out to hide the next field."),
            ])
        ),
        (
            "PickElement",
            .object([
                .required("for", .choice(PickElement.purposes), "What the step does with the element."),
                .optional("name", .text, "The name of the output of an extract, otherwise of the step."),
                .optional("seconds", .integer, "How long the person is waited for: 1 to 60, and 60 when not given."),
            ])
        ),
        (
            "TaughtStep",
            .object([
                .required("number", .integer, "Its place in the list, from 1."),
                .required("event", .integer, "The number of the event of the recording that it begins with."),
                .required("id", .text, "Its id."),
                .required("line", .text, "The step as the skill will have it."),
                .required("sentence", .text, "The step in plain words."),
                .optional("looks", .text, "What the element looks like."),
            ])
        ),
        (
            "TaughtSteps",
            .object([
                .required("recording", .text, "The recording."),
                .required("is_paused", .flag, "Whether nothing is recorded at the moment."),
                .required("steps", .list(.named("TaughtStep")), "In order."),
                .required("notes", .list(.text), "What the compiler wants a person to know."),
            ])
        ),
        (
            "StoppedRecording",
            .object([
                .required("recording", .named("RecordingSummary"), "The recording."),
                .optional("pending", .named("PendingDetail"), "The skill that was compiled of it and now waits."),
                .required("notes", .list(.text), "What the compiler wants a person to know."),
            ])
        ),
    ]
}
