// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    /// Takes the source, goes the way, and lets go.
    ///
    /// The press is guarded as a click is; at the end of the way only the look before it counts, because what is under
    /// the pointer there is what is dragged.
    mutating func drag(_ drag: Drag) async throws {
        // Consent is asked for elements that are there.
        if step.isIrreversible { for name in step.action.targets { _ = try await locate(name, action: "look") } }
        let permit = try await permitInput(.pointer, on: drag.source)
        while true {
            let answer = try await ready(
                drag.source,
                action: "drag",
                place: drag.place == .middle ? nil : drag.place,
                guarded: "pointer",
                permit: permit
            )
            guard let start = answer.point else {
                throw ReplayError(code: .scriptAnswerInvalid, message: "The page script gave no place to point at.")
            }
            let end = try await dropPoint(of: drag, answer, permit)
            if drag.drop != nil, end == nil { continue }
            guard try await isAimed(at: answer, permit) else {
                try requireTime("'\(drag.source)' could not be dragged: it changes when the pointer comes to it.")
                continue
            }
            // Between the press and the release nobody else gets the pointer.
            try shield.begin()
            defer { shield.end() }
            switch try await send([.move(to: start), .press(at: start)], to: answer, permit: permit) {
            case .hit:
                // What the skill's file waits for is no time that the page takes.
                deadline = deadline.later(by: drag.hold)
                do {
                    if drag.hold > .zero { try await Task.sleep(for: drag.hold) }
                    let way = DragPath.points(from: start, to: end, along: drag.path)
                    return try await carry(along: way, answer, permit)
                } catch {
                    await putBack(at: start, answer, permit)
                    throw error
                }
            case .missed(let got):
                // The guard keeps the release from the page, as it kept the press.
                try await perform([.release(at: start)], on: answer, permit: permit)
                try requireTime("'\(drag.source)' could not be taken: \(got) came in front of it each time.")
            case .silent, .moved, .unheard:
                await putBack(at: start, answer, permit)
                throw unheard(drag.source)
            }
        }
    }

    /// Each move is answered for before the next one is sent, or the browser would make one of several.
    private func carry(along way: [Point], _ answer: TargetAnswer, _ permit: Permit) async throws {
        for point in way { try await perform([.drag(to: point)], on: answer, permit: permit) }
        guard let end = way.last else { return }
        try await perform([.release(at: end)], on: answer, permit: permit)
    }

    /// Lets go where it was taken: a button that stayed down would drag along whatever the pointer comes over next.
    ///
    /// A document that is gone, or a permit that was taken back, gets nothing any more.
    private func putBack(at start: Point, _ answer: TargetAnswer, _ permit: Permit) async {
        try? await answer.way.place.perform(
            [.release(at: start)],
            document: answer.document,
            permit: permit,
            deadline: .after(.seconds(2))
        )
    }

    /// Where to let go; nil when there is no element for it, or it was just scrolled to and the source must be looked at
    /// anew.
    private mutating func dropPoint(of drag: Drag, _ answer: TargetAnswer, _ permit: Permit) async throws -> Point? {
        guard let name = drag.drop else { return nil }
        var found = try TargetAnswer(
            try await answer.way.place.call(
                "dropPlace",
                [
                    "target": asked(for: name),
                    "place": ["x": .double(drag.dropPlace.x), "y": .double(drag.dropPlace.y)],
                ],
                document: answer.document,
                permit: permit,
                deadline: deadline
            ),
            answer.way
        )
        found.mapping = answer.mapping
        if found.isReady, let spot = found.spot {
            if try await isLedIn(answer.way, to: spot) { return found.point }
            try requireTime("'\(name)' could not be reached: something of the page is in front of its frame.")
            return nil
        }
        let failure = found.failure(of: name.text)
        obstacle = failure
        if deadline.hasPassed { throw failure }
        return nil
    }
}
