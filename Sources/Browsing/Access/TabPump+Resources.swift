// SPDX-License-Identifier: Apache-2.0
internal import CDP
internal import Synchronization
internal import Vocabulary

extension TabPump {
    /// How many hosts are told of a tab.
    private static let hostLimit = 64

    /// Tells of a request that the browser holds back, once for each host.
    func requested(_ request: Network.RequestWillBeSent, in tab: Tab, _ policy: ResourcePolicy?) {
        guard let host = policy?.refusedHost(of: request.request.url) else { return }
        let isNew = tab.hostsHeldBack.withLock { hosts in
            hosts.count < TabPump.hostLimit && hosts.insert(host).inserted
        }
        if isNew { tell(.resourceHeldBack, .denied, tab.id.rawValue, ["host": .string(host)]) }
    }
}
