// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

extension Shapes {
    static let observer: [(String, Shape)] = [
        (
            "ObserverStatus",
            .object([
                .required(
                    "state",
                    .choice(["normal", "slow", "minimal", "paused", "off"]),
                    "How thoroughly it looks."
                ),
                .optional("reason", .text, "Why it is slow, minimal or off: a code."),
                .required("is_on", .flag, "Whether the operator has turned it on, for everything or for some sites."),
                .required("looks_at_all", .flag, "Whether it looks at everything that is not excluded."),
                .required("excluded", .list(.text), "Hosts that are never looked at."),
                .required("granted", .list(.text), "Origins that it may look at by a grant."),
                .required("source", .text, "Where its pictures come from."),
                .required("interval_ms", .integer, "From one tick to the next."),
                .optional("last_snapshot_age_ms", .integer, "Since the last picture that was read, or was the same."),
                .optional("last_tick_age_ms", .integer, "Since the last tick."),
                .optional("retry_in_ms", .integer, "After how long it tries again by itself, when it gave up."),
                .required("budget", .number, "The share of one processor that it may take."),
                .required("used", .number, "The share that it took."),
                .required("ticks", .integer, "Ticks since it was turned on."),
                .required("pending", .integer, "Segments of the last picture that are still unread."),
                .required("places", .integer, "Tabs that it may look at."),
                .required("memory", .named("ObserverMemory"), "What the rings take of memory."),
                .required("owners", .list(.text), "Whose rings hold something: runs, and 'person'."),
                .required("redacted", .map(.integer), "Lines that were taken out, by class."),
                .required("gaps", .map(.integer), "Looks that were not taken, by reason."),
                .required("history", .list(.named("ObserverTick")), "The last ticks, oldest first."),
                .optional("problem", .text, "What is wrong with the file of rules."),
            ])
        ),
        (
            "ObserverMemory",
            .object([
                .required("bytes", .integer, "In use."),
                .required("limit", .integer, "The most that there can be."),
                .required("observations", .integer, "How many are kept."),
                .required("is_locked", .flag, "Whether it can never be swapped out."),
            ])
        ),
        (
            "ObserverTick",
            .object([
                .required("began", .text, "When it began, RFC 3339."),
                .required("state", .text, "How thoroughly it looked."),
                .required("cost_ms", .integer, "What it cost of a processor."),
                .required("allowance_ms", .integer, "What it might have cost."),
                .required("wall_ms", .integer, "How long it took."),
                .required("pictures", .integer, "Pictures that were taken."),
                .required("unchanged", .integer, "Those that were the same as before."),
                .required("recognised", .integer, "Segments that the engine read."),
                .required("known", .integer, "Segments that were known by their pixels."),
                .required("pending", .integer, "Segments that were left unread."),
                .required("lines", .integer, "Lines that were kept."),
            ])
        ),
        (
            "ObservationPage",
            .object([
                .required("schema", .integer, "The schema of what it holds; a later one adds keys."),
                .required("owner", .text, "Whose: a run, or 'person'."),
                .required("observations", .list(.named("Observation")), "What was seen, oldest first."),
                .required("gaps", .list(.named("ObservationGap")), "When nothing was looked at, and why."),
                .optional("ticks", .list(.named("ObserverTick")), "The ticks, when they were asked for."),
            ])
        ),
        ("Observation", .object(observationMembers)),
        (
            "ObservedLine",
            .object([
                .required("text", .text, "Its words."),
                .required("box", .named("PixelBox"), "Where it stood on the picture."),
                .required("confidence", .integer, "How sure its words are in the mean, 0 to 100."),
                .required("confidences", .list(.integer), "How sure each word is, in the order of the words."),
                .required("uncertain", .flag, "Whether that is less than 70."),
            ])
        ),
        (
            "PixelBox",
            .object([
                .required("x", .integer, "From the left edge."), .required("y", .integer, "From the upper edge."),
                .required("width", .integer, "Pixels across."), .required("height", .integer, "Pixels down."),
            ])
        ),
        (
            "ObservationGap",
            .object([
                .required("from", .text, "The first look that was not taken, RFC 3339."),
                .required("to", .text, "The last one."),
                .required("reason", .text, "Why: a code."),
            ])
        ),
        (
            "PurgeObservations",
            .object([.optional("run", .text, "Of one run only; without it, all that was seen.")])
        ),
    ]

    private static let observationMembers: [Shape.Member] = [
        .required("schema", .integer, "1."),
        .required("number", .integer, "Counts up over all rings, and is never used twice."),
        .required("tab", .text, "The tab that was looked at."),
        .required("from", .text, "The first look, RFC 3339."),
        .required("to", .text, "The last look that saw the same."),
        .required("age_ms", .integer, "From the last look to this answer."),
        .required("looks", .integer, "How many looks saw the same."),
        .required("origin", .text, "Scheme, host and port of the page."),
        .required("title", .text, "The page's title."),
        .required("state", .choice(["normal", "slow", "minimal"]), "How thoroughly it was looked at."),
        .optional("degraded", .text, "Why not normally: a code."),
        .required("size", .named("PixelBox"), "The picture's size."),
        .required("lines", .list(.named("ObservedLine")), "What was read, from the top, then from the left."),
        .required("pending", .list(.named("PixelBox")), "What holds text and was not read."),
        .required("illegible", .list(.named("PixelBox")), "What looks like letters of a script that cannot be read."),
        .required("redacted", .map(.integer), "How many lines each class of rules took out."),
        .required("omitted", .integer, "Lines that were left out because one look keeps only so many bytes."),
    ]
}
