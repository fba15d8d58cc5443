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
    @Test(
        "Of 448 items of 14 kinds that Chromium draws and Tesseract reads 98 of 100 go",
        arguments: [20_261_122, 7, 99] as [UInt64]
    )
    func corpus(seed: UInt64) async throws {
        let kinds = RedactionCorpus.Kind.allCases.filter(\.isAlways)
        let sheets = SecretSheet.sheets(of: RedactionCorpus(seed: seed, kinds: kinds).items)
        let pages = sheets.enumerated().map { ("/\($0)", FixtureReply.page($1.html)) }
        let readings = try await withFixtureServer(Dictionary(uniqueKeysWithValues: pages)) { server in
            try await read(pages.indices.map { server.address("/\($0)") })
        }
        let redactor = try ScreenRedactor()
        var (taken, strict, missed) = (0, 0, [String]())
        for (sheet, lines) in zip(sheets, readings) {
            let leaks = sheet.leaks(in: redactor.redact(lines).lines)
            taken += leaks.count(where: \.isEmpty)
            strict += sheet.leaks(in: lines.filter { !StrictRules.hits($0.text) }).count(where: \.isEmpty)
            missed += leaks.compactMap(\.first)
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
                    viewport: Viewport(width: 1280, height: SecretSheet.rows * SecretSheet.rowHeight)
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
}
