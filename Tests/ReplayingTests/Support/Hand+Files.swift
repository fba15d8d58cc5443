// SPDX-License-Identifier: Apache-2.0
import CDP
import Vocabulary

/// How another client of the browser chooses files.
extension Hand {
    /// Does something that opens a chooser, and answers it with files.
    func choosing(_ files: [String], _ deed: () async throws -> Void) async throws {
        let session = place?.session ?? session
        _ = try await session.send(Page.Enable(enableFileChooserOpenedEvent: true), deadline: .after(.seconds(10)))
        let events = session.events()
        async let node: Int? = withDeadline(.after(.seconds(20)), waitingFor: "the chooser") {
            for try await event in events {
                if let chooser = try event.decode(Page.FileChooserOpened.self) { return chooser.backendNodeId }
            }
            return nil
        }
        try await deed()
        _ = try await session.send(
            DOM.SetFileInputFiles(files: files, backendNodeId: try await node),
            deadline: .after(.seconds(10))
        )
    }

    /// Gives files to a field at once, as programs do that drive a browser.
    func give(_ files: [String], to selector: String) async throws {
        let found = try await session.send(
            Runtime.Evaluate(expression: "document.querySelector(\(CanonicalJSON.text(.string(selector))))"),
            deadline: .after(.seconds(10))
        )
        _ = try await session.send(
            DOM.SetFileInputFiles(files: files, objectId: found.result.objectId),
            deadline: .after(.seconds(10))
        )
    }
}
