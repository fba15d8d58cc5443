// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Looks whether the observer could read: the recognition of letters needs a file of its language.
enum ReaderLook {
    /// What it is called among the checks; no run needs it.
    static let name = "observer"
    private static let folder = "/usr/share/tesseract-ocr"

    static func check() -> Check {
        let manager = FileManager.default
        let versions = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
        let languages = versions.sorted()
            .flatMap { (try? manager.contentsOfDirectory(atPath: "\(folder)/\($0)/tessdata")) ?? [] }
            .filter { $0.hasSuffix(".traineddata") && !$0.hasPrefix("osd") }
            .map { String($0.dropLast(".traineddata".count)) }
        guard languages.contains("eng") else {
            return .bad(
                name,
                "the data of the language 'eng' is missing",
                mend: "apt-get install tesseract-ocr-eng, or leave the observer off"
            )
        }
        return .good(name, "reads " + Set(languages).sorted().joined(separator: ", "))
    }
}
