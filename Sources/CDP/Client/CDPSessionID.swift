// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// One flat session: CDP's
/// [`SessionID`](https://chromedevtools.github.io/devtools-protocol/tot/Target/#type-SessionID).
public struct CDPSessionID: Identifier {
    /// The bare name.
    public let rawValue: String
    /// Wraps a name that the browser gave.
    public init(rawValue: String) { self.rawValue = rawValue }
}
