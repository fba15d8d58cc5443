// SPDX-License-Identifier: Apache-2.0
public import Browsing
public import Oversight
public import Vocabulary
internal import WebAddresses

extension TeachingSession {
    /// Gives the server that asks who is there what a person said.
    ///
    /// The password goes to that server and nowhere else: the recording has the user's name, and the skill a secret that
    /// is kept like any other.
    ///
    /// - Throws: ``Browsing/BrowsingError`` with `sign_in_unasked` when no server asks; the gate's refusal.
    public static func signIn(
        user: String,
        password: Secret,
        by principal: String,
        in browser: RunningBrowser,
        gate: PermissionGate
    ) async throws {
        guard let tab = browser.tabAskingForSignIn, let origin = tab.signInQuestion else {
            throw BrowsingError(code: .signInUnasked, message: "No server asks for a user and a password now.")
        }
        let request = ActionRequest(
            actor: .person(principal),
            effect: .answerDialog,
            isIrreversible: false,
            correlationID: .new(),
            description: "sign in at \(origin.text)"
        )
        guard case .permitted(let permit) = try await gate.permit(for: request, skillGrants: Grants()) else { return }
        try await tab.answerSignIn(user: user, password: password, permit: permit, deadline: .after(.seconds(10)))
    }
}
