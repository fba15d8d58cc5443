// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Vocabulary

/// The baseline: the program `tesseract` over whole pictures, as others use it.
enum TesseractProgram {
    /// What one picture said, and what it cost.
    struct Outcome: Sendable {
        let text: String
        let milliseconds: Double
    }

    /// How it is asked.
    static let plain = ["--psm", "3"]
    /// As screenpipe asks it on Linux.
    static let screenpipe = ["--psm", "1", "--dpi", "600", "--oem", "1"]

    /// - Throws: ``CommandError`` with `bench_failed` when there is no such program.
    static func read(_ file: String, _ options: [String]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/tesseract")
        process.arguments = [file, "stdout"] + options
        // One thread, as ours has.
        process.environment = ["OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let before = DescendantTime.ended()
        do { try process.run() } catch {
            throw CommandError(
                code: "bench_failed",
                message: "There is no /usr/bin/tesseract: install the Debian package tesseract-ocr.",
                kind: .failed
            )
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(text: text, milliseconds: DescendantTime.ended() - before)
    }
}
