// SPDX-License-Identifier: Apache-2.0
public import ScreenText

/// Whether a picture may be taken, and if not, why.
public enum ObservationVerdict: Sendable, Hashable {
    /// It may.
    case yes
    /// It may not; this is what the gap says.
    case no(ObservationGap.Reason)

    /// The reason of a no.
    public var gap: ObservationGap.Reason? {
        switch self {
        case .yes: nil
        case .no(let reason): reason
        }
    }
}
