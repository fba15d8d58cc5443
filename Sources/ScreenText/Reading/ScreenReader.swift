// SPDX-License-Identifier: Apache-2.0

public import Vocabulary

/// How much one picture may cost.
public struct ReadingEffort: Sendable, Hashable {
    /// Processor time after which no further segment is begun; what is left is ``ScreenReading/pending``.
    public var budget: Duration
    /// Small letters are read at 1.5 times their size, or in a hurry at 1.25.
    public var isHurried: Bool
    /// Segments that are lower are left unread: pixels.
    public var minimumHeight: Int
    /// Whether what changes all the time is read in each picture, and not only in every third.
    public var isThorough: Bool
    /// When the reading is wanted no more; a reader may have bounds of its own.
    public var deadline: Deadline?

    /// An effort.
    public init(
        budget: Duration = .milliseconds(250),
        isHurried: Bool = false,
        minimumHeight: Int = 0,
        isThorough: Bool = false
    ) {
        self.budget = budget
        self.isHurried = isHurried
        self.minimumHeight = minimumHeight
        self.isThorough = isThorough
    }
}

/// Reads pictures of screens.
///
/// One that reads pictures in a process of its own is what the appliance uses; others are for tests.
public protocol ScreenReader: Sendable {
    /// Reads one picture; pictures are read one after another.
    ///
    /// - Throws: `ScreenTextError` when the picture cannot be read, or the reader has ended; the next call starts anew.
    func read(_ picture: ScreenPicture, effort: ReadingEffort) async throws -> ScreenReading
    /// Forgets every line and picture, and lets the process that held them go.
    func forget() async
}
