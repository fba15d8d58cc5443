// SPDX-License-Identifier: Apache-2.0
public import ScreenText
internal import Synchronization
internal import Vocabulary

/// What people may do with it.
extension ScreenObserver {
    /// Takes no picture until it is resumed; what waits is not read any more.
    public func pause(by principal: String) {
        let isNew = book.withLock { book in
            guard !book.isPaused else { return false }
            book.isPaused = true
            book.forgetPictures()
            return true
        }
        guard isNew else { return }
        rings.outdate()
        for owner in rings.owners { rings.note(.paused, of: owner) }
        tell(.observerState, .succeeded, ["state": "paused", "principal": .string(principal)])
    }

    /// Looks again, also when it had given up.
    public func resume(by principal: String) {
        let (isNew, pace) = book.withLock { book in
            let isNew = !book.isLive
            book.resume()
            return (isNew, book.pace)
        }
        guard isNew else { return }
        tellState(pace, ["principal": .string(principal)])
        wake.withLock { $0 }?.yield()
    }

    /// Forgets what was seen: the rings, the pictures that wait, and all that the reader knows.
    ///
    /// - Parameter owner: nil for everybody's.
    public func purge(_ owner: RingOwner? = nil, by principal: String) async {
        book.withLock { $0.forgetPictures() }
        rings.purge(owner)
        await reader.forget()
        // What was being read meanwhile belongs to what is to be forgotten.
        rings.purge(owner)
        let whose: JSONValue = owner.map { .string($0.description) } ?? "all"
        tell(.observationsPurged, .succeeded, ["owner": whose, "principal": .string(principal)])
    }
}
