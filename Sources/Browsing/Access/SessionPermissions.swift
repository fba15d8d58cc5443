// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Vocabulary
public import WebAddresses

/// What the pages of a session may use without asking; everything else is refused, without a question where nobody
/// would answer it.
public struct PermissionPolicy: Sendable, Hashable {
    /// What is granted.
    public var granted: Set<PagePermission>
    /// To whose pages; those of no other site get a yes that was planned.
    public var origins: [WebOrigin]
    /// Whether a page that asks where it is, or to show notifications, is held until that was decided like a dialog.
    public var isAsked: Bool

    /// Describes a policy.
    public init(granted: Set<PagePermission> = [], to origins: [WebOrigin] = [], isAsked: Bool = false) {
        self.granted = granted
        self.origins = origins
        self.isAsked = isAsked
    }

    /// Tells a context of it, as
    /// [Browser.setPermission](https://chromedevtools.github.io/devtools-protocol/tot/Browser/#method-setPermission)
    /// does; what is sent after it finds it done.
    ///
    /// - Parameter hasWindow: whether the browser would show a question of its own.
    /// - Returns: the browser's answers, to be awaited together with others.
    func send(
        to contextID: String?,
        of browser: CDPSession,
        hasWindow: Bool,
        deadline: Deadline
    ) throws -> [any PendingAnswer] {
        func set(_ permission: PagePermission, _ setting: String, _ origin: WebOrigin?) throws -> any PendingAnswer {
            try browser.enqueue(
                Browser.SetPermission(
                    permission: Browser.PermissionDescriptor(name: permission.rawValue),
                    setting: setting,
                    origin: origin?.text,
                    browserContextId: contextID
                ),
                deadline: deadline
            )
        }
        var pending: [any PendingAnswer] = []
        for permission in PagePermission.allCases {
            if let setting = elsewhere(permission, isOnRecord: contextID == nil, hasWindow: hasWindow) {
                pending.append(try set(permission, setting, nil))
            }
            guard granted.contains(permission) else { continue }
            pending += try origins.map { try set(permission, "granted", $0) }
        }
        return pending
    }

    /// What is said to everybody who is granted nothing; nil for nothing.
    ///
    /// What can be taught is found as by any visitor, because a page that finds itself refused already would look
    /// otherwise. Said so, it is refused without a word; unsaid, the browser refuses it as well and remembers that, which
    /// can be seen. But a profile would remember it for ever, and a window would show its own question.
    private func elsewhere(_ permission: PagePermission, isOnRecord: Bool, hasWindow: Bool) -> String? {
        guard PermissionPolicy.held.contains(permission) else { return "denied" }
        if isAsked { return "prompt" }
        if granted.contains(permission) { return "denied" }
        return isOnRecord || hasWindow ? "prompt" : nil
    }
}
