// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Vocabulary

/// Listens for the page's word on whether real input reached its target.
///
/// The script in the page watches the very event that the input becomes. When something else got it, the script stops
/// the event before the page sees it, and says so here.
struct InputGuard {
    /// The function that only our script can call.
    static let binding = "understudyReplay"

    /// What the page said of one input.
    enum Verdict: Equatable {
        /// The target got it.
        case hit
        /// The press was the target's, but the page moved it away and no click came of it.
        case moved
        /// Something else would have got it; it was stopped.
        case missed(String)
        /// The document went before it said anything.
        case silent
        /// The document is there and said nothing: no event of the input reached it.
        case unheard
    }

    /// How long the page may take to say what became of an input.
    static let patience: Duration = .seconds(5)

    let number: Int
    /// The frame that the input is for; nil for the page itself.
    let frame: FrameID?
    let events: TabEventStream

    /// Waits for the word on this input.
    ///
    /// The report is sent while the input is handled, so it has left the page before the input is answered for; only
    /// a page that went away at once can have kept it.
    func verdict(deadline: Deadline) async throws -> Verdict {
        let number = number
        let frame = frame
        let events = events
        let end = Deadline(instant: min(deadline.instant, Deadline.after(InputGuard.patience).instant))
        do {
            return try await withDeadline(end, waitingFor: "the page to take the input") {
                for try await event in events {
                    switch event {
                    case .reported(let report):
                        if let verdict = InputGuard.read(report, number: number) { return verdict }
                    case .navigated(let navigation) where navigation.kind == .newDocument: return .silent
                    case .frameNavigated(let gone, _, _) where gone == frame: return .silent
                    case .closed, .crashed: return .silent
                    case .navigated, .navigationRequested, .scriptsReady, .domReady, .loaded, .networkQuiet, .dialog,
                        .download,
                        .windowOpened, .frameNavigated, .frameMoved, .framesChanged, .pointedAt, .pointingCancelled,
                        .fileChooserOpened,
                        .signInAsked, .signedIn, .requestSent, .requestAnswered:
                        continue
                    }
                }
                return .silent
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            return .unheard
        }
    }

    private static func read(_ report: PageReport, number: Int) -> Verdict? {
        guard report.binding == binding, let body = try? JSONText.parse(report.payload),
            body["guard"]?.int == number, let hit = body["hit"]?.bool
        else { return nil }
        guard hit else { return .missed(body["got"]?.string ?? "something else") }
        return body["moved"]?.bool == true ? .moved : .hit
    }
}
