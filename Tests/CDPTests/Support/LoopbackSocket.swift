// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// A plain TCP socket on the loopback address, as little of it as the tests need.
struct LoopbackSocket {
    let port: Int
    private let descriptor: Int32

    /// Listens on any free port, takes connections, and says nothing.
    static func listening() throws -> LoopbackSocket { try LoopbackSocket(port: 0) { listen($0, 4) } }

    /// Asks a browser for a path of its HTTP side.
    static func get(_ path: String, port: Int) throws -> [UInt8] {
        var socket = try LoopbackSocket(port: port, prepare: nil)
        defer { socket.close() }
        let request = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n"
        guard send(socket.descriptor, request, request.utf8.count, 0) == request.utf8.count else {
            throw TestBrowserError(description: "the request for \(path) was not sent")
        }
        return socket.readBody()
    }

    /// Binds when it is given something to do then, else connects.
    private init(port: Int, prepare: ((Int32) -> Int32)?) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard let prepare else { return connect(descriptor, pointer, length) == 0 }
                return bind(descriptor, pointer, length) == 0 && prepare(descriptor) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard isReady else { throw TestBrowserError(description: "no socket on port \(port)") }
        self.descriptor = descriptor
        self.port = Int(in_port_t(bigEndian: address.sin_port))
    }

    /// What follows the headers, as long as they say.
    private mutating func readBody() -> [UInt8] {
        var received = Data()
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
            received.append(contentsOf: buffer[..<count])
            guard let end = received.firstRange(of: Data("\r\n\r\n".utf8))?.upperBound else { continue }
            let head = String(decoding: received[..<end], as: UTF8.self).lowercased()
            guard let length = head.firstMatch(of: /content-length: *(\d+)/).flatMap({ Int($0.output.1) }) else {
                continue
            }
            if received.count - end >= length { return Array(received[end...]) }
        }
        return []
    }

    func close() { _ = Glibc.close(descriptor) }
}
