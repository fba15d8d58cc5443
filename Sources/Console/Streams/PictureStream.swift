// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle
internal import Synchronization
internal import Vocabulary

/// Pictures of a tab for one viewer.
///
/// Nothing is queued here: the newest picture is asked for when the one before has left for the kernel. So a slow viewer
/// leaves pictures out and costs others nothing, and there are never more than two of them for it in memory: the last
/// one and the newest. One that takes nothing for a while is cut off.
struct PictureStream: Sendable {
    /// The pictures.
    let feed: any PictureFeed
    /// How they are written.
    let form: PictureForm
    /// How long a viewer may take nothing.
    let patience: Duration
    /// Its place among the streams, kept until it is gone.
    let seat: StreamSeats.Seat

    /// Writes until the tab, the viewer or the server goes.
    func write(to writer: inout any ResponseBodyWriter, on socket: PictureSocket) async throws {
        defer { feed.leave() }
        try await socket.setUp()
        let watch = WriteWatch(patience: patience)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await watch.wait()
                if !Task.isCancelled { socket.cut() }
            }
            defer { group.cancelAll() }
            try await withGracefulShutdownHandler {
                try await pump(to: &writer, on: socket, watch)
            } onGracefulShutdown: {
                feed.leave()
            }
        }
    }

    private func pump(to writer: inout any ResponseBodyWriter, on socket: PictureSocket, _ watch: WriteWatch)
        async throws
    {
        var last: LivePicture?
        if let beginning = form.beginning { try await watch.during { try await writer.write(beginning) } }
        while let news = await feed.next() {
            let piece: ByteBuffer?
            switch news {
            case .picture(let picture):
                last = picture
                piece = form.picture(picture)
            case .beat: piece = form.beat(last)
            }
            guard let piece else { continue }
            try await watch.during {
                try await writer.write(piece)
                try await socket.takeUp()
                // Nothing is sent by this; it returns when all before it has left.
                try await writer.write(ByteBuffer())
            }
        }
    }
}

/// Tells when one write has taken too long.
final class WriteWatch: Sendable {
    private let patience: Duration
    private let since = Mutex<ContinuousClock.Instant?>(nil)

    init(patience: Duration) { self.patience = patience }

    /// Notes that a write goes on for as long as the body runs.
    func during<Failure: Error>(_ body: () async throws(Failure) -> Void) async throws(Failure) {
        since.withLock { $0 = .now }
        defer { since.withLock { $0 = nil } }
        try await body()
    }

    /// Returns when a write has taken too long, or the task is cancelled.
    func wait() async {
        while (try? await Task.sleep(for: patience / 4)) != nil {
            if let since = since.withLock({ $0 }), since.duration(to: .now) > patience { return }
        }
    }
}
