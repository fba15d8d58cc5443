// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
internal import Vocabulary

/// Sees to it that the last picture of a burst is the right one, and a sharp one.
///
/// What the page draws while a picture is on its way gets none of its own, so the one that came last may be of the moment
/// before. When none has come for a while the browser is asked for one. That makes it send one more by itself, which is no
/// news.
final class LastPicture: Sendable {
    private struct Storage {
        /// The last one that came by itself.
        var last: [UInt8] = []
        /// What it showed: one that looks alike may be of another document.
        var document: DocumentID?
        var came = ContinuousClock.now
        var asked: ContinuousClock.Instant?
    }

    /// How long none must have come.
    private static let rest: Duration = .milliseconds(300)
    /// Of a page that changes every now and then it is asked no oftener.
    private static let pause: Duration = .seconds(1)
    private static let quality = 90

    private let cast: TabCast
    private let session: CDPSession
    private let settling: Settling
    private let storage = Mutex(Storage())
    private let news: AsyncStream<Void>
    private let noted: AsyncStream<Void>.Continuation

    init(cast: TabCast, session: CDPSession, settling: Settling) {
        self.cast = cast
        self.session = session
        self.settling = settling
        (news, noted) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Gives a picture out that has come by itself, unless it is the last one again.
    ///
    /// - Returns: whether it was given out.
    func publish(_ jpeg: [UInt8], of document: DocumentID, token: Int?, drawn: Double?) -> Bool {
        // One that was asked for and this one go out in the order in which they are noted.
        let isNew = storage.withLock { storage in
            guard jpeg != storage.last || document != storage.document else { return false }
            (storage.last, storage.document, storage.came) = (jpeg, document, .now)
            cast.publish(jpeg, of: document, token: token, drawn: drawn)
            return true
        }
        if isNew { noted.yield() }
        return isNew
    }

    /// Asks for one after each burst.
    func follow() async throws {
        for await _ in news {
            while let left = storage.withLock({ LastPicture.left($0) }) { try await Task.sleep(for: left) }
            try await ask()
        }
    }

    private static func left(_ storage: Storage) -> Duration? {
        let due = max(storage.came + rest, storage.asked.map { $0 + pause } ?? storage.came)
        let left = ContinuousClock.now.duration(to: due)
        return left > .zero ? left : nil
    }

    private func ask() async throws {
        guard var plan = cast.restingPlan, case .cast = plan.way, let moment = settling.moment else { return }
        plan.quality = max(plan.quality, cast.wishedQuality ?? LastPicture.quality)
        storage.withLock { $0.asked = .now }
        // A page that answers nothing just now draws nothing either.
        guard let picture = try? await TabScreencast.shoot(session, plan, of: cast.tab.viewport),
            settling.isStill(moment)
        else { return try Task.checkCancellation() }
        // One that has come meanwhile is newer, and is followed by another look.
        storage.withLock { storage in
            guard let asked = storage.asked, storage.came < asked else { return }
            cast.publish(picture, of: moment.document, token: nil)
        }
    }
}
