// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Vocabulary

/// Waits for a person to point at an element in one of several tabs.
struct ElementPointing {
    let tabs: [Tab]
    let purpose: PickPurpose

    /// An element that was pointed at.
    struct Pointed {
        let tab: Tab
        /// The frame that it is in; nil for the page itself.
        let frame: FrameID?
        /// What the script there says of it.
        let answer: ScriptAnswer
    }

    /// - Throws: ``TeachingError`` with `nothing_picked`, `pick_cancelled` or `not_pickable`.
    func wait(deadline: Deadline) async throws -> Pointed {
        let (tab, pointing) = try await first(deadline: deadline)
        switch pointing {
        case .pointed(let answer, let frame): return Pointed(tab: tab, frame: frame, answer: answer)
        case .elsewhere: throw ElementPointing.notPickable
        case .cancelled:
            throw TeachingError(.pickCancelled, "Escape was pressed, so nothing was picked.")
        }
    }

    /// The first tab that answers; the others are let go.
    private func first(deadline: Deadline) async throws -> (Tab, Pointing) {
        try await withThrowingTaskGroup(of: (Tab, Pointing).self) { group in
            defer { group.cancelAll() }
            for tab in tabs {
                group.addTask {
                    let argument = JSONValue.string(purpose.rawValue)
                    return (tab, try await tab.letPoint("pointedAt", argument, deadline: deadline))
                }
            }
            var failure: (any Error)?
            while let result = await group.nextResult() {
                switch result {
                case .success(let answer): return answer
                // A tab that goes leaves the others.
                case .failure(let error): failure = error
                }
            }
            if let error = failure as? VocabularyError, error.reason == .deadlineExceeded {
                throw TeachingError(.nothingPicked, "Nobody pointed at an element in time: ask again.")
            }
            throw failure ?? TeachingError(.tabLost, "There is no tab any more in which something could be picked.")
        }
    }

    static var notPickable: TeachingError {
        TeachingError(
            .notPickable,
            "What was pointed at is no element that a skill can find again: point at another."
        )
    }
}
