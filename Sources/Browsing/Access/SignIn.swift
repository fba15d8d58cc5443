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
///
/// Of the questions that wait for a person at most eight do; those beyond are answered with nothing at once.
struct SignInBook: Sendable {
    /// A question that waits for a person.
    struct Question: Sendable, Hashable {
        let request: String
        let origin: WebOrigin
        /// The frame whose document it keeps from coming; nil for what a document calls.
        var frame: String?
        let number: Int
        let asked: ContinuousClock.Instant
    }

    /// What becomes of a question.
    enum Verdict: Sendable, Hashable {
        case give(SignInAnswer)
        case refuse
        case wait(Question)
    }

    /// How many may wait.
    static let limit = 8

    /// Those that wait, the oldest first.
    private(set) var questions: [Question] = []
    private var number = 0
    private var told = Told()

    /// Takes a server's question.
    ///
    /// - Parameters:
    ///   - frame: the frame whose document is asked for: it gives up the one that it asked for before.
    ///   - plan: what a step foresees.
    ///   - asksPerson: whether a person answers what no step foresees.
    mutating func asked(
        _ request: String,
        by origin: WebOrigin?,
        before frame: String? = nil,
        foreseen plan: inout SignInPlan,
        asksPerson: Bool,
        at now: ContinuousClock.Instant = .now
    ) -> Verdict {
        if let frame { questions.removeAll { $0.frame == frame } }
        if let answer = plan.asked(by: origin) { return .give(answer) }
        guard asksPerson, let origin, questions.count < SignInBook.limit else {
            plan.refuse()
            return .refuse
        }
        number += 1
        let question = Question(request: request, origin: origin, frame: frame, number: number, asked: now)
        questions.append(question)
        return .wait(question)
    }

    /// Takes a question away to be answered; nil when it does not wait any more.
    mutating func take(_ number: Int) -> Question? {
        questions.firstIndex { $0.number == number }.map { questions.remove(at: $0) }
    }

    /// Whether the log has not been told that a server asked in a document, and what came of it: a page may ask for ever.
    mutating func isNews(_ outcome: EventOutcome, of origin: WebOrigin?, in document: DocumentID) -> Bool {
        if told.document != document { told = Told(document: document) }
        return told.asked.count < Told.limit && told.asked.insert(Told.Asked(origin: origin, outcome: outcome)).inserted
    }

    /// What the log was told of one document.
    private struct Told {
        struct Asked: Hashable {
            let origin: WebOrigin?
            let outcome: EventOutcome
        }

        static let limit = 64
        var document: DocumentID?
        var asked: Set<Asked> = []
    }
}
