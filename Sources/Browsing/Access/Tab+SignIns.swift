// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Oversight
internal import Synchronization
public import Vocabulary
public import WebAddresses

extension Tab {
    /// Whether the answer that was planned did not let anybody in, or another server asked for one.
    public var isSignInRefused: Bool { signInPlan.plan.isRefused }

    /// Answers the next question of one server, in this tab or in one that is opened meanwhile; what another one asks is
    /// refused.
    ///
    /// - Parameters:
    ///   - secret: the password's name, for which the permit is.
    ///   - permit: for typing that secret there.
    /// - Throws: ``BrowsingError`` with `permit_mismatch`.
    public func planSignIn(
        _ answer: SignInAnswer,
        secret: String,
        permit: Permit,
        deadline: Deadline
    ) async throws {
        try permit.require(.typeSecret(name: secret, on: answer.origin), or: signInMismatch)
        try await signInPlan.expect(answer, in: self, deadline: deadline)
    }

    /// Waits until the server has asked and was told.
    ///
    /// - Returns: whether that was before the deadline.
    public func waitForSignIn(deadline: Deadline) async throws -> Bool {
        do {
            return try await wait(for: "a server's question", deadline: deadline) { [self] _ in
                signInPlan.plan.isGiven ? true : nil
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            return false
        }
    }

    /// Forgets what was planned.
    public func forgetSignIn() async {
        guard signInPlan.plan.answer != nil else { return }
        await signInPlan.forget()
    }

    /// Tells that somebody said who is there; while the tab is still being set up, once it is.
    func tell(of answer: SignInAnswer) {
        let isEarly = earlySignIns.withLock { early in
            early?.append(answer)
            return early != nil
        }
        if !isEarly { announce(.signedIn(answer)) }
    }

    func tellOfEarlySignIns() {
        let early = earlySignIns.withLock { early in
            defer { early = nil }
            return early ?? []
        }
        for answer in early { announce(.signedIn(answer)) }
    }

    fileprivate var signInMismatch: BrowsingError {
        BrowsingError(
            code: .permitMismatch,
            message: "The permit is not for signing in at this site, or was taken back."
        )
    }

    func send(_ answer: SignInAnswer?, to request: String, deadline: Deadline) async throws {
        let response = answer.map {
            Fetch.AuthChallengeResponse(
                response: "ProvideCredentials",
                username: $0.user,
                password: $0.password.revealForTyping()
            )
        }
        _ = try await session.send(
            Fetch.ContinueWithAuth(
                requestId: request,
                authChallengeResponse: response ?? Fetch.AuthChallengeResponse(response: "CancelAuth")
            ),
            deadline: deadline
        )
    }
}

/// A server that waits for a user and a password from a person.
public struct SignInQuestion: Sendable {
    /// The only one that gets the answer.
    public let origin: WebOrigin
    let tab: Tab
    let number: Int
    let asked: ContinuousClock.Instant
}

extension RunningBrowser {
    /// The servers that wait for a user and a password from a person, whoever has waited longest first.
    public var signInQuestions: [SignInQuestion] {
        openSessions.flatMap { $0.tabs + $0.arriving }
            .flatMap { tab in
                tab.signIns.withLock { $0.questions }
                    .map { SignInQuestion(origin: $0.origin, tab: tab, number: $0.number, asked: $0.asked) }
            }
            .sorted { $0.asked < $1.asked }
    }

    /// Gives a person's answer to the server that it is for, where that one has waited longest.
    ///
    /// A question whose page has gone meanwhile takes nothing, and the next one of the same server is answered.
    ///
    /// - Parameter permit: for answering what the page's server asks.
    /// - Throws: ``BrowsingError`` with `sign_in_unasked` when that server asks nothing, or `permit_mismatch`.
    public func answerSignIn(_ answer: SignInAnswer, permit: Permit, deadline: Deadline) async throws {
        for (index, question) in signInQuestions.filter({ $0.origin == answer.origin }).enumerated() {
            let tab = question.tab
            guard let open = try tab.take(question, permit: permit) else { continue }
            if index == 0 { tab.tell(of: answer) }
            do { return try await tab.send(answer, to: open, deadline: deadline) } catch let error as CDPError
                where error.reason == .protocolError
            {}
        }
        throw BrowsingError.signInUnasked(by: answer.origin)
    }
}

extension Tab {
    /// The request that a question is about; nil when it does not wait any more.
    fileprivate func take(_ question: SignInQuestion, permit: Permit) throws -> String? {
        try permit.require(.answerDialog, or: signInMismatch)
        return signIns.withLock { $0.take(question.number) }?.request
    }
}

extension BrowsingError {
    /// Nobody at an origin waits for an answer.
    public static func signInUnasked(by origin: WebOrigin) -> BrowsingError {
        BrowsingError(
            code: .signInUnasked,
            message: "\(origin.text) does not ask for a user and a password now: see which server does."
        )
    }
}
