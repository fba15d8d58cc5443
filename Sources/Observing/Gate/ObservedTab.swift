// SPDX-License-Identifier: Apache-2.0
public import ScreenText
public import Vocabulary
public import WebAddresses

/// What is known of a tab before anything of it is looked at.
public struct ObservedTab: Sendable, Hashable {
    /// Its name.
    public let id: TabID
    /// Whose ring it fills.
    public let owner: RingOwner
    /// The origin that it shows; nil for an empty tab, an error page and the like.
    public let origin: WebOrigin?
    /// Whether it is in a browser of a named login, or of authorities.
    public let isPrivate: Bool
    /// Whether a person drives the run that it belongs to.
    public let isTakenOver: Bool
    /// Whether the run that it belongs to waits for a person's yes or answer.
    public let asksPerson: Bool

    /// Describes a tab.
    public init(
        id: TabID,
        owner: RingOwner,
        origin: WebOrigin?,
        isPrivate: Bool = false,
        isTakenOver: Bool = false,
        asksPerson: Bool = false
    ) {
        self.id = id
        self.owner = owner
        self.origin = origin
        self.isPrivate = isPrivate
        self.isTakenOver = isTakenOver
        self.asksPerson = asksPerson
    }
}

/// Decides, before a picture is taken, whether there may be one.
public struct ObservationGate: Sendable {
    /// What the operator lets the observer look at.
    public let policy: ObservationPolicy
    private let isGranted: @Sendable (WebOrigin) -> Bool

    /// A gate.
    ///
    /// - Parameter isGranted: whether the operator granted an origin to the observer; asked at each look.
    public init(policy: ObservationPolicy, isGranted: @escaping @Sendable (WebOrigin) -> Bool) {
        self.policy = policy
        self.isGranted = isGranted
    }

    /// What is said of a tab; nil for one that shows no page of a site, of which there is nothing to say.
    public func verdict(on tab: ObservedTab) -> ObservationVerdict? {
        guard let origin = tab.origin else { return nil }
        let verdict = allows(origin, isPrivate: tab.isPrivate)
        guard verdict == .yes else { return verdict }
        if tab.isTakenOver { return .no(.takenOver) }
        if tab.asksPerson { return .no(.secretTyping) }
        return .yes
    }

    /// Whether pages of an origin may be looked at, in a tab or in a frame.
    public func allows(_ origin: WebOrigin, isPrivate: Bool) -> ObservationVerdict {
        policy.allows(origin, isGranted: isGranted(origin), isPrivate: isPrivate)
    }
}
