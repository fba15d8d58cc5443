// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// What the operator wants to be taken out, ready to be asked.
final class OwnRules: Sendable {
    private let nouns: [ScreenSearch]
    private let patterns: Mutex<[Regex<AnyRegexOutput>]>

    /// Reads the patterns.
    ///
    /// - Throws: ``ScreenTextError`` with `rules_invalid`; it counts the patterns and quotes none.
    init(_ rules: ScreenRules) throws(ScreenTextError) {
        nouns = rules.stopNouns.map { ScreenSearch($0) { $0.hasDigit || $0.letters.count < 5 ? 0 : 1 } }
            .filter { !$0.isEmpty }
        var patterns: [Regex<AnyRegexOutput>] = []
        for (index, text) in rules.patterns.enumerated() {
            guard let pattern = try? Regex(text) else {
                throw ScreenTextError(
                    .rulesInvalid,
                    "Pattern \(index + 1) of 'patterns:' is no regular expression: mend it, or take it out."
                )
            }
            patterns.append(pattern.ignoresCase())
        }
        self.patterns = Mutex(patterns)
    }

    /// What of the operator's own a line would be taken out for.
    func hit(in text: String, _ words: [SkeletonWord]) -> RedactionClass? {
        if patterns.withLock({ $0.contains { text.firstMatch(of: $0) != nil } }) { return .pattern }
        return nouns.contains { $0.isFound(among: words) } ? .stopNoun : nil
    }
}
