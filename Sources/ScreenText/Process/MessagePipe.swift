// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Vocabulary

/// Whole messages through a descriptor: eight bytes say how long each is.
enum MessagePipe {
    /// A longer message is none of ours.
    static let longest = 16 << 20

    /// Why there is no message.
    enum Failure: Error {
        case ended
        case late
    }

    static func write(_ message: [UInt8], to descriptor: Int32) throws(Failure) {
        var writer = WireWriter()
        writer.add(message)
        var rest = writer.bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .ended }
            rest = rest.dropFirst(count)
        }
    }

    /// - Parameter deadline: nil to wait for ever.
    static func read(from descriptor: Int32, deadline: Deadline?) throws(Failure) -> [UInt8] {
        let head = try bytes(8, descriptor, deadline)
        let count = head.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard count <= longest else { throw .ended }
        return try bytes(Int(count), descriptor, deadline)
    }

    private static func bytes(_ wanted: Int, _ descriptor: Int32, _ deadline: Deadline?) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(wanted, 65_536))
        while bytes.count < wanted {
            try wait(descriptor, deadline)
            let most = min(chunk.count, wanted - bytes.count)
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, most) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .ended }
            bytes += chunk.prefix(count)
        }
        return bytes
    }

    private static func wait(_ descriptor: Int32, _ deadline: Deadline?) throws(Failure) {
        guard let deadline else { return }
        while true {
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = Int32(min(deadline.remaining / .milliseconds(1), 60_000).rounded(.up))
            let count = Glibc.poll(&poll, 1, left)
            if count > 0 { return }
            if count < 0, errno != EINTR { throw .ended }
            if deadline.hasPassed { throw .late }
        }
    }
}
