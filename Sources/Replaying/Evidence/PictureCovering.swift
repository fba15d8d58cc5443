// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Pictures
internal import Vocabulary

/// Takes a picture of a page on which no secret is, or says why there is none.
///
/// The page is not touched for it: secrets and frames are painted over on the picture.
struct PictureCovering: Sendable {
    /// The most characters of a page that are looked through, as the page's script counts them.
    private static let size = 20_000_000
    /// How often a page may move what is to be covered while it is pictured.
    private static let tries = 4

    let quality: Int
    /// Whether a text holds what nobody may see.
    let isSecret: @Sendable (String) -> Bool

    struct Withheld: Error { let reason: Evidence.Reason }

    /// Tries again when the page goes to another document, or moves, in the middle.
    func picture(of tab: Tab, deadline: Deadline) async throws(Withheld) -> CoveredPicture {
        var tries = 0
        while true {
            do {
                if let picture = try await picture(of: tab.document, in: tab, deadline: deadline) { return picture }
                tries += 1
            } catch let error as Withheld {
                throw error
            } catch let error as BrowsingError where error.reason == .documentGone && !deadline.hasPassed {
                continue
            } catch {
                throw Withheld(reason: .pageSilent)
            }
            guard tries < PictureCovering.tries else { throw Withheld(reason: .notCovered) }
        }
    }

    /// - Returns: nil when what is to be covered was elsewhere afterwards: it may have been anywhere meanwhile.
    private func picture(
        of document: DocumentID,
        in tab: Tab,
        deadline: Deadline
    ) async throws -> CoveredPicture? {
        let before = try await covers(of: document, in: tab, deadline: deadline)
        guard before.size <= PictureCovering.size else { throw Withheld(reason: .tooLarge) }
        let bytes = try await tab.picture(quality: quality, deadline: deadline)
        let contents = try await tab.contents(deadline: deadline)
        // A page that left meanwhile may have been pictured after it went: the picture goes with the error.
        let after = try await covers(of: document, in: tab, deadline: deadline)
        guard after.boxes == before.boxes, after.view == before.view else { return nil }
        guard !isSecret(contents.text), !contents.captions.contains(where: isSecret), !isSecret(before.words) else {
            throw Withheld(reason: .secretShown)
        }
        let boxes = before.boxes + contents.frames + contents.fields.filter { isSecret($0.value) }.map(\.place)
        let covered =
            boxes.isEmpty ? bytes : try JPEG.covering(boxes, of: bytes, width: before.view.width, quality: quality)
        // What a field holds that is painted over is no reason to take the picture away.
        let shown = contents.fields.filter { field in
            PictureCovering.isSeen(field.place, in: before.view)
                && !boxes.contains { PictureCovering.covers($0, field.place) }
        }
        let words = [contents.text, before.words] + contents.captions + shown.map(\.value)
        return CoveredPicture(
            jpeg: covered,
            document: document,
            view: before.view,
            words: words.joined(separator: "\n")
        )
    }

    private static func isSeen(_ field: Rectangle, in view: Rectangle) -> Bool {
        field.x < view.width && field.y < view.height && field.x + field.width > 0 && field.y + field.height > 0
    }

    /// Whether nothing of a field is left when a box is painted over: its edges are told in halves of pixels.
    private static func covers(_ box: Rectangle, _ field: Rectangle) -> Bool {
        box.x <= field.x + 1 && box.y <= field.y + 1 && box.x + box.width >= field.x + field.width - 1
            && box.y + box.height >= field.y + field.height - 1
    }

    /// What the page's script says is to be covered.
    private struct Covers: Hashable {
        let view: Rectangle
        let size: Int
        let words: String
        let boxes: [Rectangle]
    }

    private func covers(of document: DocumentID, in tab: Tab, deadline: Deadline) async throws -> Covers {
        let answer = try await tab.look("covers", .null, document: document, deadline: deadline)
        guard let width = answer.value["width"]?.double, let height = answer.value["height"]?.double,
            let x = answer.value["x"]?.double, let y = answer.value["y"]?.double,
            let size = answer.value["size"]?.int, let words = answer.value["words"]?.string,
            let boxes = answer.value["boxes"]?.array
        else {
            throw Withheld(reason: .notCovered)
        }
        let rectangles = boxes.compactMap { box -> Rectangle? in
            let edges = (box.array ?? []).compactMap(\.double)
            guard edges.count == 4 else { return nil }
            return Rectangle(x: edges[0], y: edges[1], width: edges[2], height: edges[3])
        }
        guard rectangles.count == boxes.count else { throw Withheld(reason: .notCovered) }
        let view = Rectangle(x: x, y: y, width: width, height: height)
        return Covers(view: view, size: size, words: words, boxes: rectangles)
    }
}
