// SPDX-License-Identifier: Apache-2.0
internal import ScreenText
public import WebAddresses

/// What the operator lets the observer look at.
public struct ObservationPolicy: Sendable, Hashable {
    /// Whether everything may be looked at that is not excluded; otherwise only what is granted by origin.
    public var looksAtAll: Bool
    /// Hosts that are never looked at, whatever is granted.
    public var excluded: [HostPattern]

    /// A policy; without anything nothing is looked at but what is granted.
    public init(looksAtAll: Bool = false, excluded: [HostPattern] = []) {
        self.looksAtAll = looksAtAll
        self.excluded = excluded
    }

    /// Whether pages of an origin may be looked at.
    ///
    /// - Parameters:
    ///   - isGranted: whether the operator granted this very origin.
    ///   - isPrivate: whether it is in a browser of a named login or of authorities; everything does not mean those.
    public func allows(_ origin: WebOrigin, isGranted: Bool, isPrivate: Bool) -> ObservationVerdict {
        if excluded.contains(where: { $0.matches(origin.host) }) { return .no(.excluded) }
        if isGranted { return .yes }
        guard looksAtAll else { return .no(.excluded) }
        return isPrivate ? .no(.privateContext) : .yes
    }
}
