// SPDX-License-Identifier: Apache-2.0
internal import COCR
internal import Glibc

/// [Tesseract](https://tesseract-ocr.github.io/tessdoc/) with its neural network, one thread, and nothing of its own
/// preparation of pictures.
///
/// - Important: One thread uses it; it is not `Sendable`.
final class TesseractEngine: LineEngine {
    private let handle: OpaquePointer
    /// A place that takes longer is given up: milliseconds.
    private static let patience: Int32 = 2000
    /// Longer words are noise.
    private static let longestWord = 200

    /// Loads a language, or several joined by `+`.
    ///
    /// - Throws: ``ScreenTextError`` with `language_missing`, which names the Debian package.
    init(language: String) throws(ScreenTextError) {
        let names = language.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        guard names.count <= 8, names.allSatisfy(TesseractEngine.isName) else {
            throw ScreenTextError(.languageMissing, "The text recognition has no language of the name that was given.")
        }
        // Its threads would cost more than they bring on lines, and the confined process may start none.
        setenv("OMP_THREAD_LIMIT", "1", 1)
        guard let handle = TessBaseAPICreate() else { throw TesseractEngine.missing(names[0]) }
        let status = TessBaseAPIInit2(handle, nil, language, OEM_LSTM_ONLY)
        let loaded = status == 0 ? TesseractEngine.loaded(handle) : []
        if let missing = names.first(where: { !loaded.contains($0) }) {
            TessBaseAPIDelete(handle)
            throw TesseractEngine.missing(missing)
        }
        self.handle = handle
        TessBaseAPISetPageSegMode(handle, PSM_SINGLE_BLOCK)
        // The crop is dark on white already; without this each line of low confidence is read twice.
        TessBaseAPISetVariable(handle, "tessedit_do_invert", "0")
        TessBaseAPISetVariable(handle, "user_defined_dpi", "150")
    }

    deinit { TessBaseAPIDelete(handle) }

    func read(_ crop: LineCrop) -> [RecognisedLine]? {
        let (width, height) = (Int32(crop.width), Int32(crop.height))
        crop.grey.withUnsafeBufferPointer { TessBaseAPISetImage(handle, $0.baseAddress, width, height, 1, width) }
        defer { TessBaseAPIClear(handle) }
        guard let monitor = TessMonitorCreate() else { return nil }
        defer { TessMonitorDelete(monitor) }
        TessMonitorSetDeadlineMSecs(monitor, TesseractEngine.patience)
        guard TessBaseAPIRecognize(handle, monitor) == 0, let words = TessBaseAPIGetIterator(handle) else { return nil }
        defer { TessResultIteratorDelete(words) }
        return lines(of: words)
    }

    private func lines(of words: OpaquePointer) -> [RecognisedLine] {
        guard let page = TessResultIteratorGetPageIteratorConst(words) else { return [] }
        var lines: [RecognisedLine] = []
        repeat {
            guard let word = word(at: words, page) else { continue }
            if lines.isEmpty || TessPageIteratorIsAtBeginningOf(page, RIL_TEXTLINE) != 0 {
                lines.append(RecognisedLine(words: []))
            }
            lines[lines.count - 1].words.append(word)
        } while TessResultIteratorNext(words, RIL_WORD) != 0
        return lines
    }

    private func word(at words: OpaquePointer, _ page: OpaquePointer) -> RecognisedWord? {
        guard let letters = TessResultIteratorGetUTF8Text(words, RIL_WORD) else { return nil }
        defer { TessDeleteText(letters) }
        let text = String(cString: letters).filter { !$0.isWhitespace && !$0.unicodeScalars.contains(where: isControl) }
        guard !text.isEmpty, text.utf8.count <= TesseractEngine.longestWord else { return nil }
        var (left, top, right, bottom): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        TessPageIteratorBoundingBox(page, RIL_WORD, &left, &top, &right, &bottom)
        let confidence = TessResultIteratorConfidence(words, RIL_WORD)
        return RecognisedWord(
            text: text,
            confidence: UInt8(min(max(confidence.isNaN ? 0 : confidence, 0), 100)),
            box: PixelBox(x: Int(left), y: Int(top), width: Int(right - left), height: Int(bottom - top))
        )
    }

    private func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }

    private static func loaded(_ handle: OpaquePointer) -> [String] {
        guard let vector = TessBaseAPIGetLoadedLanguagesAsVector(handle) else { return [] }
        defer { TessDeleteTextArray(vector) }
        var names: [String] = []
        while let name = vector[names.count] { names.append(String(cString: name)) }
        return names
    }

    private static func isName(_ name: String) -> Bool {
        (1...32).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x5F || (0x30...0x39).contains($0)
            }
    }

    private static func missing(_ name: String) -> ScreenTextError {
        let package = "tesseract-ocr-" + name.lowercased().replacing("_", with: "-")
        return ScreenTextError(
            .languageMissing,
            "The text recognition has no data for the language '\(name)': install the Debian package \(package)."
        )
    }
}
