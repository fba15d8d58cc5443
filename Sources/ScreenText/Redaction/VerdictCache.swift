// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// What a line is to the lines around it.
struct LineTraits: OptionSet {
    let rawValue: UInt8

    static let label = LineTraits(rawValue: 1)
    static let value = LineTraits(rawValue: 2)
    static let codeLabel = LineTraits(rawValue: 4)
    static let codeValue = LineTraits(rawValue: 8)
    static let keyBegins = LineTraits(rawValue: 16)
    static let keyEnds = LineTraits(rawValue: 32)
    static let keyInside = LineTraits(rawValue: 64)
}

/// What the rules say of one line.
struct LineVerdict {
    var hit: RedactionClass?
    var traits: LineTraits = []
}

/// What was said of lines that stood on the pictures before: most lines of a picture are those of the last one.
///
/// It holds no text, only hashes with the key of this process; when it is full it begins anew.
final class VerdictCache: Sendable {
    private static let limit = 4096

    private let verdicts = Mutex<[Int: LineVerdict]>([:])

    /// What is known of a line, or what is found out now.
    func verdict(on text: String, _ look: () -> LineVerdict) -> LineVerdict {
        var hasher = Hasher()
        hasher.combine(text)
        let hash = hasher.finalize()
        if let known = verdicts.withLock({ $0[hash] }) { return known }
        let verdict = look()
        verdicts.withLock { verdicts in
            if verdicts.count >= VerdictCache.limit { verdicts.removeAll() }
            verdicts[hash] = verdict
        }
        return verdict
    }

    func forget() { verdicts.withLock { $0.removeAll() } }
}
