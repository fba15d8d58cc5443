// SPDX-License-Identifier: Apache-2.0
import ConsoleTesting
import Vocabulary

/// One numbered picture as it came over the socket.
struct ReadPicture: Sendable {
    let header: JSONValue
    let jpeg: [UInt8]

    var number: Int { header["number"]?.int.map { Int($0) } ?? -1 }
    var document: String { header["document"]?.string ?? "" }
    var isBeat: Bool { header["beat"] == true }
}

/// Reads a stream of numbered pictures from a socket, as slowly as a test wants.
final class LiveReader {
    private let connection: RawConnection
    private var raw: [UInt8] = []
    private var body: [UInt8] = []

    /// Opens a stream of a tab.
    init(_ path: String, port: Int, token: String) async throws {
        connection = try RawConnection(port: port)
        connection.send(
            "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n\r\n"
        )
        while true {
            if let end = raw.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: raw[..<end.lowerBound], as: UTF8.self)
                raw.removeFirst(end.upperBound)
                guard head.hasPrefix("HTTP/1.1 200") else { throw RawFailure(what: head) }
                return
            }
            try await more()
        }
    }

    /// The next one, with its header.
    func next() async throws -> ReadPicture {
        let size = try await take(4).reduce(0) { $0 << 8 | Int($1) }
        let header = try JSONText.parse(try await take(size))
        return ReadPicture(header: header, jpeg: try await take(Int(header["jpeg"]?.int ?? 0)))
    }

    /// The next one that is no beat.
    func picture() async throws -> ReadPicture {
        while true {
            let next = try await next()
            if !next.isBeat { return next }
        }
    }

    /// Reads on until nothing new comes: the last picture before a beat.
    ///
    /// - Parameter pause: how long this viewer takes for each picture: its slowness is what is tested, nothing is waited for.
    func last(_ pause: Duration = .zero) async throws -> ReadPicture {
        var last = try await picture()
        while true {
            try await Task.sleep(for: pause)
            let next = try await next()
            if next.isBeat { return last }
            last = next
        }
    }

    private func take(_ count: Int) async throws -> [UInt8] {
        while body.count < count {
            if !takeChunk() { try await more() }
        }
        defer { body.removeFirst(count) }
        return Array(body.prefix(count))
    }

    /// Moves one whole chunk from what came to the body.
    private func takeChunk() -> Bool {
        guard let line = raw.firstRange(of: Array("\r\n".utf8)),
            let size = Int(String(decoding: raw[..<line.lowerBound], as: UTF8.self), radix: 16),
            raw.count >= line.upperBound + size + 2
        else { return false }
        body += raw[line.upperBound..<line.upperBound + size]
        raw.removeFirst(line.upperBound + size + 2)
        return true
    }

    private func more() async throws {
        guard let part = await connection.receive() else { throw RawFailure(what: "the stream ended") }
        raw += part
    }
}
