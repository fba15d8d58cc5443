// SPDX-License-Identifier: Apache-2.0
public import Oversight
public import Vocabulary

/// Somebody who may say which element of a shortlist is the one that a step means, when no locator and no likeness
/// proved it: a model, or a person.
///
/// An advisor only ever picks from the list it is given. What it picks must still pass the same vetoes as any other
/// find, so a wrong or captured advisor can do no more than choose among elements that are not refused outright.
public protocol RescueAdvisor: Sendable {
    /// Which kind of advisor this is, for reports.
    var level: RescueLevel { get }

    /// Answers one question.
    ///
    /// - Parameter question: what is looked for, and the list.
    /// - Returns: an index of the list, that none is meant, or that there is no answer; the next advisor is asked after
    ///   both of the latter.
    /// - Throws: only when the run itself is over. A provider that is down or lies is no error but `.silent`.
    func advise(_ question: RescueQuestion) async throws -> RescueVerdict
}

/// What found an element when no locator proved itself.
public enum RescueLevel: String, Sendable, Hashable, CaseIterable {
    /// Likeness, with a margin to the next and a proof of identity.
    case similarity
    /// A model that picked from the list.
    case model
    /// Words on the picture of the page, which the skill's file names.
    case screen
    /// A person who picked from the list.
    case person
}

/// What an advisor answered.
public enum RescueVerdict: Sendable, Hashable {
    /// The candidate at this index of the question's list.
    case candidate(Int)
    /// The element at a place of the picture: for a person, who sees it.
    case place(PicturePlace)
    /// None of the list is meant.
    case none
    /// What becomes of the step instead: for a person, who may have done it or mended the page.
    case told(Handback)
    /// No answer that can be used, and why, in words for the report; never the model's own words.
    case silent(String)
}
