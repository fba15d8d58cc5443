// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Vocabulary

@testable import CDP

/// A transport without a browser: the test reads what was sent and says what comes back.
final class FakeTransport: CDPTransport {
    private struct State {
        var receiver: CDPTransportReceiver?
        var sent: [JSONValue] = []
        var refusal: CDPTransportFailure?
        var isClosed = false
    }

    private let state = Mutex(State())

    /// What was sent so far, oldest first.
    var sent: [JSONValue] { state.withLock(\.sent) }

    /// Makes every later send fail.
    func refuse(with failure: CDPTransportFailure) { state.withLock { $0.refusal = failure } }

    func open(_ receiver: CDPTransportReceiver, deadline: Deadline) async throws {
        state.withLock { $0.receiver = receiver }
    }

    func send(_ message: [UInt8]) throws(CDPTransportFailure) {
        if let refusal = state.withLock(\.refusal) { throw refusal }
        guard let value = try? JSONParser.value(in: message, message.indices) else {
            preconditionFailure("What is sent must be JSON.")
        }
        state.withLock { $0.sent.append(value) }
    }

    func close() async {
        let receiver = state.withLock { state -> CDPTransportReceiver? in
            defer { state.isClosed = true }
            return state.isClosed ? nil : state.receiver
        }
        receiver?.ended(.closed)
    }

    /// Plays a message of the browser's.
    func receive(_ text: String) { state.withLock(\.receiver)?.received(Array(text.utf8)) }

    /// Plays the end of the socket.
    func drop() {
        let receiver = state.withLock { state in
            state.isClosed = true
            return state.receiver
        }
        receiver?.ended(.lost("it was cut"))
    }
}

extension FakeTransport {
    /// Runs a body with a connection over a fake.
    static func withConnection(
        log: [String] = ["last line"],
        _ body: (CDPConnection, FakeTransport) async throws -> Void
    ) async throws {
        let fake = FakeTransport()
        let lines: @Sendable () -> [String] = { log }
        try await CDPConnection.withConnection(
            over: fake,
            named: "fake",
            deadline: .after(.seconds(60)),
            diagnostics: lines
        ) { connection in try await body(connection, fake) }
    }
}

/// The error of a call that must fail with one of ours.
func failure(of body: () async throws -> some Any) async -> CDPError? {
    do {
        _ = try await body()
        return nil
    } catch { return error as? CDPError }
}
