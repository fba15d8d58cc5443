// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import SkillKit
internal import Vocabulary
internal import WebAddresses

/// What only a picture of the page holds.
extension StepExecutor {
    /// Letters must stay sharp enough to be read.
    private static let readingQuality = 95
    /// How long one picture may take when the step's own time is over.
    private static let lookLimit: Duration = .seconds(5)
    /// A page tells nobody when it draws, so it is looked at again after so long.
    private static let pause: Duration = .milliseconds(250)

    /// Takes pictures on which nothing is that this skill's run must not keep or read.
    var camera: CoveredCamera { CoveredCamera(gate: player.gate, secrets: player.secrets, grants: skillGrants) }

    /// Waits until words can be read on the picture of the page.
    mutating func expectOnScreen(_ text: TextTemplate, failing code: ReplayError.Code) async throws {
        guard let screen = player.screen else {
            throw ReplayError(
                code: .screenUnreadable,
                message: "Nothing here reads pictures of pages: see 'understudy doctor' for what is missing."
            )
        }
        let words = try values.text(of: text)
        guard screen.canFind(words) else {
            throw ReplayError(
                code: code,
                message: "'screen_text' holds no letter and no digit, so nothing can be found by it."
            )
        }
        while true {
            report.attempts += 1
            try requireInsideSites(tab.page)
            let why = try await isOnScreen(words, screen)
            guard let why else {
                report.locator = "screen_text"
                return
            }
            guard !deadline.hasPassed else {
                throw ReplayError(code: code, message: "Waited for text on the screen, but \(why).")
            }
            try await Task.sleep(until: min(deadline.instant, .now + StepExecutor.pause), clock: .continuous)
        }
    }

    /// Looks once; nil when the words are there, otherwise what kept them from being found.
    private func isOnScreen(_ words: String, _ screen: any ScreenWords) async throws -> String? {
        let seen: ScreenLook
        do { seen = try await look(screen) } catch let error as any ExplainedError
            where ["reader_ended", "reader_late"].contains(error.code)
        {
            // One picture may break the reader, and a purge ends it; the next one has a new one.
            return "the picture could not be read [\(error.code)]"
        }
        return switch seen {
        case .withheld(let why): why
        case .seen(let page, _):
            screen.isFound(words, in: page.lines) ? nil : "the picture of the page shows something else"
        }
    }

    /// What one look at the page's picture came to.
    enum ScreenLook {
        /// The lines, and how wide the page is of which they are, in CSS pixels.
        case seen(ScreenPage, width: Double)
        /// Nothing was read, and why.
        case withheld(String)
    }

    /// Takes a picture and has it read; for no longer than the step has, or a look.
    func look(_ screen: any ScreenWords) async throws -> ScreenLook {
        let end = Deadline(instant: max(deadline.instant, Deadline.after(StepExecutor.lookLimit).instant))
        let excluded = "the page is of a site, or shows one, whose pictures may not be read"
        let document = tab.document
        guard screen.mayRead(StepExecutor.origins(on: tab)) else { return .withheld(excluded) }
        let picture: CoveredPicture
        do throws(PictureCovering.Withheld) {
            picture = try await camera.take(of: tab, quality: StepExecutor.readingQuality, deadline: end)
        } catch {
            try Task.checkCancellation()
            return .withheld(StepExecutor.words(of: error.reason))
        }
        guard screen.mayRead(StepExecutor.origins(on: tab)) else { return .withheld(excluded) }
        guard tab.document == document else { return .withheld("another page came while its picture was taken") }
        // What stood on another document says nothing of this one.
        let page = try await screen.read(picture.jpeg, of: "\(tab.id.rawValue) \(document.rawValue)", by: end)
        return .seen(page, width: picture.view.width)
    }

    private static func origins(on tab: Tab) -> [WebOrigin] {
        [tab.origin].compactMap(\.self) + tab.frames.compactMap(\.origin)
    }

    private static func words(of reason: Evidence.Reason) -> String {
        switch reason {
        case .notAllowed: "the page may not be read"
        case .secretShown: "the page shows a secret, so it is not pictured"
        case .notCovered: "what must be painted over moved all the while"
        case .tooLarge: "the page is too large to be looked through for secrets"
        case .pageSilent, .notWritten: "the page gave no picture"
        }
    }
}
