// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

extension Rectangle {
    /// The smallest rectangle of whole tiles that holds it and a little around it.
    ///
    /// - Parameters:
    ///   - scale: pixels for each unit of this rectangle.
    ///   - margin: pixels around it that count as part of it.
    ///   - tile: the edge of a tile, in pixels; tiles begin at 0.
    func tiles(scale: Double, margin: Double, tile: Double) -> Rectangle {
        let left = ((x * scale - margin) / tile).rounded(.down) * tile
        let top = ((y * scale - margin) / tile).rounded(.down) * tile
        let right = (((x + width) * scale + margin) / tile).rounded(.up) * tile
        let bottom = (((y + height) * scale + margin) / tile).rounded(.up) * tile
        return Rectangle(x: left, y: top, width: right - left, height: bottom - top)
    }
}
