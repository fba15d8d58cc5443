// SPDX-License-Identifier: Apache-2.0
/// What the operator wants to be taken out, ready to be asked.
final class OwnRules: Sendable {
    private let nouns: [ScreenSearch]
    private let patterns: [LinearPattern]

    /// Reads the patterns.
    ///
    /// - Throws: ``ScreenTextError`` with `rules_invalid`; it counts the patterns and quotes none.
    init(_ rules: ScreenRules) throws(ScreenTextError) {
        nouns = rules.stopNouns.map { ScreenSearch($0) { $0.hasDigit || $0.letters.count < 5 ? 0 : 1 } }
            .filter { !$0.isEmpty }
        var patterns: [LinearPattern] = []
        for (index, text) in rules.patterns.enumerated() {
            do throws(LinearPattern.Problem) { patterns.append(try LinearPattern(text)) } catch {
                throw ScreenTextError(
                    .rulesInvalid,
                    "Pattern \(index + 1) of 'patterns:' \(error.words): mend it, or take it out."
                )
            }
        }
        self.patterns = patterns
    }

    /// What of the operator's own a line would be taken out for.
    func hit(in text: String, _ words: [SkeletonWord]) -> RedactionClass? {
        if patterns.contains(where: { $0.isFound(in: text) }) { return .pattern }
        return nouns.contains { $0.isFound(among: words) } ? .stopNoun : nil
    }
}
