// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import Pictures
internal import Vocabulary

/// Takes pictures of pages that may be read, with secrets and frames painted over.
///
/// The page is not touched for it. Whoever keeps or reads a picture of a page gets it here.
struct CoveredCamera {
    /// The most characters of a page that are looked through, as the page's script counts them.
    private static let size = 20_000_000
    /// How often a page may move what is to be covered while it is pictured.
    private static let tries = 4

    let gate: PermissionGate
    let secrets: SecretStore
    let grants: Grants

    /// Why there is no picture.
    struct Withheld: Error { let reason: Evidence.Reason }

    /// What the tab shows now.
    func picture(of tab: Tab, quality: Int, deadline: Deadline) async throws(Withheld) -> [UInt8] {
        guard let origin = tab.origin, gate.mayRead(origin, skillGrants: grants) else {
            throw Withheld(reason: .notAllowed)
        }
        return try await settledPicture(of: tab, quality: quality, deadline: deadline)
    }

    /// Tries again when the page goes to another document, or moves, in the middle.
    private func settledPicture(of tab: Tab, quality: Int, deadline: Deadline) async throws(Withheld) -> [UInt8] {
        var tries = 0
        while true {
            do {
                if let bytes = try await picture(of: tab.document, in: tab, quality: quality, deadline: deadline) {
                    return bytes
                }
                tries += 1
            } catch let error as Withheld {
                throw error
            } catch let error as BrowsingError where error.reason == .documentGone && !deadline.hasPassed {
                continue
            } catch {
                throw Withheld(reason: .pageSilent)
            }
            guard tries < CoveredCamera.tries else { throw Withheld(reason: .notCovered) }
        }
    }

    /// - Returns: nil when what is to be covered was elsewhere afterwards: it may have been anywhere meanwhile.
    private func picture(
        of document: DocumentID,
        in tab: Tab,
        quality: Int,
        deadline: Deadline
    ) async throws -> [UInt8]? {
        let before = try await covers(of: document, in: tab, deadline: deadline)
        guard before.size <= CoveredCamera.size else { throw Withheld(reason: .tooLarge) }
        let bytes = try await tab.picture(quality: quality, deadline: deadline)
        let contents = try await tab.contents(deadline: deadline)
        // A page that left meanwhile may have been pictured after it went: the picture goes with the error.
        guard try await covers(of: document, in: tab, deadline: deadline).boxes == before.boxes else { return nil }
        let mask = secrets.mask
        guard !mask.isFound(in: contents.text), !contents.captions.contains(where: mask.isFound),
            !mask.isFound(in: before.words)
        else {
            throw Withheld(reason: .secretShown)
        }
        let boxes = before.boxes + contents.frames + contents.fields.filter { mask.isFound(in: $0.value) }.map(\.place)
        guard !boxes.isEmpty else { return bytes }
        return try JPEG.covering(boxes, of: bytes, width: before.width, quality: quality)
    }

    /// What the page's script says is to be covered.
    private struct Covers: Hashable {
        let width: Double
        let size: Int
        let words: String
        let boxes: [Rectangle]
    }

    private func covers(of document: DocumentID, in tab: Tab, deadline: Deadline) async throws -> Covers {
        let answer = try await tab.look("covers", .null, document: document, deadline: deadline)
        guard let width = answer.value["width"]?.double, let size = answer.value["size"]?.int,
            let words = answer.value["words"]?.string, let boxes = answer.value["boxes"]?.array
        else {
            throw Withheld(reason: .notCovered)
        }
        let rectangles = boxes.compactMap { box -> Rectangle? in
            let edges = (box.array ?? []).compactMap(\.double)
            guard edges.count == 4 else { return nil }
            return Rectangle(x: edges[0], y: edges[1], width: edges[2], height: edges[3])
        }
        guard rectangles.count == boxes.count else { throw Withheld(reason: .notCovered) }
        return Covers(width: width, size: size, words: words, boxes: rectangles)
    }
}
