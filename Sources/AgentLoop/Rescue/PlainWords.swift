// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Text of a page as it may stand in a question to a model: short, on one line, and without anything that is not seen.
///
/// What turns the order of letters, hides or controls is dropped. Angle and square brackets become others, because many
/// servers read marks such as `<|im_start|>` or `[INST]` wherever they stand, also in the middle of a question.
enum PlainWords {
    /// - Parameter limit: the most characters; what is longer ends with `…`.
    static func of(_ text: String, limit: Int) -> String {
        var result = String.UnicodeScalarView()
        var count = 0
        var isBlankDue = false
        // A page can say megabytes; what cannot matter any more is not even looked at.
        for scalar in text.unicodeScalars.prefix(limit * 8) {
            if scalar.properties.isWhitespace {
                isBlankDue = !result.isEmpty
                continue
            }
            guard isSeen(scalar) else { continue }
            let width = isBlankDue ? 2 : 1
            guard count + width <= limit else {
                result.append("…")
                break
            }
            if isBlankDue { result.append(" ") }
            isBlankDue = false
            result.append(harmless(scalar))
            count += width
        }
        return String(result)
    }

    private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        // Letters that are drawn as nothing, and variation selectors, carry what no person sees.
        DisplayName.isShown(scalar) && !scalar.properties.isDefaultIgnorableCodePoint && scalar.value != 0x2800
    }

    private static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "<": "‹"
        case ">": "›"
        case "[": "("
        case "]": ")"
        default: scalar
        }
    }
}
