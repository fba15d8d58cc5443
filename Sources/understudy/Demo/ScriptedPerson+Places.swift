// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Vocabulary

/// A frame with a process of its own, as somebody looks into it.
struct FrameView: Sendable {
    let session: CDPSession
    /// The place of its left upper corner on the tab, now.
    let corner: @Sendable () async throws -> ScriptedPerson.Place
}

/// What the person meets besides the page: frames, other tabs, dialogs and choosers.
extension ScriptedPerson {
    /// Looks into the frame whose address begins so.
    ///
    /// - Parameter selector: the frame's element.
    func frame(_ selector: String, at address: String) async throws -> ScriptedPerson {
        let place = self
        let view = FrameView(session: try await target("iframe") { $0.hasPrefix(address) }) {
            let box = try await place.evaluate(
                """
                (() => { const frame = document.querySelector(\(place.quoted(selector))), box = frame.getBoundingClientRect();
                  return { x: box.x + frame.clientLeft, y: box.y + frame.clientTop }; })()
                """
            )
            return (box["x"]?.double ?? -1, box["y"]?.double ?? -1)
        }
        return ScriptedPerson(session: session, connection: connection, frame: view)
    }

    /// Goes to the tab whose address holds a text.
    func tab(at text: String) async throws -> ScriptedPerson {
        ScriptedPerson(session: try await target("page") { $0.contains(text) }, connection: connection)
    }

    private func target(_ type: String, where fits: (String) -> Bool) async throws -> CDPSession {
        let deadline = Deadline.after(limit)
        while !deadline.hasPassed {
            let targets = try await connection.browser.send(Target.GetTargets(), deadline: deadline).targetInfos
            if let found = targets.last(where: { $0.type == type && fits($0.url) }) {
                return try await ScriptedPerson.attach(to: found.targetId, of: connection)
            }
        }
        throw unseen("another \(type)")
    }

    /// Does something that opens a dialog, and agrees to it.
    func acceptDialog(_ deed: () async throws -> Void) async throws {
        _ = try await session.send(Page.Enable(), deadline: .after(limit))
        let events = session.events()
        async let answered: Void = withDeadline(.after(limit), waitingFor: "the dialog") {
            for try await event in events where event.method == Page.JavascriptDialogOpening.method {
                _ = try await session.send(Page.HandleJavaScriptDialog(accept: true), deadline: .after(limit))
                return
            }
        }
        try await deed()
        try await answered
    }

    /// Does something that opens a chooser, and chooses a file.
    func choose(_ file: String, _ deed: () async throws -> Void) async throws {
        _ = try await session.send(Page.Enable(enableFileChooserOpenedEvent: true), deadline: .after(limit))
        let events = session.events()
        async let node: Int? = withDeadline(.after(limit), waitingFor: "the chooser") {
            for try await event in events {
                if let chooser = try event.decode(Page.FileChooserOpened.self) { return chooser.backendNodeId }
            }
            return nil
        }
        try await deed()
        _ = try await session.send(
            DOM.SetFileInputFiles(files: [file], backendNodeId: try await node),
            deadline: .after(limit)
        )
    }
}
