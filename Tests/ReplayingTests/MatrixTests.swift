// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A part of the matrix: the behaviours of one suite of tests.
private struct Chapter {
    let title: String
    let behaviours: [String]
    /// What Playwright's codegen, Chrome's Recorder and Selenium IDE make of it, as far as their own threads say.
    var peers = ("", "", "")
    /// The same of behaviours that have these words in them.
    var known: [String: (String, String, String)] = [:]

    func peers(of behaviour: String) -> (String, String, String) {
        known.first { behaviour.contains($0.key) }?.value ?? peers
    }
}

/// The document is made of the tests: what stands in it is taught and done again by them, and `.ci/check-matrix` sees to it
/// that they ran and passed.
@Suite("Docs/what-can-be-taught.md")
struct MatrixTests {
    private static let unrecorded = ("not recorded", "not recorded", "not recorded")

    private static let chapters: [Chapter] = [
        Chapter(title: "Clicking, typing, choosing", behaviours: FaithfulReplayTests.deeds.map(\.testDescription)),
        Chapter(
            title: "Other clicks, and dialogs",
            behaviours: GestureTests.deeds.map(\.testDescription) + [PermissionTests.answered]
        ),
        Chapter(
            title: "Going through the history, and leaving a page",
            behaviours: (OwnNavigationTests.deeds + LeavingTests.deeds.map(\.deed)).map(\.testDescription)
        ),
        Chapter(
            title: "Pages that load slowly, or before they are asked for",
            behaviours: LoadingTests.deeds.map(\.testDescription) + [LoadingTests.streamed]
        ),
        Chapter(
            title: "What comes of a step without a word",
            behaviours: DepartureTests.deeds.map(\.testDescription) + [SilentSaveTests.saved]
        ),
        Chapter(
            title: "The focus, and the middle button",
            behaviours: (FocusTests.deeds + FocusTests.middles).map(\.testDescription)
        ),
        Chapter(title: "Lists of options", behaviours: ChoosingTests.deeds.map(\.testDescription)),
        Chapter(
            title: "Writing",
            behaviours: WritingTests.deeds.map(\.testDescription),
            known: [
                "editor": ("gaps (#19029, #30590, #41101)", "", ""), "edited in place": ("gaps (#41101)", "", ""),
                "input method": ("gaps (#41101)", "", ""),
            ]
        ),
        Chapter(title: "Widgets", behaviours: WidgetTests.deeds.map(\.testDescription)),
        Chapter(title: "Dragging", behaviours: DragTests.deeds.map(\.testDescription), peers: unrecorded),
        Chapter(title: "Hovering", behaviours: HoverTests.deeds.map(\.0.testDescription), peers: unrecorded),
        Chapter(title: "Scrolling", behaviours: ScrollTests.deeds.map(\.0.testDescription), peers: unrecorded),
        Chapter(title: "Places of drawings", behaviours: PlaceTests.deeds.map(\.testDescription)),
        Chapter(
            title: "Frames",
            behaviours: FrameTests.deeds.map(\.testDescription),
            peers: ("gaps (#20642, #21069, #34829)", "", "by number, or lost (#423, #847, #1502)")
        ),
        Chapter(
            title: "Shadow roots",
            behaviours: ShadowTests.deeds.map(\.testDescription),
            peers: ("", "", "not recorded (#702)"),
            known: ["closed root": ("not found again", "", "not recorded (#702)")]
        ),
        Chapter(title: "Tabs", behaviours: TabTests.openers.map { "what is done in the tab of `\($0)`" }),
        Chapter(title: "Uploads", behaviours: UploadTests.takings.map(\.testDescription)),
        Chapter(title: "Signing in by HTTP", behaviours: SignInTests.doors.map(\.testDescription)),
        Chapter(title: "Downloads", behaviours: DownloadTests.gifts.map(\.testDescription)),
    ]

    private static var text: String {
        """
        # What can be taught

        Each row is a test on a real Chromium: a hand does it on a page, the recording is compiled, the skill is approved and
        replayed on a fresh page, and the page comes to the same state. The other columns are what is known of the recorders of
        Playwright (codegen), Chrome (Recorder) and Selenium (IDE) from their own trackers, whose threads are named by their
        numbers; an empty cell says that we do not know. `.ci/run` compares the rows with what the tests printed: one without a test
        that ran and passed is an error. What cannot be taught yet is in [the list of what is left](architecture.md#what-is-left).


        """
            + chapters.map(text).joined(separator: "\n")
    }

    private static func text(of chapter: Chapter) -> String {
        let rows = chapter.behaviours.map { behaviour in
            let (playwright, chrome, selenium) = chapter.peers(of: behaviour)
            return
                "| \(behaviour.replacing("|", with: "\\|").replacing("\n", with: " ")) | yes | \(playwright) | \(chrome) | \(selenium) |"
        }
        return """
            ## \(chapter.title)

            | behaviour | Understudy | Playwright codegen | Chrome Recorder | Selenium IDE |
            |---|---|---|---|---|
            \(rows.joined(separator: "\n"))

            """
    }

    @Test("it lists what the tests teach, no more and no less")
    func matrix() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Docs/what-can-be-taught.md")
        if ProcessInfo.processInfo.environment["UNDERSTUDY_REWRITE_GOLDEN"] != nil {
            try Data(Self.text.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == Self.text)
    }
}
