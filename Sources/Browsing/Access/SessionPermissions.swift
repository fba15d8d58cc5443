// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Vocabulary
public import WebAddresses

/// What the pages of a session may use without asking; everything else is refused, without a question where nobody
/// would answer it.
public struct PermissionPolicy: Sendable, Hashable {
    /// What is granted.
    public var granted: Set<PagePermission>
    /// To whose pages.
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
    /// - Returns: the browser's answers, to be awaited together with others.
    func send(
        to contextID: String?,
        of browser: CDPSession,
        deadline: Deadline
    ) throws -> [any PendingAnswer] {
        var pending: [any PendingAnswer] = []
        for permission in PagePermission.allCases {
            let descriptor = Browser.PermissionDescriptor(name: permission.rawValue)
            let origins: [WebOrigin?] = granted.contains(permission) ? [nil] + origins : [nil]
            for origin in origins {
                pending.append(
                    try browser.enqueue(
                        Browser.SetPermission(
                            permission: descriptor,
                            setting: origin != nil ? "granted" : isLeftOpen(permission) ? "prompt" : "denied",
                            origin: origin?.text,
                            browserContextId: contextID
                        ),
                        deadline: deadline
                    )
                )
            }
        }
        return pending
    }

    /// A page that finds itself refused already would not ask.
    private func isLeftOpen(_ permission: PagePermission) -> Bool {
        isAsked && PermissionPolicy.held.contains(permission)
    }
}
