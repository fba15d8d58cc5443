// SPDX-License-Identifier: Apache-2.0

/// The tab's history as a recording shows it: which way somebody went through it.
struct VisitedPages {
    private var addresses: [String] = []
    private var index = -1

    /// A page that was newly gone to; what lay ahead is forgotten.
    mutating func visit(_ address: String) {
        addresses.removeSubrange((index + 1)...)
        addresses.append(address)
        index += 1
    }

    /// The page shown got another address, as by a redirect.
    mutating func replace(with address: String) {
        guard addresses.indices.contains(index) else { return visit(address) }
        addresses[index] = address
    }

    /// Goes through the history to an address.
    ///
    /// - Returns: how many entries: -1 is one back.
    mutating func travel(to address: String) -> Int {
        let backwards = addresses[..<max(0, index)].lastIndex(of: address)
        let forwards = addresses.dropFirst(index + 1).firstIndex(of: address)
        guard let place = backwards ?? forwards else {
            visit(address)
            return -1
        }
        defer { index = place }
        return place - index
    }
}
