// SPDX-License-Identifier: Apache-2.0
public import Vocabulary
public import WebAddresses

/// How a server's question for a user and a password is answered
/// ([RFC 9110, section 11](https://www.rfc-editor.org/rfc/rfc9110#section-11)).
public struct SignInAnswer: Sendable, Hashable {
    /// The only server that gets it.
    public let origin: WebOrigin
    /// Who.
    public let user: String
    /// The password.
    public let password: Secret

    /// Describes an answer.
    public init(origin: WebOrigin, user: String, password: Secret) {
        self.origin = origin
        self.user = user
        self.password = password
    }
}

/// What a step foresees, for all tabs of a session: a value.
///
/// The password is given once, whichever tab's server asks.
struct SignInPlan: Sendable {
    /// The answer; nil when no step foresees a question.
    private(set) var answer: SignInAnswer?
    /// Whether the answer was given and the server asked again, or another server asked.
    private(set) var isRefused = false
    /// Whether it was given.
    private(set) var isGiven = false

    mutating func expect(_ answer: SignInAnswer) {
        self.answer = answer
        isGiven = false
        isRefused = false
    }

    mutating func forget() {
        answer = nil
        isRefused = false
    }

    /// What a server gets that asks; nil for nothing.
    mutating func asked(by origin: WebOrigin?) -> SignInAnswer? {
        guard let answer, answer.origin == origin, !isGiven else { return nil }
        isGiven = true
        return answer
    }

    /// Notes that a server got nothing.
    mutating func refuse() { isRefused = answer != nil }
}

/// What is asked and answered of one tab: a value, so that what must happen is decided in one place.
struct SignInBook: Sendable {
    /// A question that waits for a person.
    struct Question: Sendable, Hashable {
        let request: String
        let origin: WebOrigin
        let number: Int
    }

    /// What becomes of a question.
    enum Verdict: Sendable, Hashable {
        case give(SignInAnswer)
        case refuse
        case wait(Question)
    }

    private(set) var question: Question?
    private var number = 0

    /// Takes a server's question.
    ///
    /// - Parameters:
    ///   - plan: what a step foresees.
    ///   - asksPerson: whether a person answers what no step foresees.
    mutating func asked(
        _ request: String,
        by origin: WebOrigin?,
        foreseen plan: inout SignInPlan,
        asksPerson: Bool
    ) -> Verdict {
        if let answer = plan.asked(by: origin) { return .give(answer) }
        guard asksPerson, let origin else {
            plan.refuse()
            return .refuse
        }
        number += 1
        let question = Question(request: request, origin: origin, number: number)
        self.question = question
        return .wait(question)
    }

    /// Takes the open question away to be answered; nil when it is not the one that is meant any more.
    mutating func take(_ number: Int? = nil) -> Question? {
        guard let question, number == nil || question.number == number else { return nil }
        self.question = nil
        return question
    }
}
