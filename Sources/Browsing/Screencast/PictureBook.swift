// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// The numbers of a tab's pictures, and the document that each of the last ones showed.
///
/// It stays with the tab when nobody watches, so that a number is never given twice. Bounded: of older pictures nothing
/// is known, and what was meant for one of them is refused.
struct PictureBook: Sendable {
    /// How many pictures are remembered: some seconds of a page that moves all the time.
    static let limit = 512

    private var last = 0
    private var shown: [DocumentID] = []

    /// Numbers a new picture.
    mutating func number(_ document: DocumentID) -> Int {
        last += 1
        shown.append(document)
        if shown.count > 2 * PictureBook.limit { shown.removeFirst(shown.count - PictureBook.limit) }
        return last
    }

    /// The document that a picture showed; nil when it is not remembered, or never was.
    func document(of number: Int) -> DocumentID? {
        let index = shown.count - 1 - (last - number)
        guard number <= last, shown.indices.contains(index), last - number < PictureBook.limit else { return nil }
        return shown[index]
    }
}
