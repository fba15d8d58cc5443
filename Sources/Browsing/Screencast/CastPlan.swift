// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// How the browser is asked for pictures of a tab.
struct CastPlan: Sendable, Hashable {
    /// The two ways.
    enum Way: Sendable, Hashable {
        /// It sends one whenever the page has changed.
        ///
        /// Each is acknowledged as it comes, and what is made meanwhile is left out: so the next one is new when it comes.
        /// Held, the browser goes on when a viewer has taken the last, and keeps what it makes meanwhile
        /// (`sendLastFrame`).
        case cast(isHeld: Bool)
        /// It is asked so many times a second; a third of the cost of a cast that is slowed down.
        case poll(rate: Int)
        /// Nobody watches; somebody wants a single picture, for which it is asked once.
        case single
    }

    var way: Way
    let width: Int
    let height: Int
    var quality: Int

    /// Up to so many pictures a second asking costs less than being told.
    static let pollLimit = 5
    /// Who wishes at least so many is not worth holding the browser back for.
    static let fullRate = 30
    /// Who wishes at least so many of a tab in which a run acts alone gets the pictures that everybody gets of such.
    static let workedRate = 5
    static let usualQuality = 70
    /// With these a page that moves sixty times a second comes at full rate, in a third of the time.
    static let movingShare = 2.0 / 3
    static let movingQuality = 60

    /// What the best of the wishes needs, as far as the rung allows it; nobody waits for another's smaller wish.
    ///
    /// - Parameters:
    ///   - isMoving: whether the page changes all the time. Pictures of such are smaller and coarser for those who named
    ///     nothing: they come sooner and more of them, and the last one is sharp.
    ///   - isWorked: whether a run acts in the tab alone. Such a one is held back by its own pace, so only for fewer.
    init?(
        _ wishes: [PictureWish],
        rung: PictureLadder.Rung,
        viewport: Viewport,
        isMoving: Bool,
        isWorked: Bool = false
    ) {
        guard !wishes.isEmpty else { return nil }
        func isFree(_ wish: PictureWish) -> Bool { isMoving && wish.width == nil && wish.quality == nil }
        let widths = wishes.map { wish in
            let share = isFree(wish) ? min(rung.share, CastPlan.movingShare) : rung.share
            return Double(min(wish.width ?? viewport.width, viewport.width)) * share
        }
        let qualities = wishes.map { wish in
            wish.quality ?? (isFree(wish) ? CastPlan.movingQuality : CastPlan.usualQuality)
        }
        width = max(16, Int((widths.max() ?? 0).rounded()))
        height = max(16, Int((Double(viewport.height) * Double(width) / Double(viewport.width)).rounded()))
        quality = min(qualities.max() ?? 0, rung.quality)
        let rate = wishes.map { $0.rate ?? 60 }.max() ?? 60
        let slow = min(rate, rung.rate ?? rate)
        let full = isWorked ? CastPlan.workedRate : CastPlan.fullRate
        way = slow <= CastPlan.pollLimit ? .poll(rate: slow) : .cast(isHeld: slow < full)
    }

    /// What the best of the wishes needs of a page that rests; nil for none.
    init?(_ wishes: [PictureWish], on viewport: Viewport) {
        self.init(wishes, rung: PictureLadder().rung, viewport: viewport, isMoving: false)
    }
}
