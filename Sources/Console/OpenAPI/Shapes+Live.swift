// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

extension Shapes {
    static let live: [(String, Shape)] = [
        (
            "TabSummary",
            .object([
                .required("id", .text, "The browser's name for it."),
                .required("title", .text, "What its page calls itself."),
                .required("address", .text, "The address that it shows."),
                .required("run", .nullable(.text), "The run that drives it."),
                .required("recording", .nullable(.text), "The recording that is made in it."),
                .required("front", .flag, "Whether it is the one in front."),
                .required("viewers", .integer, "How many watch it."),
                .required("document", .text, "The document that it shows."),
                .required("dialog", .nullable(.named("OpenDialog")), "The dialog that waits for a person."),
                .required("chooser", .nullable(.named("OpenChooser")), "The chooser of files that waits for one."),
            ])
        ),
        (
            "OpenChooser",
            .object([
                .required("number", .integer, "Which of the tab's choosers it is; a file that is given names it."),
                .required("several", .flag, "Whether it takes more than one file."),
            ])
        ),
        ("TabList", .object([.required("tabs", .list(.named("TabSummary")), "The tabs that are open.")])),
        (
            "ViewerSummary",
            .object([
                .required("id", .text, "A name for it."),
                .required("tab", .text, "What it watches."),
                .required("principal", .text, "Whose token opened it."),
                .required("kind", .choice(ViewerName.Kind.allCases.map(\.rawValue)), "What it reads."),
                .required("since", .text, "Since when, RFC 3339."),
                .required("frames", .integer, "How many pictures it has been given."),
                .required("width", .integer, "How wide they are now, in pixels."),
            ])
        ),
        ("ViewerList", .object([.required("viewers", .list(.named("ViewerSummary")), "Who watches.")])),
        (
            "StreamTicket",
            .object([
                .required("ticket", .text, "Opens one stream, once, as ?ticket=."),
                .required("expires", .text, "When it ends, RFC 3339."),
            ])
        ),
        (
            "InputEvent",
            .object([
                .required("type", .choice(InputEvent.Kind.allCases.map(\.rawValue)), "What happened."),
                .optional("x", .number, "Where, from the picture's left edge (0) to its right (1)."),
                .optional("y", .number, "Where, from the picture's top (0) to its bottom (1)."),
                .optional("button", .choice(InputEvent.Button.allCases.map(\.rawValue)), "The button of down and up."),
                .optional("buttons", .integer, "The buttons that are down: 1 left, 2 right, 4 middle."),
                .optional("clicks", .integer, "Which click in a row it is."),
                .optional("modifiers", .integer, "Keys that are held: 1 Alt, 2 Control, 4 Meta, 8 Shift."),
                .optional("dx", .number, "The wheel's turn to the right, in CSS pixels."),
                .optional("dy", .number, "The wheel's turn down, in CSS pixels."),
                .optional("key", .text, "KeyboardEvent.key."),
                .optional("code", .text, "KeyboardEvent.code."),
                .optional("text", .text, "What is inserted, pasted, or being composed."),
            ])
        ),
        (
            "InputBatch",
            .object([
                .required("frame", .integer, "The number of the picture that the person looked at."),
                .required("document", .text, "The document that it showed."),
                .required("events", .list(.named("InputEvent")), "What they did, in order; at most 256."),
                .optional("lease", .text, "The lease by which they drive the run of the tab."),
            ])
        ),
        ("AcceptedInput", .object([.required("accepted", .integer, "How many events the page was given.")])),
    ]
}
