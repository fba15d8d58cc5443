// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Foundation
internal import Glibc
internal import Synchronization
internal import Vocabulary

/// One viewer of the benchmark: a socket that is read by a thread of its own, as another program would.
final class LiveSocket: Sendable {
    /// One picture as it came.
    struct Arrival: Sendable {
        let number: Int
        let document: String
        /// When all of it was there.
        let at: ContinuousClock.Instant
        /// The same on the wall's clock, in milliseconds.
        let wall: Double
        /// When the browser put it on its screen, on the same clock; nil for one that was asked for.
        let drawn: Double?
        let jpeg: [UInt8]
    }

    private let descriptor: Int32
    private let arrivals = Mutex<[Arrival]>([])
    private let keepsAll: Bool
    private let pace: Duration
    /// Yields with every picture.
    let news: AsyncStream<Arrival>
    private let tell: AsyncStream<Arrival>.Continuation

    /// Opens a stream of numbered pictures.
    ///
    /// - Parameters:
    ///   - isStuck: whether nothing of it is ever read.
    ///   - keepsAll: whether the pictures themselves are kept, and not only that they came.
    ///   - pace: how long the viewer takes for each picture before it reads on.
    init(
        _ path: String,
        port: Int,
        token: String,
        isStuck: Bool = false,
        keepsAll: Bool = false,
        pace: Duration = .zero
    ) throws {
        self.keepsAll = keepsAll
        self.pace = pace
        (news, tell) = AsyncStream.makeStream(of: Arrival.self, bufferingPolicy: .bufferingNewest(64))
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) == 0 }
        }
        guard isConnected else {
            throw CommandError(code: "bench_failed", message: "The appliance does not answer.", kind: .failed)
        }
        let head = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n\r\n"
        _ = Array(head.utf8).withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if !isStuck { Thread { [self] in readAll() }.start() }
    }

    /// What has come so far; it is forgotten.
    func take() -> [Arrival] {
        arrivals.withLock { arrivals in
            defer { arrivals = [] }
            return arrivals
        }
    }

    /// When the newest picture that was not taken yet came.
    var newest: ContinuousClock.Instant? { arrivals.withLock { $0.last?.at } }

    /// Hangs up.
    func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private func readAll() {
        var parser = FrameParser()
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            parser.take(buffer[..<count])
            while let (header, jpeg) = parser.next() {
                guard header["beat"] == false else { continue }
                let arrival = Arrival(
                    number: header["number"]?.int ?? 0,
                    document: header["document"]?.string ?? "",
                    at: .now,
                    wall: Date().timeIntervalSince1970 * 1000,
                    drawn: header["drawn"]?.double,
                    jpeg: keepsAll ? jpeg : []
                )
                arrivals.withLock { $0.append(arrival) }
                tell.yield(arrival)
                if pace > .zero { Thread.sleep(forTimeInterval: pace / .seconds(1)) }
            }
        }
        tell.finish()
        Glibc.close(descriptor)
    }
}

/// Takes the chunks of HTTP apart, and the pictures in them.
private struct FrameParser {
    private var raw: [UInt8] = []
    private var body: [UInt8] = []
    private var isPastHead = false

    mutating func take(_ bytes: ArraySlice<UInt8>) {
        raw += bytes
        if !isPastHead, let end = raw.firstRange(of: Array("\r\n\r\n".utf8)) {
            raw.removeFirst(end.upperBound)
            isPastHead = true
        }
        while isPastHead, let chunk = nextChunk() {
            body += raw[chunk]
            raw.removeFirst(chunk.upperBound + 2)
        }
    }

    private func nextChunk() -> Range<Int>? {
        guard let line = raw.prefix(20).firstRange(of: Array("\r\n".utf8)),
            let size = Int(String(decoding: raw[..<line.lowerBound], as: UTF8.self), radix: 16),
            raw.count >= line.upperBound + size + 2
        else { return nil }
        return line.upperBound..<line.upperBound + size
    }

    mutating func next() -> (JSONValue, [UInt8])? {
        guard body.count >= 4 else { return nil }
        let size = body[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard body.count >= 4 + size, let header = try? JSONText.parse(Array(body[4..<4 + size])) else { return nil }
        let end = 4 + size + (header["jpeg"]?.int ?? 0)
        guard body.count >= end else { return nil }
        let jpeg = Array(body[(4 + size)..<end])
        body.removeFirst(end)
        return (header, jpeg)
    }
}
