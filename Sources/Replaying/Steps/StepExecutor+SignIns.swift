// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import SkillKit
internal import Vocabulary

extension StepExecutor {
    /// Tells the tab who is to be named to the site's server, before the step makes it ask.
    mutating func planSignIn() async throws {
        guard let signIn = step.signIns.first,
            let site = admitted.skill.secrets.first(where: { $0.name == signIn.secret })?.site,
            let origin = admitted.skill.origin(ofSite: site)
        else { return }
        let request = ActionRequest(
            actor: .replay(run: log.run, step: step.id, skill: admitted.skill.name, sha256: admitted.sha256),
            effect: .typeSecret(name: signIn.secret, on: origin),
            isIrreversible: false,
            correlationID: log.correlationID,
            description: "sign in by HTTP for \(step.action.summary)"
        )
        guard case .permitted(let permit) = try await player.gate.permit(for: request, skillGrants: skillGrants) else {
            return
        }
        let answer = SignInAnswer(
            origin: origin,
            user: try values.text(of: signIn.user),
            password: try player.secrets.take(name: signIn.secret, for: origin, in: log.run)
        )
        try await tab.planSignIn(answer, secret: signIn.secret, permit: permit, deadline: deadline)
    }

    /// Waits for the question itself where nothing else shows that it was answered.
    ///
    /// A document that is waited for comes only to who may see it, and a server that knows the browser already does not
    /// ask for one again.
    func awaitSignIn() async throws {
        if case .open = step.action { return }
        let comesOnlyThen = step.then.contains {
            if case .navigation = $0 { true } else if case .opensTab = $0 { true } else { false }
        }
        guard !comesOnlyThen else { return }
        guard try await tab.waitForSignIn(deadline: deadline) else {
            throw ReplayError(
                code: .consequenceMissing,
                message: "The step was done but the site's server did not ask who is there in time."
            )
        }
    }
}

extension Tab {
    /// A server that asks again has let nobody in, whatever page it gives.
    func requireSignedIn() throws(ReplayError) {
        guard isSignInRefused else { return }
        throw ReplayError(
            code: .signInRefused,
            message: "The site's server did not take the user and the password, or another server asked for them: "
                + "see the secret and the step's 'sign_in'."
        )
    }
}
