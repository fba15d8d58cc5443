// SPDX-License-Identifier: Apache-2.0
public import Browsing
public import Oversight
public import Vocabulary
public import WebAddresses

extension TeachingSession {
    /// Gives the server that asks who is there what a person said.
    ///
    /// The password goes to that server and nowhere else: the recording has the user's name, and the skill a secret that
    /// is kept like any other.
    ///
    /// - Parameter origin: the server that the person was shown; no other gets the password.
    /// - Throws: ``Browsing/BrowsingError`` with `sign_in_unasked` when that server does not ask; the gate's refusal.
    public static func signIn(
        at origin: WebOrigin,
        user: String,
        password: Secret,
        by principal: String,
        in browser: RunningBrowser,
        gate: PermissionGate
    ) async throws {
        guard browser.signInQuestions.contains(where: { $0.origin == origin }) else {
            throw BrowsingError.signInUnasked(by: origin)
        }
        let request = ActionRequest(
            actor: .person(principal),
            effect: .answerDialog,
            isIrreversible: false,
            correlationID: .new(),
            description: "sign in at \(origin.text)"
        )
        guard case .permitted(let permit) = try await gate.permit(for: request, skillGrants: Grants()) else { return }
        let answer = SignInAnswer(origin: origin, user: user, password: password)
        try await browser.answerSignIn(answer, permit: permit, deadline: .after(.seconds(10)))
    }
}
