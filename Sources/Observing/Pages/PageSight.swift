// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Vocabulary

/// What a page's own places say just before or after its picture: what must be covered, and whether it stands still.
struct PageSight: Sendable, Hashable {
    let document: DocumentID
    /// The width of the window, in the page's units.
    let width: Double
    let title: String
    /// Whether a secret is being typed, in the page or in a frame.
    let isTyping: Bool
    /// Whether all closed shadow roots of the page are known: what stands in others is not covered.
    let isSettled: Bool
    /// Sizes and scroll offsets, to be compared.
    let layout: String
    /// What must be covered, on the picture as large as the window.
    let masks: [Rectangle]

    /// Whether a picture between this look and a later one shows nothing that is not covered.
    ///
    /// Where nothing is to be covered the page may move: a picture of a moving page is read as well as any.
    func holds(until later: PageSight) -> Bool {
        guard document == later.document, !later.isTyping, isSettled, later.isSettled else { return false }
        return masks == later.masks && (masks.isEmpty || layout == later.layout)
    }
}
