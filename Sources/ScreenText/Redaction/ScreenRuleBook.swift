// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// The rules that count now: those of `observer.yaml` in the home, read again when the file has changed.
public final class ScreenRuleBook: Sendable {
    /// Fixed rules, for tests and for single pictures.
    ///
    /// - Throws: `ScreenTextError` with `rules_invalid` for a pattern that is none.
    public init(_ rules: ScreenRules = ScreenRules()) throws { fatalError("being written") }

    /// The rules of a home; without a file those that always count.
    ///
    /// - Throws: `ScreenTextError` with `rules_invalid`, naming line and column, or `FileError`.
    public init(home: String) throws { fatalError("being written") }

    /// Reads the file again if it is another one than last time; called before each look and each reading of a ring.
    ///
    /// A file that is wrong changes nothing: the rules before it stay, and ``problem`` says what is wrong.
    public func refresh() { fatalError("being written") }

    /// What is wrong with the file as it is now; nil when nothing is. For the health.
    public var problem: String? { fatalError("being written") }

    /// What counts now.
    public var redactor: ScreenRedactor { fatalError("being written") }
}
