// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird
internal import Logging
internal import NIOCore
public import Vocabulary

/// A web server for one test: pages by path, and the faults that real servers have.
///
/// Made by ``withFixtureServer(_:_:)``. It listens on 127.0.0.1 at a port that the system chooses; browsers reach it by
/// any name under `localhost` too, so that one server can be several sites.
public final class FixtureServer: Sendable {
    /// Where it listens.
    public let port: Int
    private let replies: Watched<[String: FixtureReply]>
    private let journal: Journal<FixtureRequest>

    init(port: Int, replies: Watched<[String: FixtureReply]>, journal: Journal<FixtureRequest>) {
        self.port = port
        self.replies = replies
        self.journal = journal
    }

    /// The address of a path: `http://127.0.0.1:40123/form`.
    ///
    /// - Parameters:
    ///   - path: with its slash; a query may follow.
    ///   - host: `127.0.0.1`, or a name under `localhost` for another site.
    /// - Returns: the whole address.
    public func address(_ path: String = "/", host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

    /// The site without a path: `http://127.0.0.1:40123`.
    public func origin(host: String = "127.0.0.1") -> String { "http://\(host):\(port)" }

    /// Answers a path differently from now on.
    public func answer(_ path: String, with reply: FixtureReply) { replies.update { $0[path] = reply } }

    /// The newest 10,000 requests, oldest first, those without an answer included.
    public var requests: [FixtureRequest] { journal.entries }

    /// The requests for a path so far.
    public func requests(for path: String) -> [FixtureRequest] { requests.filter { $0.path == path } }

    /// The first request for a path; waits until it has come.
    ///
    /// - Throws: ``VocabularyError`` with `deadline_exceeded`, or `CancellationError`.
    public func request(
        for path: String,
        deadline: Deadline = .after(.seconds(20)),
        where matches: @escaping @Sendable (FixtureRequest) -> Bool = { _ in true }
    ) async throws -> FixtureRequest {
        try await journal.first("a request for \(path)", deadline: deadline) { $0.path == path && matches($0) }
    }
}

/// Starts a fixture server, runs the body, and stops the server.
///
/// Requests that are still held or never answered end with it.
///
/// - Parameters:
///   - replies: the answers by path, for example `["/": .page("<p>Hello")]`; every other path gets 404.
///   - body: what is done while it runs.
/// - Returns: what the body returned.
/// - Throws: when no port can be opened, or what the body throws.
public func withFixtureServer<Value>(
    _ replies: [String: FixtureReply] = [:],
    _ body: (FixtureServer) async throws -> Value
) async throws -> Value {
    let replies = Watched(replies)
    let journal = Journal<FixtureRequest>()
    let listening = Watched<Result<Int, any Error>?>(nil)
    let application = fixtureApplication(FixtureResponder(replies: replies, journal: journal)) { port in
        listening.update { $0 = .success(port) }
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            do { try await application.run() } catch { listening.update { $0 = .failure(error) } }
        }
        defer { group.cancelAll() }
        let port = try await listening.wait(for: "the fixture server") { $0 }.get()
        return try await body(FixtureServer(port: port, replies: replies, journal: journal))
    }
}

private func fixtureApplication(
    _ responder: FixtureResponder,
    onListening: @escaping @Sendable (Int) -> Void
) -> Application<FixtureResponder> {
    var logger = Logger(label: "understudy.fixtures")
    logger.logLevel = .critical
    return Application(
        responder: responder,
        configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in
            if let port = channel.localAddress?.port { onListening(port) }
        },
        logger: logger
    )
}
