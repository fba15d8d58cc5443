// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ScreenText

@Suite("Stored secrets on pictures")
struct StoredSecretsTests {
    private func rows(_ secret: String, _ lines: [String]) -> [Int] {
        StoredSecrets([secret].compactMap(SecretLetters.init)).rows(in: lines).sorted()
    }

    @Test(
        "a secret is found however its letters were read",
        arguments: [
            "Password: correct-horse7", "corect-horse7", "c0rrect h0r5e7", "xcorrecthorse7x", "CORRECT HORSET",
        ]
    )
    func found(line: String) {
        #expect(rows("correct-horse7", ["Menu", line, "Total"]) == [1])
    }

    @Test("a secret is found across the ends of lines")
    func joined() {
        #expect(rows("correct-horse-battery", ["Menu", "correct-ho", "rse-bat tery", "Total"]) == [1, 2])
        #expect(rows("a1b2c3", ["a1b", "2c3", "a1b"]) == [0, 1])
    }

    @Test("other words are not, and a short secret only as a word")
    func others() {
        #expect(rows("correct-horse7", ["correct house 9", "horse correct", "Total"]).isEmpty)
        #expect(rows("tea4", ["steal", "tea 4", "tea4"]) == [1, 2])
        #expect(rows("abc", ["abc"]).isEmpty && rows("abcdefgh", []).isEmpty)
    }
}
