// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// A server that says exactly what a test gives it, to one connection after the other.
final class RawPeer: Sendable {
    let port: Int
    private let descriptor: Int32

    /// Listens; each connection's descriptor and its request's head go to a closure, and it is closed after that.
    init(_ serve: @escaping @Sendable (Int32, String) -> Void) throws {
        let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Int32 in
                guard bind(listening, address, size) == 0, listen(listening, 16) == 0 else { return -1 }
                return getsockname(listening, address, &size)
            }
        }
        guard port == 0 else { throw CocoaError(.fileReadUnknown) }
        self.port = Int(in_port_t(bigEndian: address.sin_port))
        descriptor = listening
        Thread {
            while true {
                let connection = accept(listening, nil, nil)
                guard connection >= 0 else {
                    close(listening)
                    return
                }
                Thread {
                    serve(connection, RawPeer.head(of: connection))
                    close(connection)
                }
                .start()
            }
        }
        .start()
    }

    // Only the thread closes: a number that is free again may be another socket's before the thread has noticed.
    deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

    var address: String { "http://127.0.0.1:\(port)" }

    /// Sends a text; false when the other side has gone.
    @discardableResult
    static func say(_ text: String, to connection: Int32) -> Bool {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...]
                .withUnsafeBytes {
                    send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }

    /// Waits until the other side has gone.
    static func waitForEnd(of connection: Int32) {
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
    }

    private static func head(of connection: Int32) -> String {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !text.contains("\r\n\r\n") {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            text += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return text
    }
}
