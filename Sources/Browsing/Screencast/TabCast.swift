// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
internal import Vocabulary

/// The pictures of one tab, from its first viewer to its last.
final class TabCast: Sendable {
    private struct Storage {
        var book = CastBook()
        var waiters: [Int: CheckedContinuation<PictureNews?, Never>] = [:]
        var session: CDPSession?
        var isOver = false
    }

    let tab: Tab
    /// Yields whenever the plan may have become another one.
    let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation
    /// Yields whenever somebody wants a single picture.
    let shotsAsked: AsyncStream<Void>
    private let shotAsked: AsyncStream<Void>.Continuation
    private let storage = Mutex(Storage())

    init(of tab: Tab) {
        self.tab = tab
        (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        (shotsAsked, shotAsked) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    // MARK: Viewers

    /// Adds a viewer; nil when the cast is over, and another one is needed.
    func join(_ name: ViewerName, _ wish: PictureWish) -> Int? {
        let number = storage.withLock { $0.isOver ? nil : $0.book.join(name, wish, at: .now) }
        if number != nil {
            change.yield()
            if name.kind == .single { shotAsked.yield() }
        }
        return number
    }

    func leave(_ viewer: Int) {
        let waiter = storage.withLock { storage in
            storage.book.leave(viewer)
            return storage.waiters.removeValue(forKey: viewer)
        }
        waiter?.resume(returning: nil)
        change.yield()
    }

    /// Who watches, by their numbers.
    var viewers: [Int: CastBook.Viewer] { storage.withLock { $0.book.viewers } }

    func next(_ viewer: Int) async -> PictureNews? {
        if let pause = storage.withLock({ $0.book.pause(of: viewer, at: .now) }) {
            guard (try? await Task.sleep(for: pause)) != nil else { return nil }
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { wait(viewer, $0) }
        } onCancel: {
            release(viewer)
        }
    }

    private func wait(_ viewer: Int, _ continuation: CheckedContinuation<PictureNews?, Never>) {
        let known = storage.withLock { storage -> PictureNews?? in
            guard !storage.isOver, !Task.isCancelled else { return .some(nil) }
            switch storage.book.want(viewer, at: .now) {
            case .over: return .some(nil)
            case .news(let news, let acks):
                acknowledge(acks, to: storage.session)
                return news
            case .wait:
                storage.waiters[viewer] = continuation
                return nil
            }
        }
        if let known { continuation.resume(returning: known) }
    }

    private func release(_ viewer: Int) {
        let waiter = storage.withLock { storage in
            storage.book.stopWaiting(viewer)
            return storage.waiters.removeValue(forKey: viewer)
        }
        waiter?.resume(returning: nil)
    }

    // MARK: Pictures

    /// Gives a picture out.
    ///
    /// - Parameters:
    ///   - document: what it shows.
    ///   - token: what the browser waits to hear; nil when it waits for nothing.
    ///   - drawn: when it was put on the browser's screen, in milliseconds since 1970.
    func publish(_ jpeg: [UInt8], of document: DocumentID, token: Int?, drawn: Double? = nil) {
        guard let picture = numbered(jpeg, of: document, drawn) else { return drop(token) }
        let waiters = storage.withLock { storage in
            let arrival = storage.book.arrive(picture, token: token, at: .now)
            acknowledge(arrival.acks, to: storage.session)
            return arrival.given.compactMap { storage.waiters.removeValue(forKey: $0) }
        }
        for waiter in waiters { waiter.resume(returning: .picture(picture)) }
    }

    /// Gives a picture to those who asked for a single one before it was asked for itself.
    func publishShot(_ jpeg: [UInt8], of document: DocumentID, asked: ContinuousClock.Instant) {
        guard let picture = numbered(jpeg, of: document, nil) else { return }
        let waiters = storage.withLock { storage in
            storage.book.arrive(shot: picture, asked: asked, at: .now)
                .compactMap { storage.waiters.removeValue(forKey: $0) }
        }
        for waiter in waiters { waiter.resume(returning: .picture(picture)) }
    }

    private func numbered(_ jpeg: [UInt8], of document: DocumentID, _ drawn: Double?) -> LivePicture? {
        guard let size = JPEGHead.size(of: jpeg) else { return nil }
        return LivePicture(
            number: tab.pictures.withLock { $0.number(document) },
            document: document,
            scale: Double(size.width) / Double(tab.viewport.width),
            width: size.width,
            height: size.height,
            drawn: drawn,
            jpeg: jpeg
        )
    }

    /// Lets the browser go on after a picture that nobody gets.
    func drop(_ token: Int?) {
        guard let token else { return }
        storage.withLock { acknowledge([token], to: $0.session) }
    }

    private func acknowledge(_ tokens: [Int], to session: CDPSession?) {
        for token in tokens {
            try? session?.enqueue(Page.ScreencastFrameAck(sessionId: token), deadline: .after(.seconds(5))).discard()
        }
    }

    // MARK: Its life

    /// How the browser is to be asked; nil when nobody watches any more: then it is over.
    func planOrEnd() -> CastPlan? {
        let isWorked = isWorkedAlone
        return storage.withLock { storage in
            let plan = storage.book.plan(for: tab.viewport, isWorked: isWorked)
            if plan == nil { storage.isOver = true }
            return plan
        }
    }

    /// The best quality that anybody wished; nil when nobody named one.
    var wishedQuality: Int? { viewers.values.compactMap(\.wish.quality).max() }

    /// The plan for a page that rests.
    var restingPlan: CastPlan? { storage.withLock { $0.book.restingPlan(for: tab.viewport) } }

    /// How the single picture that somebody waits for is to be taken; nil when nobody does.
    var shotPlan: CastPlan? { storage.withLock { $0.book.shotPlan(for: tab.viewport) } }

    /// The plan as it is now.
    var plan: CastPlan? {
        let isWorked = isWorkedAlone
        return storage.withLock { $0.book.plan(for: tab.viewport, isWorked: isWorked) }
    }

    /// After a person's input a tab shows all that comes of it for so long.
    private static let handTime: Duration = .seconds(10)

    /// Whether a run acts in it that nobody has a hand in.
    ///
    /// Pictures are drawn and coded by the processors that act, so such a tab has fewer of them.
    var isWorkedAlone: Bool {
        TabCast.isWorkedAlone(hasRun: tab.owner.run != nil, touched: tab.touched.withLock { $0 }, at: .now)
    }

    /// - Parameter touched: when a person's input came last.
    static func isWorkedAlone(
        hasRun: Bool,
        touched: ContinuousClock.Instant?,
        at now: ContinuousClock.Instant
    ) -> Bool {
        hasRun && touched.map { $0 + handTime < now } ?? true
    }

    /// From now on pictures come from a session, and go out with its numbers.
    func begin(in session: CDPSession?) {
        storage.withLock { storage in
            storage.session = session
            storage.book.forgetOwed()
        }
    }

    /// Tells those who wait that the watching goes on, and looks whether they can take more, or less.
    func tick() {
        let waiters = storage.withLock { storage in
            storage.book.tick(at: .now).compactMap { storage.waiters.removeValue(forKey: $0) }
        }
        for waiter in waiters { waiter.resume(returning: .beat) }
        change.yield()
    }

    /// Ends the watching for everybody.
    func end() {
        let waiters = storage.withLock { storage in
            storage.isOver = true
            defer { storage.waiters = [:] }
            return storage.waiters.values
        }
        for waiter in waiters { waiter.resume(returning: nil) }
        change.finish()
        shotAsked.finish()
    }
}
