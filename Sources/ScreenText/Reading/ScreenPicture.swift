// SPDX-License-Identifier: Apache-2.0

/// One picture of a screen as it came from its source, and what must not be read of it.
public struct ScreenPicture: Sendable {
    /// A PNG, JPEG or WebP, as it is.
    public let encoded: [UInt8]
    /// What is painted over before a letter is looked for: fields that hold secrets, and what the page opts out.
    public let masks: [PixelBox]
    /// Pictures of one place follow one another and are compared; those of two places (tabs, files) never are.
    public let place: String

    /// A picture to be read.
    public init(encoded: [UInt8], masks: [PixelBox] = [], place: String) {
        self.encoded = encoded
        self.masks = masks
        self.place = place
    }
}
