// SPDX-License-Identifier: Apache-2.0
internal import CLibcurl
internal import Glibc
internal import WebAddresses

extension CurlRun {
    /// Opens the socket for an address that a name resolved to, when it lies where its origin must lie.
    ///
    /// This is the last moment before a packet leaves, and the only one at which the real address is known.
    func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let kind = CurlRun.kind(of: address)
        guard kind == transfer.rules.reach.kind else {
            failure = EgressError(
                .addressNotAllowed,
                "\(origin) leads to an address that is not \(transfer.rules.reach.place): it was not connected to."
            )
            return understudy_no_socket()
        }
        let target = address.pointee
        return socket(target.family, target.socktype | Int32(SOCK_CLOEXEC.rawValue), target.protocol)
    }

    private static func kind(of address: UnsafeMutablePointer<curl_sockaddr>) -> HostKind? {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = getnameinfo(
            understudy_socket_address(address),
            address.pointee.addrlen,
            &text,
            socklen_t(text.count),
            nil,
            0,
            NI_NUMERICHOST
        )
        guard status == 0 else { return nil }
        let host = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return try? WebHost(address.pointee.family == AF_INET6 ? "[\(host)]" : host).kind
    }
}
