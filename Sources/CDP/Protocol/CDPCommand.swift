// SPDX-License-Identifier: Apache-2.0

/// A call that the browser answers; the generated types are the only ones needed, as a rule.
public protocol CDPCommand: Encodable, Sendable {
    /// What the browser answers.
    associatedtype Reply: Decodable & Sendable
    /// The name on the wire: `Page.navigate`.
    static var method: String { get }
}

/// What an event carries.
public protocol CDPEventParameters: Decodable, Sendable {
    /// The name on the wire: `Page.frameNavigated`.
    static var method: String { get }
}

/// The answer of a command that answers nothing but that it is done.
public struct CDPEmptyReply: Decodable, Sendable, Hashable {}
