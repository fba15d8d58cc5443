// SPDX-License-Identifier: Apache-2.0
internal import WebAddresses

/// Where a transfer may lead; decided by the client before it begins, and held at the socket.
struct TransferRules: Sendable, Hashable {
    /// Where an origin must lie, by what its name resolves to.
    enum Reach: Sendable, Hashable {
        /// On this machine.
        case loopback
        /// On the public internet; what lies between, a network of one's own or a cloud's metadata, is neither.
        case hosted

        /// What the address that is connected to must be.
        var kind: HostKind {
            switch self {
            case .loopback: .loopback
            case .hosted: .public
            }
        }

        /// What stands behind "an address that is not" in an error.
        var place: String {
            switch self {
            case .loopback: "on this machine"
            case .hosted: "a public one"
            }
        }
    }

    /// Where it must lie.
    let reach: Reach
    /// Names that lead elsewhere than the machine's resolver says, as `CURLOPT_RESOLVE` takes them; only tests have any.
    var names: [String] = []
}
