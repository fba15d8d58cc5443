// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Browsing
internal import Foundation
internal import Vocabulary

/// `understudy bench observer`.
struct ObserverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observer",
        abstract: "Measure the reading of screens against the program tesseract, whole pictures each time.",
        discussion: "The same pictures, drawn by Chromium, for all sides; what the page says of itself is the truth."
    )

    @Flag(help: "Fewer pages, one size, a shorter long run.") var quick = false
    @Option(help: "Write the table into this file as well.") var out: String?
    @Option(help: "Another Chromium than Debian's.") var chromium: String?

    func run() async throws {
        let folder = NSTemporaryDirectory() + "understudy-bench-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let binary = try BrowserBinary.find(preferred: chromium)
        let stage = ObserverStage(folder: folder, isQuick: quick)
        let scenes = try await stage.draw(with: BareBrowser(binary: binary)) { Terminal.progress($0) }
        let bench = ObserverBench(scenes: scenes, isQuick: quick)
        let figures = try await bench.measure { Terminal.progress($0) }
        Terminal.endProgress()
        let text = ObserverReport(figures: figures, isQuick: quick).text
        Terminal.print(text)
        guard let out else { return }
        try BenchDocument.write(text, as: .observer, to: out)
    }
}
