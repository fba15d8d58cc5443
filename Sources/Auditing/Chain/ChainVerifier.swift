// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Whether the log is what was written.
public enum AuditVerdict: Sendable, Hashable {
    /// Every number, link and hash is right.
    case intact(events: Int64)
    /// The first event that is not right, and why.
    case broken(at: Int64, reason: String)
}

/// Walks the chain line by line: a value that remembers only the last hash.
struct ChainVerifier {
    private(set) var count: Int64 = 0
    private var previous = AuditEntry.genesis

    /// Takes the next line; nil when it is right.
    ///
    /// The stored text is what is hashed, so that a change which only looks the same is found as well.
    mutating func check(sequence: Int64, line: String, storedHash: String) -> AuditVerdict? {
        let expected = count + 1
        guard sequence == expected else {
            return .broken(at: expected, reason: "event \(expected) is missing")
        }
        guard let value = try? JSONText.parse(line), case .object(var members) = value,
            CanonicalJSON.text(value) == line
        else { return .broken(at: sequence, reason: "its text is not a canonical line") }
        guard members["seq"]?.int == Int(sequence) else {
            return .broken(at: sequence, reason: "its text carries another number")
        }
        guard members["prev"]?.string == previous else {
            return .broken(at: sequence, reason: "it does not follow the event before it")
        }
        guard let hash = members.removeValue(forKey: "hash")?.string, hash == storedHash,
            AuditEntry.digest(of: members) == hash
        else { return .broken(at: sequence, reason: "its hash does not fit its text") }
        previous = hash
        count = sequence
        return nil
    }
}
