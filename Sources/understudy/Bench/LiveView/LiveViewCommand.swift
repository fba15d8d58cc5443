// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Browsing
internal import Console
internal import DemoSite
internal import Foundation
internal import Vocabulary
internal import WebAddresses

/// `understudy bench live-view`.
struct LiveViewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "live-view",
        abstract: "Measure the live view against a bare client of the browser's protocol.",
        discussion: "Both watch the same tab of the same browser, in turns; the appliance is a process of its own."
    )

    @Option(help: "How many rounds each side does.") var rounds = 3
    @Option(help: "How many seconds a round of watching lasts.") var seconds = 5
    @Option(help: "Write the table into this file as well.") var out: String?
    @Option(help: "Another Chromium than Debian's.") var chromium: String?

    func validate() throws {
        guard rounds >= 1, seconds >= 1 else { throw ValidationError("--rounds and --seconds are numbers from 1.") }
    }

    func run() async throws {
        let folder = NSTemporaryDirectory() + "understudy-bench-\(UInt32.random(in: .min ... .max))"
        let home = folder + "-home"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { for path in [folder, home] { try? FileManager.default.removeItem(atPath: path) } }
        try LivePages.moving.write(toFile: folder + "/moving.html", atomically: true, encoding: .utf8)
        let binary = try BrowserBinary.find(preferred: chromium)
        let figures = try await withPageFolder(folder) { address in
            try await measure(address + "/moving.html", home: home, binary: binary)
        }
        Terminal.endProgress()
        let text = LiveReport(figures: figures, rounds: rounds).text
        Terminal.print(text)
        guard let out else { return }
        try BenchDocument.write(text, as: .liveView, to: out)
    }

    private func measure(_ page: String, home: String, binary: BrowserBinary) async throws -> LiveFigures {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: OwnExecutable.path)
        process.arguments = [
            "serve", "--home", home, "--port", "0", "--cdp-port", "0", "--chromium", binary.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        var text = ""
        while !text.contains("browser ") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else {
                throw CommandError(code: "bench_failed", message: "The appliance ended early: \(text)", kind: .failed)
            }
            text += String(decoding: data, as: UTF8.self)
        }
        guard case .served(let address, _) = try await Home.reach(home) else { throw CommandError.homeEmpty }
        let appliance = try RemoteAppliance(address: address, home: home)
        let recording = try await appliance.startRecording(
            StartRecording(name: "Bench live view", url: page),
            by: .operator
        )
        guard let tab = recording.tab, let endpoint = try await appliance.status().browser.cdp,
            let token = try PrivateFile.read(home + "/tokens/operator", limit: 4096)
        else {
            throw CommandError(code: "bench_failed", message: "The recording has no tab.", kind: .failed)
        }
        let bench = LiveBench(
            rounds: rounds,
            span: .seconds(seconds),
            appliance: appliance,
            process: process.processIdentifier,
            port: try WebOrigin(address).port,
            token: String(decoding: token, as: UTF8.self).filter { !$0.isWhitespace },
            tab: tab,
            endpoint: endpoint
        )
        return try await bench.measure { Terminal.progress($0) }
    }
}
