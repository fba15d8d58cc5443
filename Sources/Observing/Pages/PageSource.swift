// SPDX-License-Identifier: Apache-2.0
public import Browsing
internal import ScreenText
internal import Vocabulary
internal import WebAddresses

/// A tab that is open, with what only the appliance knows of it.
public struct OpenTab: Sendable {
    /// The tab.
    public let tab: Tab
    /// Whether it is in a browser of a named login, or of authorities.
    public let isPrivate: Bool
    /// Whether a person drives the run that it belongs to.
    public let isTakenOver: Bool
    /// Whether the run that it belongs to waits for a person's yes or answer.
    public let asksPerson: Bool

    /// Describes one.
    public init(_ tab: Tab, isPrivate: Bool = false, isTakenOver: Bool = false, asksPerson: Bool = false) {
        self.tab = tab
        self.isPrivate = isPrivate
        self.isTakenOver = isTakenOver
        self.asksPerson = asksPerson
    }
}

/// The tabs of all browsers: the gate is asked before anything is looked at, and what is secret is covered on the picture.
public struct PageSource: PictureSource {
    /// How often a page that moves is pictured.
    private static let tries = 2
    /// How often, and for how long each time, the roots of a page are waited for that are being asked for.
    private static let waits = 5
    private static let pause: Duration = .milliseconds(200)
    /// What drawing a picture of so many pixels costs the browser, which cannot be told from the page's own work: as
    /// `make bench-observer` measures it, 27 ms for 1280 × 720 and 47 for 1920 × 1080.
    private static func drawing(_ pixels: Double) -> Duration {
        .milliseconds(12) + .milliseconds(17) * (pixels / 1_000_000)
    }

    private let gate: @Sendable () -> ObservationGate
    private let tabs: @Sendable () -> [OpenTab]

    /// - Parameters:
    ///   - gate: what may be looked at; asked at each look.
    ///   - tabs: those that are open now, the newest last.
    public init(gate: @escaping @Sendable () -> ObservationGate, tabs: @escaping @Sendable () -> [OpenTab]) {
        self.gate = gate
        self.tabs = tabs
    }

    /// `page`.
    public var name: String { "page" }

    /// Every tab that shows a page of a site.
    public func places() async -> [LookedPlace] {
        tabs()
            .compactMap { open in
                guard let verdict = verdict(on: open) else { return nil }
                return LookedPlace(id: open.tab.id, owner: PageSource.owner(of: open.tab), verdict: verdict) {
                    deadline in
                    try await look(at: open.tab.id, deadline: deadline)
                }
            }
    }

    private static func owner(of tab: Tab) -> RingOwner { tab.owner.run.map { .run($0) } ?? .person }

    private func verdict(on open: OpenTab) -> ObservationVerdict? {
        let known = ObservedTab(
            id: open.tab.id,
            owner: PageSource.owner(of: open.tab),
            origin: open.tab.origin,
            isPrivate: open.isPrivate,
            isTakenOver: open.isTakenOver,
            asksPerson: open.asksPerson
        )
        return gate().verdict(on: known)
    }

    /// One look, and another one when the page moved.
    private func look(at id: TabID, deadline: Deadline) async throws -> PictureTaken {
        for _ in 0..<PageSource.tries {
            do {
                if let taken = try await take(id, deadline: deadline) { return taken }
            } catch let error as BrowsingError where error.reason == .documentGone { continue }
        }
        return .none(.moved)
    }

    /// Why there may be no picture of a tab now; a person may have taken over since the last question.
    private func refusal(of id: TabID) -> (open: OpenTab, reason: ObservationGap.Reason?)? {
        guard let open = tabs().first(where: { $0.tab.id == id }), let verdict = verdict(on: open) else { return nil }
        return (open, verdict.gap)
    }

    /// - Returns: nil when the page moved between the two looks around the picture.
    private func take(_ id: TabID, deadline: Deadline) async throws -> PictureTaken? {
        guard let (open, reason) = refusal(of: id), let origin = open.tab.origin else { return .none(.captureFailed) }
        if let reason { return .none(reason) }
        let look = PageLook(tab: open.tab, gate: gate(), isPrivate: open.isPrivate)
        let before = try await settledSight(look, deadline: deadline)
        guard !before.isTyping else { return .none(.secretTyping) }
        guard before.isSettled else { return nil }
        let screen = try await open.tab.screen(deadline: deadline)
        let after = try await look.sight(deadline: deadline)
        if after.isTyping { return .none(.secretTyping) }
        if let reason = refusal(of: id)?.reason { return .none(reason) }
        guard before.holds(until: after), open.tab.origin == origin else { return nil }
        let size = PNGHead.size(of: screen.png)
        let picture = ScreenPicture(
            encoded: screen.png,
            masks: try PageSource.boxes(before, on: size),
            // What stood on another document says nothing of this one.
            place: "\(id.rawValue) \(before.document.rawValue)"
        )
        let drawn = PageSource.drawing(Double(size.map { $0.width * $0.height } ?? 0))
        return .picture(
            TakenPicture(picture: picture, origin: origin.text, title: before.title, cost: screen.cost + drawn)
        )
    }

    /// What a page says once its closed roots are known, or after some time.
    private func settledSight(_ look: PageLook, deadline: Deadline) async throws -> PageSight {
        for _ in 1..<PageSource.waits {
            let sight = try await look.sight(deadline: deadline)
            if sight.isSettled { return sight }
            try await Task.sleep(for: PageSource.pause)
        }
        return try await look.sight(deadline: deadline)
    }

    /// The masks in the picture's own pixels, each a little larger rather than smaller.
    static func boxes(_ sight: PageSight, on size: PixelBox?) throws -> [PixelBox] {
        guard !sight.masks.isEmpty else { return [] }
        guard let size, sight.width > 0 else {
            throw BrowsingError(code: .scriptFailed, message: "The picture does not say how large it is.")
        }
        let scale = Double(size.width) / sight.width
        return sight.masks.compactMap { box in
            let left = max(0, (box.x * scale).rounded(.down))
            let top = max(0, (box.y * scale).rounded(.down))
            let right = min(Double(size.width), ((box.x + box.width) * scale).rounded(.up))
            let bottom = min(Double(size.height), ((box.y + box.height) * scale).rounded(.up))
            guard right > left, bottom > top else { return nil }
            return PixelBox(x: Int(left), y: Int(top), width: Int(right - left), height: Int(bottom - top))
        }
    }
}
