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

    /// What a step foresees.
    private(set) var plan: SignInAnswer?
    /// Whether the planned answer was given and the server asked again, or another server asked.
    private(set) var isRefused = false
    private(set) var question: Question?
    /// Whether it was.
    private(set) var isGiven = false
    private var number = 0

    mutating func expect(_ answer: SignInAnswer) {
        plan = answer
        isGiven = false
        isRefused = false
    }

    mutating func forget() {
        plan = nil
        isRefused = false
    }

    /// Takes a server's question.
    ///
    /// - Parameter asksPerson: whether a person answers what no plan foresees.
    mutating func asked(_ request: String, by origin: WebOrigin?, asksPerson: Bool) -> Verdict {
        if let plan, plan.origin == origin, !isGiven {
            isGiven = true
            return .give(plan)
        }
        guard asksPerson, let origin else {
            isRefused = plan != nil
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
