// SPDX-License-Identifier: Apache-2.0

/// Two lines between which text stands that nobody may take for instructions.
///
/// Each question has fences of its own, with 128 random bits that no page can know beforehand; should a text hold them all
/// the same, others are drawn.
struct Fence: Sendable, Hashable {
    /// The random part.
    let key: String

    /// Fences that do not occur in some texts.
    init(around texts: [String], draw: () -> UInt64 = { UInt64.random(in: .min ... .max) }) {
        var key: String
        repeat {
            key = [draw(), draw()].map(Fence.digits).joined()
        } while texts.contains { $0.contains(key) }
        self.key = key
    }

    /// A text between its two lines.
    func around(_ text: String, named name: String) -> String {
        "-----BEGIN UNTRUSTED \(name) \(key)-----\n\(text)\n-----END UNTRUSTED \(name) \(key)-----"
    }

    private static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
