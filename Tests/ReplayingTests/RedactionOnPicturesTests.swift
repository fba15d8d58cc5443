// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Oversight
import ScreenText
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@Suite("Secrets on real pictures")
struct RedactionOnPicturesTests {
    private static let rowHeight = 30
    private static let rows = 60

    @Test(
        "Of 448 items of 14 kinds that Chromium draws and Tesseract reads 98 of 100 go",
        arguments: [20_261_122, 7, 99] as [UInt64]
    )
    func corpus(seed: UInt64) async throws {
        let kinds = RedactionCorpus.Kind.allCases.filter(\.isAlways)
        let sheets = Self.sheets(of: RedactionCorpus(seed: seed, kinds: kinds).items)
        let pages = sheets.enumerated().map { ("/\($0)", FixtureReply.page(Self.page($1, number: $0))) }
        let readings = try await withFixtureServer(Dictionary(uniqueKeysWithValues: pages)) { server in
            try await read(pages.indices.map { server.address("/\($0)") })
        }
        let redactor = try ScreenRedactor()
        var (taken, strict, missed) = (0, 0, [String]())
        for (sheet, lines) in zip(sheets, readings) {
            let kept = redactor.redact(lines).lines
            for item in sheet {
                let leaks = item.leaks(in: kept)
                taken += leaks.isEmpty ? 1 : 0
                strict += item.leaks(in: lines.filter { !StrictRules.hits($0.text) }).isEmpty ? 1 : 0
                if let leak = leaks.first { missed.append("\(item.item.kind.rawValue): \(leak) of \(item.item.lines)") }
            }
        }
        let count = sheets.reduce(0) { $0 + $1.count }
        print(
            "on pictures: \(taken) of \(count) taken out, \(strict) by strict patterns\n\(missed.joined(separator: "\n"))"
        )
        #expect(count == 448)
        #expect(taken * 100 >= 98 * count)
        #expect(taken > strict)
    }

    /// What is read of each page, one after another.
    private func read(_ addresses: [String]) async throws -> [[ReadLine]] {
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("understudy").path
        var limits = ReaderProcess.Limits()
        limits.patience = .seconds(120)
        let reader = ReaderProcess(executable: program, limits: limits)
        return try await withTemporaryFolder { folder in
            try await withTestBrowser { browser, sink in
                let stage = try Stage(home: folder.path, sink: sink)
                let options = SessionOptions(
                    viewport: Viewport(width: 1280, height: Self.rows * Self.rowHeight)
                )
                return try await browser.withSession(options) { session in
                    let tab = try await session.newTab(deadline: .after(.seconds(20)))
                    var readings: [[ReadLine]] = []
                    for address in addresses {
                        try await stage.open(address, in: tab)
                        let screen = try await tab.screen(deadline: .after(.seconds(20)))
                        let picture = ScreenPicture(encoded: screen.png, place: address)
                        let reading = try await reader.read(picture, effort: ReadingEffort(budget: .seconds(60)))
                        #expect(reading.pending.isEmpty)
                        readings.append(reading.lines)
                    }
                    await reader.forget()
                    return readings
                }
            }
        }
    }

    /// The items one below another, as many as find room on each page.
    private static func sheets(of items: [RedactionCorpus.Item]) -> [[DrawnItem]] {
        var sheets: [[DrawnItem]] = [[]]
        var row = 0
        for item in items {
            if row + item.lines.count > rows {
                sheets.append([])
                row = 0
            }
            sheets[sheets.count - 1].append(DrawnItem(item: item, row: row, height: rowHeight))
            row += item.lines.count
        }
        return sheets
    }

    /// Small and large letters, with and without serifs of one width, on light and dark ground.
    private static func page(_ items: [DrawnItem], number: Int) -> String {
        let lines = items.flatMap { drawn in
            drawn.item.lines.enumerated()
                .map { index, line in
                    let top = (drawn.row + index) * rowHeight
                    let size = 13 + drawn.row % 4
                    let font = drawn.row % 2 == 0 ? "sans-serif" : "monospace"
                    let text = line.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                    return "<p style='top:\(top)px;font:\(size)px \(font)'>\(text)</p>"
                }
        }
        let ground = number % 2 == 0 ? "#fff;color:#222" : "#1e1e1e;color:#ddd"
        return """
            <!doctype html><meta charset=utf-8><style>body{margin:0;background:\(ground)}
            p{position:absolute;left:20px;margin:0;line-height:\(rowHeight)px;white-space:pre}</style>
            \(lines.joined(separator: "\n"))
            """
    }
}

/// An item where it stands on a page.
private struct DrawnItem {
    let item: RedactionCorpus.Item
    let row: Int
    let height: Int

    /// Lines that still show a fifth of the secret, and at least four letters of it in a row.
    func leaks(in lines: [ReadLine]) -> [String] {
        zip(item.secret, item.parts)
            .flatMap { index, part in
                let middle = (row + index) * height + height / 2
                return lines.filter { line in
                    line.box.y <= middle && middle <= line.box.y + line.box.height
                        && DrawnItem.common(part, line.text) >= max(4, part.count / 5)
                }
            }
            .map(\.text)
    }

    /// The length of the longest run of letters and digits that two texts share.
    private static func common(_ left: String, _ right: String) -> Int {
        let (first, second) = (letters(left), letters(right))
        var row = [Int](repeating: 0, count: second.count + 1)
        var longest = 0
        for letter in first {
            var diagonal = 0
            for (index, other) in second.enumerated() {
                let above = row[index + 1]
                row[index + 1] = letter == other ? diagonal + 1 : 0
                diagonal = above
                longest = max(longest, row[index + 1])
            }
        }
        return longest
    }

    private static func letters(_ text: String) -> [Character] {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}

/// What a list of exact patterns takes out: the measure of the others.
private enum StrictRules {
    private static let patterns = [
        #"\b(?:\d{4}[ -]?){3}\d{4}\b"#, #"\b3[47]\d{2}[ -]?\d{6}[ -]?\d{5}\b"#,
        #"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b"#, #"gh[pousr]_[A-Za-z0-9]{36}"#,
        #"github_pat_\w{82}"#, #"xox[baprs]-[A-Za-z0-9-]{10,}"#, #"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"#,
        #"(?i)aws_secret_access_key\s*[:=]\s*\S{40}"#, #"(?:sk|rk)_(?:live|test)_\w{24}"#, #"whsec_\w{24}"#,
        #"AIza[\w-]{35}"#, #"ya29\.[\w-]{20,}"#, #"sk-[A-Za-z0-9-]{32,}"#, #"eyJ[\w-]+\.[\w-]+\.[\w-]+"#,
        #"-----BEGIN [A-Z ]*PRIVATE KEY-----"#, #"\w+://[^\s:]+:[^\s@]+@"#,
        #"(?i)(?:password|passwort|pwd|passwd|secret|token|key)\s*[:=]\s*\S{4,}"#,
        #"(?i)(?:code|otp|2fa)\D{0,20}\b\d{4,8}\b"#, #"(?i)\b\d{4,8}\b\D{0,20}code"#,
    ]

    static func hits(_ text: String) -> Bool {
        patterns.contains { text.range(of: $0, options: .regularExpression) != nil }
    }
}
