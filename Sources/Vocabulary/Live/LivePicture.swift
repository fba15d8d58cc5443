// SPDX-License-Identifier: Apache-2.0

/// One picture of a tab, as the browser made it.
public struct LivePicture: Sendable, Hashable {
    /// Which of the tab's pictures it is; they count upwards for as long as the tab is there.
    public let number: Int
    /// The document that it shows.
    public let document: DocumentID
    /// Pixels of the picture for one CSS pixel of the page.
    public let scale: Double
    /// Its width in pixels.
    public let width: Int
    /// Its height in pixels.
    public let height: Int
    /// When the browser put it on its screen, in milliseconds since 1970; nil for one that was asked for.
    public let drawn: Double?
    /// The JPEG, byte for byte as it came.
    public let jpeg: [UInt8]

    /// Describes one picture.
    public init(
        number: Int,
        document: DocumentID,
        scale: Double,
        width: Int,
        height: Int,
        drawn: Double? = nil,
        jpeg: [UInt8]
    ) {
        self.number = number
        self.document = document
        self.scale = scale
        self.width = width
        self.height = height
        self.drawn = drawn
        self.jpeg = jpeg
    }
}

/// What somebody who watches is told.
public enum PictureNews: Sendable, Hashable {
    /// The newest picture; those that came while the one before was on its way are left out.
    case picture(LivePicture)
    /// Nothing new: the page stands still, and the watching goes on.
    case beat
}

/// One viewer's view of a tab: asked for the next picture when the one before has been taken.
///
/// Letting go of it ends the watching.
public protocol PictureFeed: Sendable {
    /// The newest picture that was not given yet, or a beat after a while without one; nil when there will be none any
    /// more.
    ///
    /// - Important: one caller at a time.
    func next() async -> PictureNews?

    /// Ends the watching; whoever waits for a picture is told so.
    func leave()
}
