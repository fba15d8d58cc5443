// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Vocabulary

/// Asks a page, and the frames in it, what must not be read of their picture.
///
/// A frame is covered whole unless everything in it was asked and may be seen: nothing of it is to be covered, its site may
/// be looked at, and so for every frame in it.
struct PageLook {
    /// With more frames than this none is asked, and all are covered.
    static let frameLimit = 20

    let tab: Tab
    let gate: ObservationGate
    let isPrivate: Bool

    /// Looks.
    ///
    /// - Throws: what stands in the way; then nothing is known, and there must be no picture.
    func sight(deadline: Deadline) async throws -> PageSight {
        let document = tab.document
        let own = try await answer(in: tab.page, deadline)
        var covered = own.frames
        var isTyping = own.isTyping
        let frames = tab.frames
        if !covered.isEmpty, frames.count <= PageLook.frameLimit {
            let seen = try await look(into: frames, deadline)
            isTyping = isTyping || seen.isTyping
            for frame in seen.open {
                guard let box = try await frame.lookAtOwner("observedFrame", deadline: deadline).flatMap(Rectangle.init)
                else { continue }
                if let place = covered.firstIndex(of: box) { covered.remove(at: place) }
            }
        }
        return PageSight(
            document: document,
            width: own.width,
            title: own.title,
            isTyping: isTyping,
            isSettled: own.isSettled,
            layout: own.layout,
            masks: own.kept + covered
        )
    }

    /// The frames of the page itself that may be seen, and whether a secret is being typed in any.
    private func look(into frames: [PageFrame], _ deadline: Deadline) async throws -> (
        open: [PageFrame], isTyping: Bool
    ) {
        var closed: Set<FrameID> = []
        var isTyping = false
        let inside = Dictionary(grouping: frames.compactMap { $0.path.dropLast().last }) { $0 }.mapValues(\.count)
        for frame in frames {
            guard let outermost = frame.path.first, let id = frame.id else { continue }
            guard let origin = frame.origin, gate.allows(origin, isPrivate: isPrivate) == .yes,
                let answer = try? await answer(in: frame, deadline)
            else {
                closed.insert(outermost)
                continue
            }
            isTyping = isTyping || answer.isTyping
            // A frame in it that cannot be asked yet may hold anything.
            if !answer.isSettled || !answer.kept.isEmpty || answer.frames.count != inside[id, default: 0] {
                closed.insert(outermost)
            }
        }
        return (frames.filter { $0.path.count == 1 && !closed.contains($0.path[0]) }, isTyping)
    }

    private struct Answer {
        let width: Double
        let title: String
        let isTyping: Bool
        let isSettled: Bool
        let layout: String
        let kept: [Rectangle]
        let frames: [Rectangle]
    }

    private func answer(in frame: PageFrame, _ deadline: Deadline) async throws -> Answer {
        let value = try await frame.look("observed", .null, document: frame.document, deadline: deadline).value
        guard let width = value["width"]?.double, let title = value["title"]?.string,
            let isTyping = value["typing"]?.bool, let isSettled = value["settled"]?.bool,
            let layout = value["layout"]?.string,
            let kept = value["kept"]?.array, let frames = value["frames"]?.array
        else { throw PageLook.unclear }
        let boxes = (kept: kept.compactMap(Rectangle.init), frames: frames.compactMap(Rectangle.init))
        guard boxes.kept.count == kept.count, boxes.frames.count == frames.count else { throw PageLook.unclear }
        return Answer(
            width: width,
            title: title,
            isTyping: isTyping,
            isSettled: isSettled,
            layout: layout,
            kept: boxes.kept,
            frames: boxes.frames
        )
    }

    private static var unclear: BrowsingError {
        BrowsingError(code: .scriptFailed, message: "The page did not say what is to be covered.")
    }
}

extension Rectangle {
    /// Reads `[x, y, width, height]`.
    fileprivate init?(_ value: JSONValue) {
        let edges = (value.array ?? []).compactMap(\.double)
        guard edges.count == 4, edges.allSatisfy(\.isFinite) else { return nil }
        self.init(x: edges[0], y: edges[1], width: edges[2], height: edges[3])
    }
}
