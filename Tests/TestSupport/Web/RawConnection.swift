// SPDX-License-Identifier: Apache-2.0
internal import NIOCore
internal import NIOPosix
public import Vocabulary

/// A TCP connection to this machine that sends and shows every byte as it is, for tests of servers.
///
/// A client library would mend or refuse what a test wants to send: a foreign `Host`, half a request, a bad header.
public struct RawConnection {
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var unread: [UInt8] = []

    /// The most bytes that are read without an end or a mark in sight.
    public static let limit = 64 << 20

    fileprivate init(
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    ) {
        self.outbound = outbound
        self.inbound = inbound
    }

    /// Sends bytes.
    public func write(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    /// Sends a text.
    public func write(_ text: String) async throws { try await write(Array(text.utf8)) }

    /// Reads until the other side closes.
    public mutating func readToEnd() async throws -> [UInt8] {
        while try await fill() {}
        defer { unread = [] }
        return unread
    }

    /// Reads up to and with a mark, for example an empty line; what came behind it is kept for the next call.
    ///
    /// - Throws: ``RawConnectionError/closed`` when the other side closes before it.
    public mutating func read(through mark: String) async throws -> String {
        let pattern = Array(mark.utf8)
        while true {
            if let range = unread.firstRange(of: pattern) {
                defer { unread.removeSubrange(..<range.upperBound) }
                return String(decoding: unread[..<range.upperBound], as: UTF8.self)
            }
            guard try await fill() else { throw RawConnectionError.closed }
        }
    }

    private mutating func fill() async throws -> Bool {
        guard let buffer = try await inbound.next() else { return false }
        unread.append(contentsOf: buffer.readableBytesView)
        guard unread.count <= RawConnection.limit else { throw RawConnectionError.tooMuch }
        return true
    }
}

/// Why a raw connection could not be read.
public enum RawConnectionError: Error, Sendable, Hashable {
    /// The other side closed it.
    case closed
    /// There came more than ``RawConnection/limit`` bytes.
    case tooMuch
    /// What came is no HTTP answer.
    case notHTTP
}

/// Connects to a port of 127.0.0.1, runs the body, and closes the connection.
///
/// - Parameters:
///   - port: where to.
///   - deadline: when to give up; 20 seconds ahead when nothing is said.
///   - body: what is sent and read.
/// - Returns: what the body returned.
/// - Throws: `IOError` when nobody listens, ``VocabularyError`` with `deadline_exceeded`, or what the body throws.
public func withRawConnection<Value: Sendable>(
    port: Int,
    deadline: Deadline = .after(.seconds(20)),
    _ body: @escaping @Sendable (inout RawConnection) async throws -> Value
) async throws -> Value {
    try await withDeadline(deadline, waitingFor: "the answer on port \(port)") {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = RawConnection(outbound: outbound, inbound: inbound.makeAsyncIterator())
            return try await body(&connection)
        }
    }
}
