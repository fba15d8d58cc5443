// SPDX-License-Identifier: Apache-2.0

extension PixelBox {
    var right: Int { x + width }
    var bottom: Int { y + height }
    var area: Int { width * height }

    /// What of it lies on a picture; empty when nothing does.
    func clipped(width: Int, height: Int) -> PixelBox {
        // Whoever makes boxes may make absurd ones.
        let far = 1 << 30
        let (x, y) = (min(max(x, -far), far), min(max(y, -far), far))
        let left = min(max(x, 0), width)
        let top = min(max(y, 0), height)
        let right = min(max(x + min(max(self.width, 0), far), left), width)
        let bottom = min(max(y + min(max(self.height, 0), far), top), height)
        return PixelBox(x: left, y: top, width: right - left, height: bottom - top)
    }

    /// The smallest box that holds both.
    func union(_ other: PixelBox) -> PixelBox {
        let left = min(x, other.x)
        let top = min(y, other.y)
        return PixelBox(
            x: left,
            y: top,
            width: max(right, other.right) - left,
            height: max(bottom, other.bottom) - top
        )
    }

    /// How many rows both have.
    func rowsShared(with other: PixelBox) -> Int { min(bottom, other.bottom) - max(y, other.y) }

    /// How many columns lie between them; negative when they share some.
    func gap(to other: PixelBox) -> Int { max(x, other.x) - min(right, other.right) }

    /// How many pixels both have.
    func shared(with other: PixelBox) -> Int { max(0, rowsShared(with: other)) * max(0, -gap(to: other)) }

    /// Whether both have a pixel.
    public func touches(_ other: PixelBox) -> Bool { shared(with: other) > 0 }

    /// Whether the other one lies in it.
    func holds(_ other: PixelBox) -> Bool {
        x <= other.x && y <= other.y && right >= other.right && bottom >= other.bottom
    }

    /// The box moved.
    func moved(x: Int, y: Int) -> PixelBox { PixelBox(x: self.x + x, y: self.y + y, width: width, height: height) }
}
