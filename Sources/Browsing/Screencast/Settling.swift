// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Foundation
internal import Synchronization
internal import Vocabulary

/// Decides which pictures of a tab may be seen: those that were drawn after everything secret in it was hidden.
///
/// A page tells of a new field before it draws it, and of another document before anything of it is drawn. From that
/// moment on pictures are withheld, until the field is hidden; and if the page stands still then, one is asked for.
final class Settling: Sendable {
    private struct Storage {
        /// How often something happened after which there may be something to hide.
        var turn = 1
        /// The turn up to which everything is hidden.
        var settled = 0
        /// Since when, in the browser's seconds.
        var cleanFrom = Double.infinity
        /// Whether a picture was let through since.
        var isShown = false
        /// The document that is shown as the pictures' own connection tells it: in order with the pictures.
        var document: DocumentID?
    }

    private let cast: TabCast
    private let session: CDPSession
    private let masks: SecretMasks
    private let storage = Mutex(Storage())
    private let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation
    private let happenings: TabEventStream

    /// How long a picture may take to come by itself.
    private static let patience: Duration = .milliseconds(150)

    init(cast: TabCast, session: CDPSession, connection: CDPConnection) {
        self.cast = cast
        self.session = session
        masks = SecretMasks(tab: cast.tab, session: session, connection: connection)
        happenings = cast.tab.events()
        (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// The document that a picture shows which was drawn at a time, and notes that it was seen; nil for one that must not
    /// be.
    func admits(_ time: Double?) -> DocumentID? {
        let told = cast.tab.document
        return storage.withLock { storage in
            guard storage.turn == storage.settled, (time ?? storage.cleanFrom) >= storage.cleanFrom,
                storage.document == told
            else { return nil }
            storage.isShown = true
            return told
        }
    }

    /// A moment at which everything is hidden.
    struct Moment: Sendable, Hashable {
        let document: DocumentID
        fileprivate let turn: Int
    }

    /// What ``isStill(_:)`` compares with: nil while something may be seen that must not.
    var moment: Moment? {
        let told = cast.tab.document
        return storage.withLock { storage in
            guard storage.turn == storage.settled, storage.document == told else { return nil }
            return Moment(document: told, turn: storage.turn)
        }
    }

    /// Whether nothing has happened since a moment.
    func isStill(_ moment: Moment) -> Bool { self.moment == moment }

    /// The browser shows another document: told on the connection of the pictures, after what it has drawn before.
    func notes(_ document: DocumentID) {
        storage.withLock { storage in
            storage.document = document
            storage.turn += 1
        }
        change.yield()
    }

    /// Hides what there is before the first picture, if the page can be asked at once.
    func begin() async {
        let tree = try? await session.send(Page.GetFrameTree(), deadline: .after(.seconds(1)))
        // One that cannot tell yet tells when it comes to another document; until then what the tab knows must do.
        let document = tree.map { DocumentID(rawValue: $0.frameTree.frame.loaderId) } ?? cast.tab.document
        storage.withLock { $0.document = document }
        let turn = storage.withLock { $0.turn }
        let isApplied = (try? await masks.apply(deadline: .after(.milliseconds(500)))) != nil
        if !isApplied || !note(turn) { change.yield() }
    }

    /// Follows what happens in the tab, to its end.
    func follow() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { [self] in
                for await _ in changes { await settle() }
            }
            for try await event in happenings {
                guard Settling.matters(event) else { continue }
                storage.withLock { $0.turn += 1 }
                change.yield()
            }
            group.cancelAll()
            throw CancellationError()
        }
    }

    /// Lets the page's scripts rest again.
    func end() async { await masks.end(deadline: .after(.seconds(2))) }

    private static func matters(_ event: TabEvent) -> Bool {
        switch event {
        case .navigated(let navigation): navigation.kind == .newDocument
        case .scriptsReady, .framesChanged, .frameNavigated: true
        case .reported(let report): report.binding == SecretMasks.binding
        case .navigationRequested, .domReady, .loaded, .networkQuiet, .dialog, .download, .fileChooserOpened,
            .signInAsked, .signedIn, .requestSent, .requestAnswered, .windowOpened, .frameMoved, .pointedAt,
            .pointingCancelled, .crashed, .closed:
            false
        }
    }

    /// Hides what there is until nothing has happened meanwhile.
    private func settle() async {
        while !Task.isCancelled {
            let turn = storage.withLock { $0.turn }
            do {
                try await masks.apply(deadline: .after(.seconds(3)))
            } catch {
                // A page that is busy, or between two documents, is asked again; it is not shown meanwhile.
                guard (try? await Task.sleep(for: .milliseconds(50))) != nil else { return }
                if cast.tab.isClosed { return }
                continue
            }
            if note(turn) { break }
        }
        await showOne()
    }

    /// Notes that everything is hidden that there was in a turn.
    ///
    /// - Returns: whether it is still that turn.
    private func note(_ turn: Int) -> Bool {
        storage.withLock { storage in
            guard storage.turn == turn else { return false }
            if storage.settled != turn { (storage.cleanFrom, storage.isShown) = (Date().timeIntervalSince1970, false) }
            storage.settled = turn
            return true
        }
    }

    /// Asks for a picture if none has come by itself.
    private func showOne() async {
        guard let moment, let plan = cast.plan, plan.way != .single,
            (try? await Task.sleep(for: Settling.patience)) != nil, !storage.withLock({ $0.isShown }), isStill(moment),
            let picture = try? await TabScreencast.shoot(session, plan, of: cast.tab.viewport), isStill(moment)
        else { return }
        cast.publish(picture, of: moment.document, token: nil)
    }
}
