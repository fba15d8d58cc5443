// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Vocabulary

/// One event in its place in the chain: a line of the audit envelope, schema 1, canonical as RFC 8785.
///
/// The envelope's names are known and in order already, so only `extra` and the texts need to be brought into canonical
/// form. `hash` is SHA-256 over the line without the member `hash`.
struct AuditEntry {
    /// The envelope's version.
    static let schema = 1
    /// What the first event names as the hash before it.
    static let genesis = String(repeating: "0", count: 64)

    let sequence: Int64
    let time: Timestamp
    /// The hash, in hexadecimal.
    let hash: String
    /// The whole line.
    let line: String

    init(_ event: Event, sequence: Int64, time: Timestamp, previous: String) {
        let text = { (value: String) in CanonicalJSON.text(.string(value)) }
        let head =
            "{\"correlation_id\":\(text(event.correlationID.rawValue)),\"event\":\(text(event.name.rawValue))"
            + ",\"extra\":\(CanonicalJSON.text(.object(event.extra)))"
        let tail =
            ",\"outcome\":\(text(event.outcome.rawValue)),\"prev\":\"\(previous)\",\"schema\":\(AuditEntry.schema)"
            + ",\"seq\":\(sequence),\"source\":\(text(event.source.rawValue))"
            + ",\"transport\":\(text(event.transport.rawValue)),\"ts\":\"\(time)\"}"
        self.sequence = sequence
        self.time = time
        hash = AuditEntry.digest(of: (head + tail).utf8)
        line = head + ",\"hash\":\"\(hash)\"" + tail
    }

    /// SHA-256 in hexadecimal.
    static func digest(of bytes: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(64)
        for byte in SHA256.hash(data: Array(bytes)) {
            digits.append(hexadecimal[Int(byte >> 4)])
            digits.append(hexadecimal[Int(byte & 15)])
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}
