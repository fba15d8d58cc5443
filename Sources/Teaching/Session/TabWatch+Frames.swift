// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Synchronization
internal import Vocabulary

/// Lines about the frames that something is done in.
extension TabWatch {
    /// Writes down the frames around what was pointed at, as they are now.
    ///
    /// - Returns: the way to it, the outermost frame first; empty for the page itself.
    /// - Throws: ``TeachingError`` with `not_pickable` when one of them cannot be described.
    func describe(_ frame: FrameID?, in tab: Tab) async throws -> [FrameID] {
        guard let frame else { return [] }
        guard let notes = await FrameNotes.all(around: frame, in: tab) else { throw ElementPointing.notPickable }
        try write(notes, of: tab)
        return notes.last?.path ?? []
    }

    func write(_ notes: [FrameNotes.Note], of tab: Tab) throws {
        for note in notes {
            guard let target = RecordedTarget(hearing.withLock { $0.scrubber.scrubbed(note.target.json) }) else {
                continue
            }
            let address = note.address.map { address in hearing.withLock { $0.scrubber.scrubbed(address: address) } }
            try writer.append(
                at: now,
                tab: tab.id,
                frame: note.path,
                document: note.document,
                .frameShown(target, address: address)
            )
        }
    }

    /// What a frame shows now that something was done in.
    func write(_ move: FrameNotes.Move?, _ one: FollowedTab) throws {
        guard let move else { return }
        let address = move.address.map { address in hearing.withLock { $0.scrubber.scrubbed(address: address) } }
        try writer.append(
            at: now,
            tab: one.tab.id,
            frame: move.path,
            document: move.document,
            .frameNavigated(address: address)
        )
    }
}
