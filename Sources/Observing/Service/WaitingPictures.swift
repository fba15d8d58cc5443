// SPDX-License-Identifier: Apache-2.0
internal import ScreenText
internal import Vocabulary

/// A picture that waits for the reader.
struct WaitingPicture: Sendable {
    let taken: TakenPicture
    let place: TabID
    let owner: RingOwner
    /// Which purge or pause it came after: one from before is not read any more.
    let epoch: Int
    /// The rings' generation from before it was taken.
    let generation: Int
}

/// The pictures that wait for the reader: one of each place at most, of which the newest wins.
struct WaitingPictures: Sendable {
    private var pictures: [TabID: WaitingPicture] = [:]
    private var order: [TabID] = []

    /// How many wait.
    var count: Int { order.count }

    /// Puts one behind the others, or in the place of an older one.
    ///
    /// - Returns: whether an older one was given up for it.
    mutating func put(_ picture: WaitingPicture) -> Bool {
        if pictures.updateValue(picture, forKey: picture.place) != nil { return true }
        order.append(picture.place)
        return false
    }

    mutating func take() -> WaitingPicture? {
        guard !order.isEmpty else { return nil }
        return pictures.removeValue(forKey: order.removeFirst())
    }

    mutating func removeAll() { self = WaitingPictures() }
}
