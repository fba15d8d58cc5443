// SPDX-License-Identifier: Apache-2.0

/// Whether the log is what was written.
///
/// It shows every change to what is there.
public enum AuditVerdict: Sendable, Hashable {
    /// Every number, link and hash is right, and so is all that is made of the events.
    case intact(events: Int64)
    /// The first event that is not right, and why.
    case broken(at: Int64, reason: String)
    /// The events are right; what is beside them in the file is not what this program writes.
    case altered(events: Int64, reason: String)
}

extension AuditVerdict {
    /// What it says of one event; nil when it says nothing of it.
    func finding(at sequence: Int64) -> String? {
        guard case .broken(let event, let reason) = self else { return nil }
        return event == sequence ? reason : "\(reason), before it"
    }
}

/// Walks the chain line by line: a value that remembers only the last number and hash.
///
/// After a line that is not right it can go on: the next one is compared with that line as it is.
struct ChainVerifier {
    /// The number of the last line.
    private(set) var last: Int64
    /// Its hash; nil when it is not known, and then the next line's own word has to do.
    private(set) var previous: String?

    /// Begins with the event after a number; with 0 it is the first.
    init(after sequence: Int64) {
        last = sequence
        previous = sequence == 0 ? AuditEntry.genesis : nil
    }

    /// Takes the next line; nil when it is right.
    mutating func check(sequence: Int64, line: String) -> AuditVerdict? {
        let expected = last + 1
        let text = LineText(line)
        defer { (last, previous) = (sequence, text?.hash) }
        guard sequence == expected else {
            return .broken(at: expected, reason: "event \(expected) is missing")
        }
        guard let text else {
            return .broken(at: sequence, reason: "its text is not a line of the log")
        }
        guard text.sequence == sequence else {
            return .broken(at: sequence, reason: "its text carries the number \(text.sequence)")
        }
        guard AuditEntry.digest(of: text.hashed) == text.hash else {
            return .broken(at: sequence, reason: "its hash does not fit its text")
        }
        guard previous == nil || text.previous == previous else {
            return .broken(at: sequence, reason: "it does not follow the event before it")
        }
        return nil
    }
}
