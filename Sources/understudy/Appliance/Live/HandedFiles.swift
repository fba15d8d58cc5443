// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Vocabulary

/// Files that people have sent for choosers before the last one: a value.
///
/// Each belongs to one chooser and one person, and goes when the tab opens another one. The files themselves go with
/// their session.
struct HandedFiles {
    /// What they wait for.
    struct Place: Hashable {
        let tab: TabID
        let chooser: Int
        let principal: String
    }

    private var waiting: [Place: [StagedUpload]] = [:]

    var isEmpty: Bool { waiting.isEmpty }

    /// Whether a chooser takes one more file; what waits for choosers before it is forgotten.
    ///
    /// - Throws: ``CommandError`` with `too_many_files`; what came before is forgotten then.
    mutating func require(room takesSeveral: Bool, for file: HandedFile, at place: Place) throws(CommandError) {
        waiting = waiting.filter { $0.key.tab != place.tab || $0.key.chooser == place.chooser }
        let count = (waiting[place]?.count ?? 0) + (file.isFollowed ? 2 : 1)
        let limit = takesSeveral ? HandedFile.countLimit : 1
        guard count > limit else { return }
        waiting[place] = nil
        throw CommandError(
            code: "too_many_files",
            message: limit == 1
                ? "The page takes one file here: give it one, without 'more'."
                : "A page is given at most \(limit) files at once: begin again with fewer.",
            kind: .usage
        )
    }

    /// Adds a file.
    ///
    /// - Returns: all of them, once the last one has come.
    mutating func take(_ file: StagedUpload, isLast: Bool, at place: Place) -> [StagedUpload]? {
        waiting[place, default: []].append(file)
        return isLast ? waiting.removeValue(forKey: place) : nil
    }

    /// Forgets what waits for tabs that are gone.
    mutating func keep(_ isOpen: (TabID) -> Bool) { waiting = waiting.filter { isOpen($0.key.tab) } }
}
