// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import WebAddresses

/// Where the pages of a session may load from, by origin and by host.
public struct ResourcePolicy: Sendable, Hashable {
    /// Origins that pages are of.
    public var origins: [WebOrigin]
    /// Hosts that are only loaded from.
    public var hosts: [HostPattern]

    /// Describes a policy.
    public init(origins: [WebOrigin], hosts: [HostPattern]) {
        self.origins = origins
        self.hosts = hosts
    }

    /// The host of a request that is held back; nil when it may go, or goes to no host.
    func refusedHost(of address: String) -> String? {
        guard let address = try? WebAddress(address.hasPrefix("ws") ? "http" + address.dropFirst(2) : address) else {
            return nil
        }
        let isAllowed = origins.contains(address.origin) || hosts.contains { $0.matches(address.origin.host) }
        return isAllowed ? nil : address.origin.host.text
    }

    /// In the browser's own form, of which the first that fits counts, as
    /// [Network.setBlockedURLs](https://chromedevtools.github.io/devtools-protocol/tot/Network/#method-setBlockedURLs)
    /// takes it.
    var patterns: [Network.BlockPattern] {
        let allowed =
            origins.flatMap { origin in
                ["\(origin.text)/*", "ws\(origin.text.dropFirst(4))/*"]
            }
            + hosts.flatMap { host in ["http", "https", "ws", "wss"].map { "\($0)://\(host):*/*" } }
        let blocked = ["http", "https", "ws", "wss"].map { "\($0)://*:*/*" }
        return allowed.map { Network.BlockPattern(urlPattern: $0, block: false) }
            + blocked.map { Network.BlockPattern(urlPattern: $0, block: true) }
    }
}
