// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Vocabulary
internal import WebAddresses

/// Where frames are, and whose.
extension TabState {
    /// Where a frame is, and what scripts of ours run in it; nil for a frame that is not there.
    func place(_ frame: FrameID?) -> (document: DocumentID, address: String, world: World?)? {
        guard let frame else { return (document, address, world) }
        return frames[frame].map { ($0.document, $0.address, $0.world) }
    }

    /// The address whose site a frame's document is of: what a page wrote into a frame itself is the page's.
    func source(of frame: FrameID?) -> String? {
        guard let frame else { return address }
        guard let known = frames[frame] else { return nil }
        guard known.isWritten else { return known.address }
        let outer = source(of: known.parent == mainFrame ? nil : FrameID(rawValue: known.parent))
        // An empty document belongs to whoever sent the frame there, which may be somebody else.
        let isOfOuter = known.address.hasPrefix("about:srcdoc") || origin(of: outer) == known.securityOrigin
        return isOfOuter ? outer : nil
    }

    /// Whether the page around a frame wrote what it shows.
    func isWrittenByParent(_ frame: FrameID) -> Bool { frames[frame]?.isWritten == true && source(of: frame) != nil }

    private func origin(of address: String?) -> String? { address.flatMap { try? WebAddress($0) }?.origin.text }

    /// A dialog that waits for a person.
    struct OpenDialog: Sendable, Hashable {
        let kind: DialogKind
        let isSecret: Bool
        /// How many the tab has opened, this one included.
        let number: Int
        /// What the page asks.
        let message: String
        /// Why the page is being left, when that is what it asks about.
        let cause: String?
        /// When it was opened, in milliseconds since 1970.
        let openedAt: Double
        /// The page that is held until it is answered; nil when the browser shows a dialog of its own.
        let held: HeldPage?
        /// A held page has its answer, and has not gone on yet.
        var isAnswered = false
    }

    /// Notes that the dialog that was counted last waits for a person.
    ///
    /// - Returns: the one in whose place it comes: a frame may be held while its page asks.
    mutating func open(_ asked: AskedDialog) -> OpenDialog? {
        defer { openDialog = opened(asked) }
        return openDialog
    }

    /// The dialog that is to be answered; nil when that one is not open, or what it holds has its answer: a second one
    /// would go before the first.
    mutating func take(_ number: Int) -> OpenDialog? {
        guard let open = openDialog, open.number == number, !open.isAnswered else { return nil }
        openDialog?.isAnswered = open.held != nil
        return open
    }

    private func opened(_ asked: AskedDialog) -> OpenDialog {
        OpenDialog(
            kind: asked.kind,
            isSecret: SecretWording.sounds(asked.message),
            number: dialogsEver,
            message: asked.message,
            cause: asked.kind == .beforeunload ? leaving : nil,
            openedAt: (Date().timeIntervalSince1970 * 1000).rounded(),
            held: asked.held
        )
    }
}

/// What a page asks, and waits for.
struct AskedDialog {
    let kind: DialogKind
    var message = ""
    /// The page that is held; nil when the browser shows a dialog of its own.
    var held: HeldPage?
}
