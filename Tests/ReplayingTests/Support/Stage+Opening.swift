// SPDX-License-Identifier: Apache-2.0
import Browsing
import Oversight
import Testing
import Vocabulary
import WebAddresses

extension Stage {
    /// Opens a page as a person would, whose site is granted for it alone.
    func open(_ text: String, in tab: Tab) async throws {
        let address = try WebAddress(text)
        let request = ActionRequest(
            actor: .person("operator"),
            effect: .open(address),
            isIrreversible: false,
            correlationID: .new(),
            description: "open a page"
        )
        let grants = Grants(networkDomains: [address.origin])
        guard case .permitted(let permit) = try await gate.permit(for: request, skillGrants: grants) else {
            Issue.record("the gate refused to open \(text)")
            return
        }
        try await tab.open(address, permit: permit, deadline: .after(.seconds(20)))
    }
}
