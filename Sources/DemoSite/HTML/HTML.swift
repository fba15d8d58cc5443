// SPDX-License-Identifier: Apache-2.0

/// A piece of markup that is safe to send.
///
/// Only text that stands in the source is taken as markup: a literal is a `StaticString`, so no value of run time can
/// pass for one. Whatever is interpolated is escaped, unless it is a piece of markup itself.
///
/// ```swift
/// let heading: HTML = "<h1>\(coffee.name)</h1>"
/// ```
struct HTML: ExpressibleByStringInterpolation, Sendable, Hashable {
    /// The markup as text.
    let text: String

    init(stringLiteral value: StaticString) { text = value.description }

    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    private init(joined text: String) { self.text = text }

    /// Nothing.
    static let empty: HTML = ""

    /// A text in which no character is markup, in an element or in a quoted attribute.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    /// Several pieces, one a line.
    static func lines(_ pieces: [HTML]) -> HTML {
        HTML(joined: pieces.map(\.text).joined(separator: "\n"))
    }

    /// The same with every address of this site under a part of it.
    ///
    /// Only markup can hold `="/`: in a text and in the value of an attribute a quotation mark is escaped.
    ///
    /// - Parameter prefix: `/v3`, or nothing.
    func under(_ prefix: String) -> HTML {
        let moved = ["href", "src", "action"].reduce(text) { $0.replacing($1 + "=\"/", with: $1 + "=\"\(prefix)/") }
        return HTML(joined: moved)
    }
}

extension HTML {
    /// Collects the parts of an interpolated literal.
    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text: String

        init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

        /// A value, escaped.
        mutating func appendInterpolation(_ value: String) { text += HTML.escaped(value) }

        /// A number.
        mutating func appendInterpolation(_ value: Int) { text += String(value) }

        /// Markup, as it is.
        mutating func appendInterpolation(_ piece: HTML) { text += piece.text }

        /// Several pieces of markup, one a line.
        mutating func appendInterpolation(_ pieces: [HTML]) { text += HTML.lines(pieces).text }

        /// A boolean attribute with the space before it, or nothing.
        mutating func appendInterpolation(_ attribute: StaticString, when isSet: Bool) {
            if isSet { text += " " + attribute.description }
        }
    }
}
