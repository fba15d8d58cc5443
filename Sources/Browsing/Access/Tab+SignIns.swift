// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Oversight
internal import Synchronization
public import Vocabulary
public import WebAddresses

extension Tab {
    /// The server that waits for a user and a password from a person; nil when none does.
    public var signInQuestion: WebOrigin? { signIns.withLock { $0.question?.origin } }

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

    /// Gives a person's answer to the server that waits for it.
    ///
    /// - Parameter permit: for answering what the page's server asks.
    /// - Throws: ``BrowsingError`` with `sign_in_unasked` when no server asks, or `permit_mismatch`.
    public func answerSignIn(user: String, password: Secret, permit: Permit, deadline: Deadline) async throws {
        try permit.require(.answerDialog, or: signInMismatch)
        guard let question = signIns.withLock({ $0.take() }) else {
            throw BrowsingError(code: .signInUnasked, message: "No server asks for a user and a password now.")
        }
        let answer = SignInAnswer(origin: question.origin, user: user, password: password)
        tell(of: answer)
        try await send(answer, to: question.request, deadline: deadline)
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

    private var signInMismatch: BrowsingError {
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

extension RunningBrowser {
    /// The tab whose server waits for a user and a password from a person; nil when none does.
    public var tabAskingForSignIn: Tab? {
        openSessions.flatMap { $0.tabs + $0.arriving }.first { $0.signInQuestion != nil }
    }
}
