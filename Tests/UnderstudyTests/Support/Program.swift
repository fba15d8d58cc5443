// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Vocabulary

/// How the program ended, and what it printed.
struct Ending: Sendable, CustomStringConvertible {
    let status: Int32
    let output: String
    let errors: String

    /// All of it, for a test that fails.
    var description: String { "exit \(status)\n--- output\n\(output)\n--- errors\n\(errors)" }
}

/// The real program, as a child process of the test.
enum Program {
    /// The executable that was built beside the tests.
    static var path: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("understudy").path
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: the command line without the program's name.
    ///   - input: what standard input holds.
    ///   - limit: how long it may take.
    static func run(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:],
        limit: Duration = .seconds(90)
    ) async throws -> Ending {
        try await start(arguments, input: input, environment: environment) { running in
            try await running.waitForEnd(deadline: .after(limit))
        }
    }

    /// Runs the program at a terminal where somebody types; what it prints comes out as one text.
    static func runAtTerminal(_ arguments: [String], typing input: String) async throws -> Ending {
        let command = ([path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        let running = try RunningProgram(
            executable: "/usr/bin/script",
            ["--quiet", "--return", "--command", command, "/dev/null"],
            input: input,
            environment: [:]
        )
        defer { running.send(SIGKILL) }
        return try await running.waitForEnd(deadline: .after(.seconds(90)))
    }

    /// Starts the program, runs the body, and sees that the program is gone afterwards.
    static func start<Result>(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:],
        _ body: (RunningProgram) async throws -> Result
    ) async throws -> Result {
        let running = try RunningProgram(arguments, input: input, environment: environment)
        do {
            let result = try await body(running)
            await running.end()
            return result
        } catch {
            await running.end()
            throw error
        }
    }

    /// Starts an appliance, runs the body once its browser is ready, and ends it.
    static func serve<Result>(
        home: String,
        _ more: [String] = [],
        _ body: (RunningProgram) async throws -> Result
    ) async throws -> Result {
        let arguments = ["serve", "--home", home, "--port", "0", "--cdp-port", "0"] + more
        return try await start(arguments) { running in
            _ = try await running.line(beginningWith: "browser ")
            return try await body(running)
        }
    }

    /// The processes that name a folder in their command line, once there are none or the time is up.
    static func leftOvers(of folder: String, deadline: Deadline = .after(.seconds(20))) async -> [ProcessEntry] {
        var left = ProcessEntry.mentioning(folder)
        while !left.isEmpty, !deadline.hasPassed {
            await Task.yield()
            left = ProcessEntry.mentioning(folder)
        }
        return left
    }
}

/// The program while it runs.
final class RunningProgram: Sendable {
    private struct State: Sendable {
        var output = Data()
        var errors = Data()
        var openStreams = 2
        var status: Int32?
    }

    private let process: Process
    private let state = Watched(State())

    init(
        executable: String = Program.path,
        _ arguments: [String],
        input: String,
        environment: [String: String]
    ) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        var all = ProcessInfo.processInfo.environment
        for name in ["UNDERSTUDY_HOME", "DISPLAY", "WAYLAND_DISPLAY"] { all[name] = nil }
        process.environment = all.merging(environment) { _, own in own }
        let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = errors
        process.terminationHandler = { [state] ended in state.update { $0.status = ended.terminationStatus } }
        output.fileHandleForReading.readabilityHandler = RunningProgram.reader(state) { $0.output.append($1) }
        errors.fileHandleForReading.readabilityHandler = RunningProgram.reader(state) { $0.errors.append($1) }
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
    }

    private static func reader(
        _ state: Watched<State>,
        _ append: @escaping @Sendable (inout State, Data) -> Void
    ) -> @Sendable (FileHandle) -> Void {
        { handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            state.update { state in
                if data.isEmpty { state.openStreams -= 1 } else { append(&state, data) }
            }
        }
    }

    /// Its number.
    var id: Int32 { process.processIdentifier }

    /// Waits for a line of standard output.
    ///
    /// - Throws: when the program ends without having printed it.
    func line(beginningWith start: String, deadline: Deadline = .after(.seconds(60))) async throws -> String {
        let line = try await state.wait(for: "a line '\(start)…'", deadline: deadline) { state -> String?? in
            let lines = String(decoding: state.output, as: UTF8.self).split(separator: "\n").map(String.init)
            if let line = lines.first(where: { $0.hasPrefix(start) }) { return .some(line) }
            return state.status == nil || state.openStreams > 0 ? nil : .some(nil)
        }
        guard let line else { throw ProgramEnded(ending: try await waitForEnd(deadline: deadline)) }
        return line
    }

    /// Waits until the program has ended and all it printed has been read.
    func waitForEnd(deadline: Deadline = .after(.seconds(60))) async throws -> Ending {
        try await state.wait(for: "the program to end", deadline: deadline) { state in
            guard let status = state.status, state.openStreams == 0 else { return nil }
            return Ending(
                status: status,
                output: String(decoding: state.output, as: UTF8.self),
                errors: String(decoding: state.errors, as: UTF8.self)
            )
        }
    }

    /// Sends a signal.
    func send(_ signal: Int32) { if state.current.status == nil { kill(id, signal) } }

    /// Ends it, politely first, if it still runs.
    func end() async {
        guard state.current.status == nil else { return }
        send(SIGTERM)
        guard await !hasEnded(within: .seconds(20)) else { return }
        send(SIGKILL)
        _ = await hasEnded(within: .seconds(20))
    }

    private func hasEnded(within limit: Duration) async -> Bool {
        (try? await state.wait(for: "the end", deadline: .after(limit)) { $0.status }) != nil
    }
}

/// The program ended before it printed what was waited for.
struct ProgramEnded: Error, CustomStringConvertible {
    let ending: Ending
    var description: String { "the program ended early: \(ending)" }
}

/// A home in a folder of its own, and nothing left of either afterwards.
func withHome<Result>(_ body: (_ home: String, TemporaryFolder) async throws -> Result) async throws -> Result {
    try await withTemporaryFolder(mode: 0o711) { folder in try await body(folder.file("home"), folder) }
}
