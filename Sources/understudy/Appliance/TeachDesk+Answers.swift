// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Console
internal import Synchronization
internal import Teaching
internal import Vocabulary
internal import WebAddresses

/// What the person says to the recording that goes on.
extension TeachDesk {
    /// Answers a server that asks who is there.
    func signIn(_ slug: Slug, _ request: SignIn, by principal: Principal) async throws -> RecordingSummary {
        try mustBeLive(slug)
        let origin = try WebOrigin(request.origin)
        guard let browser = browserInUse.withLock({ $0 }) else { throw BrowsingError.signInUnasked(by: origin) }
        try await TeachingSession.signIn(
            at: origin,
            user: request.user,
            password: Secret(request.password),
            by: principal.rawValue,
            in: browser,
            gate: gate
        )
        return try summary(slug)
    }

    /// Answers the dialog that is open.
    func answerDialog(_ slug: Slug, _ answer: AnswerDialog, by principal: Principal) async throws -> RecordingSummary {
        try mustBeLive(slug)
        guard let browser = browserInUse.withLock({ $0 }) else { throw BrowsingError.noDialog }
        try await TeachingSession.answerDialog(
            answer.number,
            isAccepted: answer.isAccepted,
            text: answer.text,
            by: principal.rawValue,
            in: browser,
            gate: gate
        )
        return try summary(slug)
    }

    private func mustBeLive(_ slug: Slug) throws(CommandError) {
        guard liveSlug != slug else { return }
        throw CommandError(
            code: "recording_unknown",
            message: "No recording '\(slug)' is going on.",
            kind: .notFound
        )
    }

    /// - Throws: ``CommandError`` with `place_invalid`.
    static func place(_ text: String) throws -> EarthPlace {
        if let place = EarthPlace(text) { return place }
        throw CommandError(
            code: "place_invalid",
            message: "'\(text)' is no place on earth: write latitude and longitude in degrees, as 52.52,13.405.",
            kind: .usage
        )
    }

    /// - Throws: ``CommandError`` with `permission_unknown`.
    static func permissions(_ names: [String]) throws -> [PagePermission] {
        try names.map { name in
            if let permission = PagePermission(rawValue: name) { return permission }
            throw CommandError(
                code: "permission_unknown",
                message: "'\(name)' is nothing that a page asks for: name one of "
                    + PagePermission.allCases.map(\.rawValue).joined(separator: ", ") + ".",
                kind: .usage
            )
        }
    }
}
