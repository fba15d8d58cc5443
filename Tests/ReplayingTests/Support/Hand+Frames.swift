// SPDX-License-Identifier: Apache-2.0
import CDP
import Vocabulary

/// A frame that a hand is in: where its scripts are asked, and where it lies.
struct FramePlace: Sendable {
    let session: CDPSession
    let contextID: String
    /// The place of its left upper corner on the page, now.
    let corner: @Sendable () async throws -> (x: Double, y: Double)
}

extension Hand {
    /// Goes on in a frame in this document, once it shows an address that ends so; whatever process it is in.
    ///
    /// - Parameter selector: the frame's element.
    func frame(_ selector: String, showing suffix: String) async throws -> Hand {
        let (session, contextID) = try await context(showing: suffix)
        let corner: @Sendable () async throws -> (x: Double, y: Double) = {
            let query = CanonicalJSON.text(.string(selector))
            let box = try await evaluate(
                "(() => { const e = document.querySelector(\(query)), b = e.getBoundingClientRect(), s = getComputedStyle(e); "
                    + "return { x: b.x + e.clientLeft + parseFloat(s.paddingLeft), y: b.y + e.clientTop + parseFloat(s.paddingTop) }; })()"
            )
            return try await onPage(box["x"]?.double ?? -1, box["y"]?.double ?? -1)
        }
        var inner = self
        inner.place = FramePlace(session: session, contextID: contextID, corner: corner)
        try await inner.wait("true")
        await inner.waitForPaint()
        return inner
    }

    /// The place on the page of a place in this document.
    func onPage(_ x: Double, _ y: Double) async throws -> (x: Double, y: Double) {
        guard let corner = try await place?.corner() else { return (x, y) }
        return (x + corner.x, y + corner.y)
    }

    /// Waits until the browser lets the frame have what is done at a place.
    ///
    /// For a moment after a frame has drawn itself the page around it still takes it. What lies under something else is
    /// waited for in vain, and done all the same.
    func waitForHits(_ x: Double, _ y: Double) async throws {
        let deadline = Deadline.after(.seconds(3))
        while !deadline.hasPassed {
            _ = try await session.send(
                Input.DispatchMouseEvent(
                    type: "mouseMoved",
                    x: x,
                    y: y,
                    modifiers: 0,
                    button: "none",
                    buttons: 0,
                    clickCount: 0
                ),
                deadline: .after(.seconds(10))
            )
            if try await evaluate("document.querySelector(':hover') !== null") == .bool(true) { return }
        }
    }

    /// Where the scripts of a frame's page run.
    private func context(showing suffix: String) async throws -> (CDPSession, String) {
        let deadline = Deadline.after(.seconds(60))
        while !deadline.hasPassed {
            let targets = try await connection.browser.send(Target.GetTargets(), deadline: deadline).targetInfos
            if let found = targets.last(where: { $0.type == "iframe" && $0.url.hasSuffix(suffix) }) {
                let other = try await Hand(found.targetId, on: connection).session
                if let id = try await contextID(of: suffix, in: other, deadline) { return (other, id) }
            }
            for one in [session] + (place.map { [$0.session] } ?? []) {
                if let id = try await contextID(of: suffix, in: one, deadline) { return (one, id) }
            }
        }
        throw VocabularyError(code: .deadlineExceeded, message: "No frame came to …\(suffix).")
    }

    private func contextID(of suffix: String, in session: CDPSession, _ deadline: Deadline) async throws -> String? {
        func find(_ tree: Page.FrameTree) -> String? {
            if (tree.frame.url + (tree.frame.urlFragment ?? "")).hasSuffix(suffix) { return tree.frame.id }
            return (tree.childFrames ?? []).lazy.compactMap(find).first
        }
        guard let tree = try? await session.send(Page.GetFrameTree(), deadline: deadline).frameTree,
            let frame = find(tree)
        else { return nil }
        return try await contextID(in: session) {
            $0.auxData?["frameId"]?.string == frame && $0.auxData?["isDefault"]?.bool == true
        }
    }

    private func contextID(
        in session: CDPSession,
        where fits: @escaping @Sendable (Runtime.ExecutionContextDescription) -> Bool
    ) async throws -> String? {
        let events = session.events()
        let deadline = Deadline.after(.seconds(5))
        _ = try await session.send(Runtime.Disable(), deadline: deadline)
        _ = try await session.send(Runtime.Enable(), deadline: deadline)
        return try await withDeadline(deadline, waitingFor: "a context") {
            for try await event in events {
                guard let created = try event.decode(Runtime.ExecutionContextCreated.self)?.context, fits(created)
                else {
                    continue
                }
                return created.uniqueId
            }
            return nil
        }
    }

    /// Waits until the recorder knows so many shadow roots of the page: a hand is faster than any person.
    func waitUntilKnown(roots count: Int) async throws {
        let world = try await contextID(in: session) { $0.name == "understudy" }
        var other = self
        other.place = FramePlace(session: session, contextID: world ?? "") { (0, 0) }
        try await other.wait("understudy.roots().length > \(count)")
    }
}
