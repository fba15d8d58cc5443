// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Whether a loopback port is free, asked before the browser is: Chromium only logs that it could not listen, and runs
/// on without a protocol.
enum LoopbackPort {
    static func requireFree(_ port: Int) throws(BrowsingError) {
        guard port != 0 else { return }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { Glibc.close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            throw BrowsingError(
                code: .portInUse,
                message: "Port \(port) of the loopback address is in use: end the other program, "
                    + "or choose another port with --cdp-port (0 for any)."
            )
        }
    }
}
