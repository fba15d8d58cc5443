// SPDX-License-Identifier: Apache-2.0
internal import CDP
public import Vocabulary
public import WebAddresses

/// What the pages of a session may use without asking; everything else is refused without a question, so that none ever
/// waits for an answer.
public struct PermissionPolicy: Sendable, Hashable {
    /// What is granted.
    public var granted: Set<PagePermission>
    /// To whose pages.
    public var origins: [WebOrigin]

    /// Describes a policy.
    public init(granted: Set<PagePermission> = [], to origins: [WebOrigin] = []) {
        self.granted = granted
        self.origins = origins
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
                            setting: origin == nil ? "denied" : "granted",
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
}
