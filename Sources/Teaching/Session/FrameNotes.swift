// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Vocabulary

/// What is known of a tab's frames while it is recorded.
///
/// A frame may be gone by the time it tells what was done in it, so each is described as soon as scripts are in it, and
/// once more when it is first needed: by then the page around it is whole.
struct FrameNotes {
    /// Frames of advertisements come by the dozen; of more than these only those are described that something is done in.
    private static let eager = 40
    private static let patience: Duration = .seconds(2)

    private var known: [FrameID: Note] = [:]

    /// What is known of one frame.
    struct Note {
        var document: DocumentID
        var path: [FrameID]
        var target: RecordedTarget
        var address: String?
        /// Whether the recording holds it.
        var isWritten = false
    }

    /// Another document in a frame that something was done in.
    struct Move {
        var document: DocumentID
        var path: [FrameID]
        var address: String?
    }

    /// Notes that a frame shows another document.
    ///
    /// - Parameters:
    ///   - id: the frame.
    ///   - document: what it shows.
    ///   - address: where that is; nil for what was written into it.
    ///   - isPaused: nothing is written down now; then the frame is, when it is needed next.
    /// - Returns: nil for a frame that nothing was done in.
    mutating func move(_ id: FrameID, to document: DocumentID, at address: String?, isPaused: Bool) -> Move? {
        guard var note = known[id], note.document != document else { return nil }
        let wasWritten = note.isWritten
        note.document = document
        note.address = address
        note.isWritten = wasWritten && !isPaused
        known[id] = note
        return note.isWritten ? Move(document: document, path: note.path, address: address) : nil
    }

    /// Notes that the document of a frame changed its address: what is done in it next is done there.
    mutating func move(_ id: FrameID, to address: String) {
        guard known[id] != nil, known[id]?.address != address else { return }
        known[id]?.address = address
        known[id]?.isWritten = false
    }

    /// Describes the frames that came.
    mutating func notice(_ tab: Tab) async {
        for frame in tab.frames.prefix(FrameNotes.eager) {
            // What the tab shows may be ahead of what is read of it: where a known one goes is told in its turn.
            guard let id = frame.id, known[id] == nil else { continue }
            known[id] = await FrameNotes.note(of: frame)
        }
    }

    /// The frames around a document that were not written down yet, the outermost first.
    mutating func unwritten(around id: FrameID, in tab: Tab) async -> [Note] {
        let path = tab.frame(id)?.path ?? known[id]?.path ?? []
        var result: [Note] = []
        for step in path {
            if known[step]?.isWritten == true { continue }
            if let frame = tab.frame(step), let fresh = await FrameNotes.note(of: frame) {
                if known[step] == nil { known[step] = fresh }
                known[step]?.target = fresh.target
            }
            guard var note = known[step] else { continue }
            note.isWritten = true
            known[step] = note
            result.append(note)
        }
        return result
    }

    /// All frames around a document, and itself, as they are now; nil when one of them cannot be described.
    static func all(around id: FrameID, in tab: Tab) async -> [Note]? {
        guard let path = tab.frame(id)?.path else { return nil }
        var result: [Note] = []
        for step in path {
            guard let frame = tab.frame(step), let note = await note(of: frame) else { return nil }
            result.append(note)
        }
        return result
    }

    /// The way to a frame, also to one that is gone.
    func path(to id: FrameID) -> [FrameID] { known[id]?.path ?? [id] }

    private static func note(of frame: PageFrame) async -> Note? {
        let (document, path, address) = (frame.document, frame.path, frame.isWrittenByParent ? nil : frame.address)
        guard let value = try? await frame.lookAtOwner("describe", deadline: .after(patience)),
            let target = RecordedTarget(value)
        else { return nil }
        return Note(document: document, path: path, target: target, address: address)
    }
}
