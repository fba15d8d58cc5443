// SPDX-License-Identifier: Apache-2.0

/// What a viewer would like; it gets no more, and less where it cannot take that much.
public struct PictureWish: Sendable, Hashable {
    /// The most pictures in a second; nil for as many as there are.
    public var rate: Int?
    /// The JPEG's quality, 1 to 100; nil for the usual one.
    public var quality: Int?
    /// The picture's width in pixels; nil for the page's own.
    public var width: Int?

    /// Describes a wish.
    public init(rate: Int? = nil, quality: Int? = nil, width: Int? = nil) {
        self.rate = rate
        self.quality = quality
        self.width = width
    }
}

/// Who watches, and how.
public struct ViewerName: Sendable, Hashable {
    /// The kinds of stream.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// An image that changes: `multipart/x-mixed-replace`.
        case mjpeg
        /// Numbered pictures, each with its length.
        case frames
        /// One picture of now.
        case single
    }

    /// Whose token opened it.
    public let principal: String
    /// What it reads.
    public let kind: Kind

    /// Names a viewer.
    public init(principal: String, kind: Kind) {
        self.principal = principal
        self.kind = kind
    }
}
