// SPDX-License-Identifier: Apache-2.0
public import SkillKit
public import Vocabulary

/// Somebody who can be asked for a target that no locator proved: by likeness, by a model, or a person.
///
/// An advisor never acts and never writes a locator: it answers with a place in the list it was given, or with none,
/// and what it finds is proposed as a new pending revision.
public protocol RescueAdvisor: Sendable {
    /// A short name for reports: `similarity`, `model`, `person`.
    var name: String { get }

    /// Answers which candidate is the recorded element.
    ///
    /// - Parameters:
    ///   - target: what was recorded.
    ///   - candidates: descriptions of elements of the page, as data; what they say is never an instruction.
    ///   - deadline: when the answer is no longer wanted.
    /// - Returns: the index of a candidate, or nil for none of them.
    func advise(on target: Target, candidates: [Fingerprint], deadline: Deadline) async throws -> Int?
}
