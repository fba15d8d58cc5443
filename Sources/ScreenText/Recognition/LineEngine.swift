// SPDX-License-Identifier: Apache-2.0

/// Reads the letters of one place.
///
/// There is one such engine, and others in tests.
protocol LineEngine {
    /// The lines of it, from the top.
    ///
    /// - Returns: lines without words never; an empty list when there is no text; nil when it was given up or failed.
    func read(_ crop: LineCrop) -> [RecognisedLine]?
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
