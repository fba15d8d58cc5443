// SPDX-License-Identifier: Apache-2.0

/// What a reader of pictures does to text: letters that look alike change places, blanks come and go, marks are lost.
///
/// At its usual strength about half of all lines with a long secret have an error, as Tesseract's have.
public struct ReadingNoise: Sendable {
    private static let alike: [Character: [String]] = [
        "0": ["O", "o", "Q"], "O": ["0", "Q"], "o": ["0"], "1": ["l", "I", "|"], "l": ["1", "I", "|"],
        "I": ["l", "1", "|"], "5": ["S"], "S": ["5", "s"], "s": ["S"], "8": ["B"], "B": ["8"], "2": ["Z"],
        "Z": ["2", "z"], "z": ["Z"], "6": ["b", "G"], "G": ["6"], "b": ["6"], "9": ["g"], "g": ["9", "q"],
        "q": ["g"], "m": ["rn"], "w": ["vv", "W"], "W": ["w"], "c": ["C"], "C": ["c"], "x": ["X"], "X": ["x"],
        "v": ["V"], "V": ["v"], "u": ["U"], "U": ["u"], "k": ["K"], "K": ["k"], "_": [" ", "-", ""],
        "-": [" ", "—", "–", "~"], ".": [",", " ", ""], ":": [";", "."], "/": ["|", "l", "I"], "@": ["©", "®"],
        "+": ["t"], "i": ["l", "!"], "j": ["i"], "J": ["]"], "h": ["b"], "e": ["c"], "t": ["f"], "7": ["?"],
        "3": ["8"], "4": ["A"],
    ]

    /// How many of a thousand characters that can be misread are.
    public let perMille: Int

    /// Noise of a strength.
    public init(perMille: Int = 10) { self.perMille = perMille }

    /// A line as it may have been read.
    public func read(_ line: String, _ draw: inout SeededDraw) -> String {
        var result = ""
        for character in line {
            if character == " " {
                if !draw.happens(perMille: perMille / 2) { result.append(" ") }
                continue
            }
            if let others = ReadingNoise.alike[character], draw.happens(perMille: perMille * 2) {
                result += draw.pick(others)
            } else {
                result.append(character)
            }
            if draw.happens(perMille: perMille / 4) { result.append(" ") }
        }
        return result.split(separator: " ").joined(separator: " ")
    }
}
