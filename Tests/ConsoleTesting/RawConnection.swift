// SPDX-License-Identifier: Apache-2.0
internal import Console
internal import Foundation
internal import Glibc

/// What came back, cut at its blank line.
public struct RawReply: Sendable {
    /// The status.
    public let status: Int
    /// The headers by lower-case name.
    public let headers: [String: String]
    /// What follows them, as it came.
    public let body: String

    /// Cuts an answer.
    public init(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let cut = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else {
            throw RawFailure(what: "no HTTP answer: \(text.prefix(200))")
        }
        self.status = status
        var headers: [String: String] = [:]
        for line in text[..<cut.lowerBound].components(separatedBy: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        self.headers = headers
        body = String(text[cut.upperBound...])
    }
}

/// A test's connection failed.
public struct RawFailure: Error {
    /// What failed.
    public let what: String

    /// Says it.
    public init(what: String) { self.what = what }
}

/// A connection on which every byte is the test's own: no library puts headers right.
public final class RawConnection: Sendable {
    private let descriptor: Int32

    /// Connects to a port of this machine.
    ///
    /// - Parameter room: how many bytes the kernel may hold for us, before it doubles them; nil for what it likes.
    public init(port: Int, room: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var room { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<Int32>.size)) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard connected == 0 else {
            Glibc.close(descriptor)
            throw RawFailure(what: "cannot connect to \(port)")
        }
    }

    deinit { Glibc.close(descriptor) }

    /// Sends a text; what the other side does not want any more is dropped.
    public func send(_ text: String) { send(bytes: Array(text.utf8)) }

    /// Sends bytes; what the other side does not want any more is dropped.
    public func send(bytes: [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...]
                .withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
            guard count > 0 else { return }
            offset += count
        }
    }

    /// Reads until a text has come; nil when the other side ended before.
    public func read(until wanted: String) async -> String? {
        await blocking { [self] in
            var bytes: [UInt8] = []
            while let more = part() {
                bytes += more
                let text = String(decoding: bytes, as: UTF8.self)
                if text.contains(wanted) { return text }
            }
            return nil
        }
    }

    /// Reads until the other side ends.
    public func readToEnd() async -> [UInt8] {
        await blocking { [self] in
            var bytes: [UInt8] = []
            while let more = part() { bytes += more }
            return bytes
        }
    }

    /// What has come, or comes next; nil at the end.
    public func receive() async -> [UInt8]? { await blocking { [self] in part() } }

    private func part() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    private func blocking<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: work()) }.start()
        }
    }
}

extension TestConsole {
    /// Sends one request and reads its answer to the end of the connection.
    ///
    /// Headers are whole lines; without any, `Host` is right and the token is the operator's.
    public func request(
        _ method: String,
        _ path: String,
        headers: [String]? = nil,
        body: String = "",
        type: String? = nil
    ) async throws -> RawReply {
        var lines = try headers ?? ["Host: 127.0.0.1:\(port)", "Authorization: Bearer \(token(.operator))"]
        if let type { lines.append("Content-Type: \(type)") }
        if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
        lines.append("Connection: close")
        let connection = try RawConnection(port: port)
        connection.send("\(method) \(path) HTTP/1.1\r\n" + lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
        return try RawReply(await connection.readToEnd())
    }

    /// The headers of a well-behaved client with somebody's token.
    public func headers(_ principal: String?) throws -> [String] {
        let host = "Host: 127.0.0.1:\(port)"
        guard let principal else { return [host] }
        let token = try String(contentsOfFile: tokenFolder + "/" + principal, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return [host, "Authorization: Bearer \(token)"]
    }
}
