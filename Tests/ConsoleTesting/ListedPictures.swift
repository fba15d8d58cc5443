// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// Pictures in an order that a test has chosen, and then the end; or the last one again and again.
public final class ListedPictures: PictureFeed {
    private let news: Mutex<[PictureNews]>
    private let repeats: PictureNews?
    private let given = Mutex(0)
    private let isOver = Mutex(false)
    private let (leaving, left) = AsyncStream.makeStream(of: Void.self)

    /// - Parameters:
    ///   - news: what is told, in order.
    ///   - repeats: what is told from then on; nil for the end.
    public init(_ news: [PictureNews], then repeats: PictureNews? = nil) {
        self.news = Mutex(news)
        self.repeats = repeats
    }

    /// How many were asked for.
    public var count: Int { given.withLock { $0 } }

    /// Whether the viewer has left.
    public var isLeft: Bool { isOver.withLock { $0 } }

    /// Waits until the viewer has left; for one caller.
    public func untilLeft() async { for await _ in leaving {} }

    /// The next one.
    public func next() async -> PictureNews? {
        if isLeft || Task.isCancelled { return nil }
        await Task.yield()
        given.withLock { $0 += 1 }
        return news.withLock { $0.isEmpty ? repeats : $0.removeFirst() }
    }

    /// Ends it.
    public func leave() {
        isOver.withLock { $0 = true }
        left.finish()
    }
}
