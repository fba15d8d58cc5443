// SPDX-License-Identifier: Apache-2.0

/// An answer's first part.
public struct OutboundHead: Sendable, Hashable {
    /// The status.
    public let status: Int
    /// The headers by lower-case name; of equal names the last one.
    public let headers: [String: String]
}

/// A whole answer.
public struct OutboundReply: Sendable, Hashable {
    /// Status and headers.
    public let head: OutboundHead
    /// The body.
    public let body: [UInt8]
}
