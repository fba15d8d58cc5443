// SPDX-License-Identifier: Apache-2.0
public import ScreenText
public import Vocabulary

/// Where pictures come from: tabs of browsers, files, or what a test makes up.
public protocol PictureSource: Sendable {
    /// What a health report calls it: `page`, `files`.
    var name: String { get }
    /// The places that can be looked at now, the newest last.
    func places() async -> [LookedPlace]
}

/// One thing that can be looked at again and again.
public struct LookedPlace: Sendable {
    /// Its name.
    public let id: TabID
    /// Whose ring it fills.
    public let owner: RingOwner
    /// Whether it may be looked at now; decided before a picture is taken.
    public let verdict: ObservationVerdict
    private let shoot: @Sendable (Deadline) async throws -> PictureTaken

    /// A place.
    ///
    /// - Parameter shoot: takes a picture; called only when the verdict is yes.
    public init(
        id: TabID,
        owner: RingOwner,
        verdict: ObservationVerdict = .yes,
        shoot: @escaping @Sendable (Deadline) async throws -> PictureTaken
    ) {
        self.id = id
        self.owner = owner
        self.verdict = verdict
        self.shoot = shoot
    }

    /// Takes a picture, or says why there must be none.
    ///
    /// - Throws: whatever stands in the way; then there is none.
    public func picture(deadline: Deadline) async throws -> PictureTaken {
        if case .no(let reason) = verdict { return .none(reason) }
        return try await shoot(deadline)
    }
}

/// What became of a look.
public enum PictureTaken: Sendable {
    /// A picture with its masks.
    case picture(TakenPicture)
    /// None, and why.
    case none(ObservationGap.Reason)
}

/// A picture of a place with what is known of it.
public struct TakenPicture: Sendable {
    /// The pixels and what must not be read of them.
    public let picture: ScreenPicture
    /// Scheme, host and port, or what stands for them.
    public let origin: String
    /// What the page calls itself.
    public let title: String
    /// What it cost to take: time of our own processor, and of the browser's as far as it can be told.
    public let cost: Duration

    /// A picture.
    public init(picture: ScreenPicture, origin: String, title: String, cost: Duration = .zero) {
        self.picture = picture
        self.origin = origin
        self.title = title
        self.cost = cost
    }
}
