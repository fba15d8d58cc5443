// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// One viewer of one tab; it leaves when it is let go of.
public final class PictureViewer: PictureFeed {
    private let cast: TabCast
    private let number: Int

    init(_ number: Int, of cast: TabCast) {
        self.cast = cast
        self.number = number
    }

    deinit { cast.leave(number) }

    /// See ``Vocabulary/PictureFeed/next()``.
    public func next() async -> PictureNews? { await cast.next(number) }

    /// See ``Vocabulary/PictureFeed/leave()``.
    public func leave() { cast.leave(number) }
}

/// A viewer as others see it.
public struct ViewerReport: Sendable, Hashable {
    /// Its number among the tab's viewers.
    public let number: Int
    /// What it watches.
    public let tab: TabID
    /// Whose token opened it, and what it reads.
    public let name: ViewerName
    /// Since when.
    public let since: Timestamp
    /// How many pictures it has been given.
    public let frames: Int
    /// How wide they are now.
    public let width: Int
}
