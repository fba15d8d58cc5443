// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Vocabulary

/// Files that people have sent for choosers before the last one: a value.
///
/// Each belongs to one chooser and one person, and goes when the tab opens another one. The files themselves go with
/// their session, unless whoever is told that they are forgotten removes them before.
struct HandedFiles {
    /// What they wait for.
    struct Place: Hashable {
        let tab: TabID
        let chooser: Int
        let principal: String
    }

    private struct Waiting {
        var files: [StagedUpload] = []
        /// How many have their place, and are still being written.
        var coming = 0
    }

    private var waiting: [Place: Waiting] = [:]

    var isEmpty: Bool { waiting.isEmpty }

    /// Keeps a place for one more file, if a chooser takes that many; what waits for choosers before it is forgotten, and
    /// what waits for this one when it is too much.
    ///
    /// - Returns: whether there is one, and what was forgotten.
    mutating func reserve(
        room takesSeveral: Bool,
        for file: HandedFile,
        at place: Place
    ) -> (isTaken: Bool, forgotten: [StagedUpload]) {
        var forgotten: [StagedUpload] = []
        for (other, left) in waiting where other.tab == place.tab && other.chooser != place.chooser {
            forgotten += left.files
            waiting[other] = nil
        }
        let known = waiting[place] ?? Waiting()
        let count = known.files.count + known.coming + (file.isFollowed ? 2 : 1)
        guard count <= (takesSeveral ? HandedFile.countLimit : 1) else {
            waiting[place] = nil
            return (false, forgotten + known.files)
        }
        waiting[place, default: Waiting()].coming += 1
        return (true, forgotten)
    }

    /// What is answered when there is no place.
    static func tooMany(_ takesSeveral: Bool) -> CommandError {
        CommandError(
            code: "too_many_files",
            message: takesSeveral
                ? "A page is given at most \(HandedFile.countLimit) files at once: begin again with fewer."
                : "The page takes one file here: give it one, without 'more'.",
            kind: .usage
        )
    }

    /// Gives a place back for which no file has come.
    mutating func giveUp(_ place: Place) {
        guard var left = waiting[place] else { return }
        left.coming = max(0, left.coming - 1)
        waiting[place] = left.files.isEmpty && left.coming == 0 ? nil : left
    }

    /// Adds a file for which a place was kept.
    ///
    /// - Returns: all of them, once the last one has come.
    mutating func take(_ file: StagedUpload, isLast: Bool, at place: Place) -> [StagedUpload]? {
        var all = waiting[place] ?? Waiting()
        all.coming = max(0, all.coming - 1)
        all.files.append(file)
        waiting[place] = isLast ? nil : all
        return isLast ? all.files : nil
    }

    /// Forgets what waits for tabs that are gone.
    mutating func keep(_ isOpen: (TabID) -> Bool) { waiting = waiting.filter { isOpen($0.key.tab) } }
}
