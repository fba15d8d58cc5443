// SPDX-License-Identifier: Apache-2.0
public import Browsing
internal import Synchronization
public import Vocabulary

/// A picture of a page on which no secret is.
public struct PageShot: Sendable {
    let jpeg: [UInt8]
    let document: DocumentID
    /// The part of the document that it shows, in CSS pixels.
    let view: Rectangle
    /// All words that the page showed then.
    let words: String

    /// Describes one.
    public init(jpeg: [UInt8], document: DocumentID, view: Rectangle, words: String) {
        self.jpeg = jpeg
        self.document = document
        self.view = view
        self.words = words
    }
}

/// Takes pictures of pages on which no secret is.
public protocol PageCamera: Sendable {
    /// What must run in the pages for it.
    var scripts: [PageScript] { get }

    /// Takes one.
    ///
    /// - Parameter isSecret: whether a text holds what the recording knows to be secret.
    /// - Returns: nil when there is none.
    func picture(of tab: Tab, isSecret: @escaping @Sendable (String) -> Bool) async -> PageShot?
}

/// Keeps what the person had before them between two things that they did, for whoever reviews the skill.
///
/// One is taken whenever nothing has happened for a moment, so it never shows a page in the middle of something. Whoever is
/// quicker than that is shown by the picture before. What its page said is remembered while the recording goes on: when a
/// secret becomes known that stands there, the picture goes.
public final class ShownPictures: Sendable {
    /// So long nothing must have happened.
    private static let rest: Duration = .milliseconds(250)
    /// One that is larger is not kept.
    private static let size = 200_000
    /// Of a page that says more none is kept.
    private static let wordLimit = 200_000

    private let camera: any PageCamera
    let folder: PictureFolder
    private let said = Mutex<[ShownPicture: String]>([:])
    private let last = Mutex<(tab: Tab, at: ContinuousClock.Instant)?>(nil)
    private let news: AsyncStream<Void>
    private let noted: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - camera: what takes them.
    ///   - folder: where they are kept.
    public init(camera: any PageCamera, folder: PictureFolder) {
        self.camera = camera
        self.folder = folder
        (news, noted) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    var scripts: [PageScript] { camera.scripts }

    /// Something has happened in a tab.
    func note(_ tab: Tab) {
        last.withLock { $0 = (tab, .now) }
        noted.yield()
    }

    /// Takes them until the task is cancelled.
    func follow(_ watch: TabWatch) async {
        for await _ in news {
            while let left = left { guard (try? await Task.sleep(for: left)) != nil else { return } }
            if let tab = last.withLock({ $0?.tab }), !tab.isClosed { await take(of: tab, watch) }
        }
    }

    private var left: Duration? {
        guard let at = last.withLock({ $0?.at }) else { return nil }
        let left = ContinuousClock.now.duration(to: at + ShownPictures.rest)
        return left > .zero ? left : nil
    }

    /// One in the middle of which something was recorded is not kept: what came because of that may be on it.
    private func take(of tab: Tab, _ watch: TabWatch) async {
        let (event, turn) = (watch.writer.events, folder.turn)
        guard !watch.hearing.withLock(\.isPaused) else { return }
        let shot = await camera.picture(of: tab) { text in watch.hearing.withLock { $0.scrubber.isSecret(text) } }
        guard let shot, shot.jpeg.count <= ShownPictures.size, shot.words.utf8.count <= ShownPictures.wordLimit,
            watch.writer.events == event, !watch.hearing.withLock(\.isPaused)
        else { return }
        let view = [shot.view.x, shot.view.y, shot.view.width, shot.view.height].map { Int($0.rounded()) }
        let picture = ShownPicture(event: event, tab: tab.id, document: shot.document, view: view)
        guard folder.keep(shot.jpeg, of: picture, taken: turn) else { return }
        said.withLock { $0[picture] = shot.words }
        forget { text in watch.hearing.withLock { $0.scrubber.isSecret(text) } }
    }

    /// Removes the pictures of pages that said what is known to be secret by now.
    func forget(where isSecret: (String) -> Bool) {
        let known = said.withLock { $0 }
        var answers: [String: Bool] = [:]
        for (picture, words) in known {
            let isFound = answers[words] ?? isSecret(words)
            answers[words] = isFound
            guard isFound else { continue }
            folder.remove(picture)
            said.withLock { $0[picture] = nil }
        }
    }
}
