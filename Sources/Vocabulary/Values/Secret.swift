// SPDX-License-Identifier: Apache-2.0

/// A value that must never be shown: every way to print it gives a mask.
///
/// It is `Encodable` as the mask too, so that a structure that holds one by mistake still leaks nothing.
public struct Secret: Sendable, Hashable, Encodable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let value: String

    /// What stands wherever the value would have been shown.
    public static let mask = "••••••"

    /// Takes a value into keeping.
    public init(_ value: String) { self.value = value }

    /// The value in clear, for the one place that types it into the page.
    ///
    /// - Important: the name is long so that a search for it finds every use.
    public func revealForTyping() -> String { value }

    /// The value in clear, for the one place that puts it into the header of a request.
    ///
    /// - Important: the name is long so that a search for it finds every use.
    public func revealForSending() -> String { value }

    /// The mask.
    public var description: String { Secret.mask }
    /// The mask.
    public var debugDescription: String { Secret.mask }
    /// A mirror without children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Writes the mask.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Secret.mask)
    }
}
