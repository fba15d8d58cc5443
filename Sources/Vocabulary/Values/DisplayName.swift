// SPDX-License-Identifier: Apache-2.0

/// A file's name as it is shown, made of what a page or a server said.
///
/// Nothing of it is ever a path: what is kept is kept under names of our own.
public enum DisplayName {
    /// The most bytes of a name.
    public static let limit = 120

    /// The last part of a suggested name, without characters that hide or turn the rest around, of a bounded length.
    ///
    /// - Returns: never empty, never `.` or `..`, without `/` and `\`; it begins with no dot.
    public static func of(_ suggested: String) -> String {
        let last = suggested.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: last.unicodeScalars.filter(isShown))
        let text = String(scalars).drop { $0 == "." || $0 == " " }
        let name = shortened(text)
        return name.isEmpty ? "download" : name
    }

    /// Whether a character is seen where it stands.
    public static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation,
            .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .spaceSeparator:
            true
        @unknown default: false
        }
    }

    /// The end after the last dot is kept: it says what the file is.
    private static func shortened(_ text: Substring) -> String {
        guard text.utf8.count > limit else { return trimmed(text) }
        let dot = text.lastIndex(of: ".")
        let ending = dot.map { text[$0...] }.flatMap { $0.utf8.count <= 16 ? $0 : nil } ?? ""
        var stem = text.dropLast(ending.count)
        while stem.utf8.count + ending.utf8.count > limit { stem.removeLast() }
        return trimmed(stem + ending)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let last = text.last, last == " " || last == "." { text.removeLast() }
        return String(text)
    }
}
