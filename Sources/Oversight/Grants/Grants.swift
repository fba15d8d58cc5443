// SPDX-License-Identifier: Apache-2.0
public import WebAddresses

/// What is permitted, as sets that only ever widen when they are joined.
public struct Grants: Sendable, Hashable {
    /// Origins that may be opened and acted on.
    public var networkDomains: Set<WebOrigin>

    /// Names what is permitted.
    public init(networkDomains: Set<WebOrigin> = []) { self.networkDomains = networkDomains }
}
