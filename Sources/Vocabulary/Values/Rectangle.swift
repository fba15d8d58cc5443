// SPDX-License-Identifier: Apache-2.0

/// A rectangle of a picture or a page; `y` grows downwards.
public struct Rectangle: Sendable, Hashable {
    /// The left edge.
    public let x: Double
    /// The upper edge.
    public let y: Double
    /// How wide.
    public let width: Double
    /// How high.
    public let height: Double

    /// Describes a rectangle.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}
