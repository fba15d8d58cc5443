// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Foundation
internal import Vocabulary

/// What an appliance needs that only stands there: its memory, and the time until its browser answers.
struct StandingAppliance {
    struct Figures {
        /// Resident memory of `understudy serve` without its browser, in MiB.
        var memory: [Double] = []
        /// From the start of the process to the line that says that the browser is ready, in milliseconds.
        var ready: [Double] = []
        /// From the start of the bare browser with the same flags to its own line, in milliseconds.
        var bareReady: [Double] = []
    }

    let binary: BrowserBinary
    let rounds: Int

    func measure() async throws -> Figures {
        var figures = Figures()
        for _ in 0..<rounds {
            let home = NSTemporaryDirectory() + "understudy-bench-\(UInt32.random(in: .min ... .max))"
            defer { try? FileManager.default.removeItem(atPath: home) }
            let (ready, memory) = try await time(
                [
                    OwnExecutable.path, "serve", "--home", home, "--port", "0", "--cdp-port", "0", "--chromium",
                    binary.path,
                ],
                until: "browser ",
                settling: .seconds(2)
            )
            figures.ready.append(ready)
            figures.memory.append(memory)
            let keeper = [OwnExecutable.path] + (try BareBrowser(binary: binary).command(home: home))
            figures.bareReady.append(
                try await time(keeper, until: "DevTools listening", settling: .zero).milliseconds
            )
        }
        return figures
    }

    /// Starts a program, waits for a line of it, looks at its memory, and ends it.
    private func time(
        _ command: [String],
        until mark: String,
        settling: Duration
    ) async throws -> (milliseconds: Double, memory: Double) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        let start = ContinuousClock.now
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        var text = ""
        while !text.contains(mark) {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else {
                throw CommandError(code: "bench_failed", message: "\(command[0]) ended early: \(text)", kind: .failed)
            }
            text += String(decoding: data, as: UTF8.self)
        }
        let elapsed = start.duration(to: .now) / .milliseconds(1)
        if settling > .zero { try await Task.sleep(for: settling) }
        return (elapsed, ResidentMemory.mebibytes(of: process.processIdentifier))
    }
}
