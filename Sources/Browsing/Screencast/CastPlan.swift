// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// How the browser is asked for pictures of a tab.
struct CastPlan: Sendable, Hashable {
    /// The two ways.
    enum Way: Sendable, Hashable {
        /// It sends one whenever the page has changed.
        ///
        /// Held, it makes the next one when a viewer has taken the last; else each is acknowledged as it comes.
        case cast(isHeld: Bool)
        /// It is asked so many times a second; a third of the cost of a cast that is slowed down.
        case poll(rate: Int)
    }

    let way: Way
    let width: Int
    let height: Int
    let quality: Int

    /// Up to so many pictures a second asking costs less than being told.
    static let pollLimit = 5
    /// Who wishes at least so many is not worth holding the browser back for.
    static let fullRate = 30
    static let usualQuality = 70

    /// What the best of the wishes needs, as far as the rung allows it; nobody waits for another's smaller wish.
    ///
    /// - Parameter canHold: whether the browser can keep the last picture for whoever is slow.
    init?(_ wishes: [PictureWish], rung: PictureLadder.Rung, viewport: Viewport, canHold: Bool) {
        guard !wishes.isEmpty else { return nil }
        let wished = wishes.map { $0.width ?? viewport.width }.max() ?? viewport.width
        width = max(16, Int((Double(min(wished, viewport.width)) * rung.share).rounded()))
        height = max(16, Int((Double(viewport.height) * Double(width) / Double(viewport.width)).rounded()))
        quality = min(wishes.map { $0.quality ?? CastPlan.usualQuality }.max() ?? 0, rung.quality)
        let rate = wishes.map { $0.rate ?? 60 }.max() ?? 60
        let slow = min(rate, rung.rate ?? rate)
        way = slow <= CastPlan.pollLimit ? .poll(rate: slow) : .cast(isHeld: canHold && slow < CastPlan.fullRate)
    }
}
