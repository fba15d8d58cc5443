// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import DemoSite
internal import Foundation
internal import Vocabulary

/// Playwright's side: a Python process that does one command a line and answers with one line of JSON.
final class PlaywrightSide {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var buffer: [UInt8] = []

    init(python: String, script: String, binary: BrowserBinary, shop: RunningDemoShop) throws {
        let switches = BrowserSwitches(flavour: binary.flavour, profileFolder: "", port: 0).arguments
            .filter { !$0.hasPrefix("--remote-debugging-port") && !$0.hasPrefix("--user-data-dir") }
            // Playwright's way to start needs a window to begin with.
            .filter { $0 != "--no-startup-window" }
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments =
            [
                script, "--chromium", binary.path, "--entry", shop.benchmarkEntry, "--email", DemoAccount.email,
                "--password", DemoAccount.password, "--",
            ] + switches
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    /// One command and its answer.
    func ask(_ command: JSONValue) throws -> JSONValue {
        input.fileHandleForWriting.write(Data((CanonicalJSON.text(command) + "\n").utf8))
        let answer = try JSONText.parse(try line())
        guard answer["ok"]?.bool == true else {
            throw CommandError(
                code: "bench_failed",
                message: "Playwright's side failed: \(answer["error"]?.string ?? "no reason given")",
                kind: .failed
            )
        }
        return answer
    }

    func number(_ name: String, _ command: JSONValue) throws -> Double {
        guard let value = try ask(command)[name]?.double else {
            throw CommandError(code: "bench_failed", message: "Playwright's side gave no \(name).", kind: .failed)
        }
        return value
    }

    func end() {
        _ = try? ask(["do": "quit"])
        process.waitUntilExit()
    }

    private func line() throws -> String {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                defer { buffer.removeSubrange(...end) }
                return String(decoding: buffer[..<end], as: UTF8.self)
            }
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else {
                throw CommandError(code: "bench_failed", message: "Playwright's side ended early.", kind: .failed)
            }
            buffer += data
        }
    }
}
