// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// The page that a picture is of, and how it was looked at.
public struct SeenPage: Sendable, Hashable {
    /// The tab.
    public let tab: TabID
    /// Scheme, host and port; no path and no query, because they hold names and tokens.
    public let origin: String
    /// The page's own title.
    public let title: String
    /// How thoroughly.
    public let state: ObservationState
    /// Why not ``ObservationState/normal``: a code.
    public let degraded: String?

    /// Describes a look.
    public init(
        tab: TabID,
        origin: String,
        title: String,
        state: ObservationState = .normal,
        degraded: String? = nil
    ) {
        self.tab = tab
        self.origin = origin
        self.title = title
        self.state = state
        self.degraded = degraded
    }
}
