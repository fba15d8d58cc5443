// SPDX-License-Identifier: Apache-2.0

/// A place on a picture of a page, as shares of its width and height.
public struct PicturePlace: Sendable, Hashable, Codable {
    /// From its left edge, 0 to 1.
    public var x: Double
    /// From its top, 0 to 1.
    public var y: Double

    /// Names a place.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Whether it is on the picture.
    public var isInside: Bool { (0...1).contains(x) && (0...1).contains(y) }
}

/// A box on a picture of a page, as shares of its width and height.
public struct PictureBox: Sendable, Hashable, Codable {
    /// From its left edge.
    public var x: Double
    /// From its top.
    public var y: Double
    /// How wide it is.
    public var width: Double
    /// How high it is.
    public var height: Double

    /// Describes a box.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}
