// SPDX-License-Identifier: Apache-2.0

/// Reads the letters of one place.
///
/// There is one such engine, and others in tests.
protocol LineEngine {
    /// The lines of it, from the top.
    ///
    /// - Returns: lines without words never; an empty list when there is no text; nil when it was given up or failed.
    func read(_ crop: LineCrop, as layout: CropLayout) -> [RecognisedLine]?
}

/// What an engine takes a crop for.
enum CropLayout {
    /// One line or several: the engine looks for them itself.
    case block
    /// One line, whatever it looks like.
    case line
}

/// A line as the engine gives it, with boxes in the crop.
struct RecognisedLine {
    var words: [RecognisedWord]
}

/// A word as the engine gives it.
struct RecognisedWord {
    let text: String
    /// 0 to 100.
    let confidence: UInt8
    let box: PixelBox
}
