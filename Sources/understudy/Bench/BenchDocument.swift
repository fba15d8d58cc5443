// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// The page of figures, whose parts are measured and written one by one.
enum BenchDocument {
    /// One part of the page.
    enum Part: CaseIterable {
        case flow
        case locators
        case liveView
        case observer

        /// The line that it begins with.
        var heading: String {
            switch self {
            case .flow: "# Benchmarks"
            case .locators: "## Locators"
            case .liveView: "## Live view"
            case .observer: "## Observer"
            }
        }
    }

    /// Writes one part into the page, and leaves the others as they are.
    static func write(_ text: String, as part: Part, to path: String) throws {
        let known = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let parts = Part.allCases.compactMap { $0 == part ? text : section($0, of: known) }
        let file = try OutputFile(path: path)
        try file.write(parts.map { $0.trimmingCharacters(in: .newlines) }.joined(separator: "\n\n") + "\n")
        try file.finish()
    }

    /// A part of a page, from its heading to the next part's; nil when it is not there.
    static func section(_ part: Part, of text: String) -> String? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: part.heading[...]) else { return nil }
        lines.removeFirst(start)
        let others = Set(Part.allCases.filter { $0 != part }.map(\.heading))
        let end = lines.firstIndex { others.contains(String($0)) } ?? lines.endIndex
        return lines[..<end].joined(separator: "\n")
    }
}
