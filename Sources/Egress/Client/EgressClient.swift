// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
internal import Vocabulary
public import WebAddresses

/// Sends HTTP requests to the origins that it was given, and to no others.
///
/// Redirects are not followed, proxy variables of the environment are not read, and a name is only connected to when
/// the address that it resolved to is of the kind that its origin has: `localhost` that leads elsewhere, and a hosted name
/// that leads into this machine or its network, are refused at the socket. All clients share one thread; each transfer
/// has a connection of its own, and of one client at most 32 run at once.
public final class EgressClient: Sendable {
    private let rules: [WebOrigin: TransferRules]
    private let running = Mutex(0)

    static let transferLimit = 32

    /// A client for some origins.
    ///
    /// - Parameters:
    ///   - origins: of this machine.
    ///   - hosted: of the public internet, which the operator has opted into; always over TLS.
    /// - Throws: ``EgressError`` with `host_not_allowed` when one of them is not where it should be.
    public convenience init(
        allowing origins: Set<WebOrigin>,
        hosted: Set<WebOrigin> = []
    ) throws(EgressError) {
        try self.init(allowing: origins, hosted: hosted, names: [])
    }

    /// A client for which some names lead elsewhere, for tests of what then happens.
    init(allowing origins: Set<WebOrigin>, hosted: Set<WebOrigin>, names: [String]) throws(EgressError) {
        for origin in origins where origin.host.kind != .loopback {
            throw EgressError(
                .hostNotAllowed,
                "\(origin) is not on this machine: only loopback addresses can be asked directly."
            )
        }
        for origin in hosted where origin.host.kind != .public || origin.scheme != .https {
            throw EgressError(
                .hostNotAllowed,
                "\(origin) is no https address of a public host: nothing else beyond this machine can be asked."
            )
        }
        let local = origins.map { ($0, TransferRules(reach: .loopback, names: names)) }
        let far = hosted.map { ($0, TransferRules(reach: .hosted, names: names)) }
        rules = Dictionary(uniqueKeysWithValues: local + far)
    }

    /// Sends a request and takes the whole answer, whatever its status.
    ///
    /// - Throws: ``EgressError``, or `CancellationError` when the task was cancelled; the transfer has ended then.
    public func send(_ request: OutboundRequest) async throws -> OutboundReply {
        let body = BodyBuffer(limit: request.limits.bytes)
        let transfer = try begin(request, into: body)
        return try await withTaskCancellationHandler {
            let head = try await transfer.end()
            return OutboundReply(head: head, body: body.bytes)
        } onCancel: {
            transfer.cancel()
        }
    }

    /// Sends a request and gives the answer's body line by line as it comes.
    ///
    /// The answer is not read faster than its lines are taken: 256 lines wait at most, then the peer does. An answer
    /// that is no success is thrown as a whole.
    ///
    /// - Returns: the head, and the lines without their ends; dropping them ends the transfer.
    /// - Throws: ``EgressError``, ``UnexpectedStatus``, or `CancellationError`.
    public func lines(
        of request: OutboundRequest
    ) async throws -> (head: OutboundHead, lines: AsyncThrowingStream<String, any Error>) {
        let buffer = LineBuffer(lineLimit: request.limits.bytes)
        let transfer = try begin(request, into: buffer)
        buffer.onDemand { transfer.resume() }
        let head = try await withTaskCancellationHandler {
            try await transfer.head()
        } onCancel: {
            transfer.cancel()
        }
        let owner = TransferOwner(transfer)
        let lines = AsyncThrowingStream<String, any Error> {
            try await withTaskCancellationHandler {
                try await buffer.next()
            } onCancel: {
                owner.transfer.cancel()
            }
        }
        guard (200..<300).contains(head.status) else {
            var text = ""
            for try await line in lines {
                text += line + "\n"
                // A body without an end is not waited for.
                if text.utf8.count >= 65_536 { break }
            }
            throw UnexpectedStatus(reply: OutboundReply(head: head, body: Array(text.utf8)))
        }
        return (head, lines)
    }

    private func begin(_ request: OutboundRequest, into sink: any TransferSink) throws(EgressError) -> Transfer {
        guard let rules = rules[request.address.origin] else {
            throw EgressError(.hostNotAllowed, "\(request.address.origin) is not among the origins that may be asked.")
        }
        let isFree = running.withLock { running in
            guard running < EgressClient.transferLimit else { return false }
            running += 1
            return true
        }
        guard isFree else {
            throw EgressError(
                .tooManyTransfers,
                "\(EgressClient.transferLimit) requests are under way already: wait for one."
            )
        }
        let transfer = Transfer(request, rules: rules, sink: sink) { [self] in running.withLock { $0 -= 1 } }
        transfer.start()
        return transfer
    }
}

/// An answer to a streaming request that is no stream.
public struct UnexpectedStatus: Error {
    /// The answer.
    public let reply: OutboundReply
}

/// Ends a transfer when nobody holds its lines any more.
private final class TransferOwner: Sendable {
    let transfer: Transfer

    init(_ transfer: Transfer) { self.transfer = transfer }

    deinit { transfer.cancel() }
}
