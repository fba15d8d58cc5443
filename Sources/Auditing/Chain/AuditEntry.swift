// SPDX-License-Identifier: Apache-2.0
internal import Crypto
public import Vocabulary

/// One event as it stands in the log: the audit envelope, schema 1.
public struct AuditEntry: Sendable, Hashable {
    /// The envelope's version.
    public static let schema: Int64 = 1
    /// What the first event names as the hash before it.
    public static let genesis = String(repeating: "0", count: 64)

    /// Its number; the first is 1.
    public let sequence: Int64
    /// When it was written.
    public let time: Timestamp
    /// What happened.
    public let event: Event
    /// The hash of the event before.
    public let previous: String
    /// SHA-256 over the canonical line without this member, in hexadecimal.
    public let hash: String

    /// Puts an event into its place in the chain.
    init(_ event: Event, sequence: Int64, time: Timestamp, previous: String) {
        self.sequence = sequence
        self.time = time
        self.event = event
        self.previous = previous
        self.hash = AuditEntry.digest(
            of: AuditEntry.members(event, sequence: sequence, time: time, previous: previous)
        )
    }

    /// The whole line, canonical as RFC 8785.
    public var line: String {
        var members = AuditEntry.members(event, sequence: sequence, time: time, previous: previous)
        members["hash"] = .string(hash)
        return CanonicalJSON.text(.object(members))
    }

    static func digest(of members: [String: JSONValue]) -> String {
        SHA256.hash(data: CanonicalJSON.bytes(.object(members)))
            .map { byte in
                let digits = String(byte, radix: 16)
                return digits.count < 2 ? "0" + digits : digits
            }
            .joined()
    }

    static func members(
        _ event: Event,
        sequence: Int64,
        time: Timestamp,
        previous: String
    ) -> [String: JSONValue] {
        [
            "schema": .int(schema),
            "seq": .int(sequence),
            "ts": .string(time.description),
            "event": .string(event.name.rawValue),
            "source": .string(event.source.rawValue),
            "outcome": .string(event.outcome.rawValue),
            "transport": .string(event.transport.rawValue),
            "correlation_id": .string(event.correlationID.rawValue),
            "extra": .object(event.extra),
            "prev": .string(previous),
        ]
    }
}
