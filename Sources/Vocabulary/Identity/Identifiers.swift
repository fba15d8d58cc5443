// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A name that the program gives out itself, kept apart by type so that a tab is never passed where a run is meant.
public protocol Identifier: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible
where RawValue == String {
    /// Wraps a name that already exists, for example one read from the store.
    init(rawValue: String)
}

extension Identifier {
    /// The bare name.
    public var description: String { rawValue }

    /// A new name of 16 hexadecimal digits after a prefix, from the system's random source.
    ///
    /// - Parameter prefix: what it names, for people who read logs: `run`, `apr`.
    public static func random(prefix: String) -> Self {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return Self(rawValue: prefix + "_" + String(repeating: "0", count: 16 - digits.count) + digits)
    }

    /// Reads the bare name.
    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the bare name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// One replay of a skill.
public struct RunID: Identifier {
    /// The bare name.
    public let rawValue: String
    /// Wraps a name that already exists.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// A new run's name.
    public static func new() -> RunID { .random(prefix: "run") }
}

/// One action of a skill; unique within it and stable across revisions.
public struct StepID: Identifier {
    /// The bare name.
    public let rawValue: String
    /// Wraps a name that already exists.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One page target of the browser: CDP's
/// [`TargetID`](https://chromedevtools.github.io/devtools-protocol/tot/Target/#type-TargetID).
public struct TabID: Identifier {
    /// The bare name.
    public let rawValue: String
    /// Wraps a name that already exists.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One frame in a page: CDP's
/// [`FrameId`](https://chromedevtools.github.io/devtools-protocol/tot/Page/#type-FrameId).
public struct FrameID: Identifier {
    /// The bare name.
    public let rawValue: String
    /// Wraps a name that already exists.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One loaded document: CDP's
/// [`LoaderId`](https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-LoaderId).
public struct DocumentID: Identifier {
    /// The bare name.
    public let rawValue: String
    /// Wraps a name that already exists.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A request to a person for a yes or a no.
public struct ApprovalID: Identifier {
    /// The bare name.
    public let rawValue: String
    /// Wraps a name that already exists.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// A new request's name.
    public static func new() -> ApprovalID { .random(prefix: "apr") }
}

/// Ties the events of one operation together, from its start to its end.
public struct CorrelationID: Identifier {
    /// The bare name.
    public let rawValue: String
    /// Wraps a name that already exists.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// A new operation's name.
    public static func new() -> CorrelationID { .random(prefix: "cor") }
}

/// One person's right to drive a run's tabs, for as long as it is renewed.
public struct LeaseID: Identifier {
    /// The bare name.
    public let rawValue: String
    /// Wraps a name that already exists.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// A new lease's name.
    public static func new() -> LeaseID { .random(prefix: "lea") }
}
