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
        case hit
        case missed(String)
        /// The document went before it said anything.
        case silent
    }

    let number: Int
    let events: TabEventStream

    /// Waits for the word on this input.
    ///
    /// The report is sent while the input is handled, so it has left the page before the input is answered for; only
    /// a page that went away at once can have kept it.
    func verdict(deadline: Deadline) async throws -> Verdict {
        let number = number
        let events = events
        return try await withDeadline(deadline, waitingFor: "the page to take the input") {
            for try await event in events {
                switch event {
                case .reported(let report):
                    if let verdict = InputGuard.read(report, number: number) { return verdict }
                case .navigated(let navigation) where navigation.kind == .newDocument: return .silent
                case .closed, .crashed: return .silent
                case .navigated, .navigationRequested, .scriptsReady, .domReady, .loaded, .dialog: continue
                }
            }
            return .silent
        }
    }

    private static func read(_ report: PageReport, number: Int) -> Verdict? {
        guard report.binding == binding, let body = try? JSONText.parse(report.payload),
            body["guard"]?.int == number, let hit = body["hit"]?.bool
        else { return nil }
        return hit ? .hit : .missed(body["got"]?.string ?? "something else")
    }
}
