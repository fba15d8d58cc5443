// SPDX-License-Identifier: Apache-2.0
import Foundation
import Subprocess
import SystemPackage
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
        let script = ["--quiet", "--return", "--command", command, "/dev/null"]
        return try await start(script, of: "/usr/bin/script", input: input) { running in
            try await running.waitForEnd(deadline: .after(.seconds(90)))
        }
    }

    /// Starts the program, runs the body, and sees that the program is gone afterwards.
    @discardableResult
    static func start<Result>(
        _ arguments: [String],
        of executable: String = path,
        input: String = "",
        environment: [String: String] = [:],
        _ body: (RunningProgram) async throws -> Result
    ) async throws -> Result {
        let running = RunningProgram()
        var all = ProcessInfo.processInfo.environment
        for name in ["UNDERSTUDY_HOME", "DISPLAY", "WAYLAND_DISPLAY"] { all[name] = nil }
        all.merge(environment) { _, own in own }
        return try await withThrowingTaskGroup(of: Void.self) { [all] group in
            group.addTask { try await running.run(executable, arguments, input: input, environment: all) }
            do {
                try await running.begun()
                let result = try await body(running)
                await running.end()
                return result
            } catch {
                await running.end()
                throw error
            }
        }
    }

    /// Starts an appliance, runs the body once its browser is ready, and ends it.
    @discardableResult
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
        var id: Int32?
        var output: [UInt8] = []
        var errors: [UInt8] = []
        var status: Int32?
    }

    private let state = Watched(State())

    fileprivate func run(
        _ executable: String,
        _ arguments: [String],
        input: String,
        environment: [String: String]
    ) async throws {
        let variables = Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0), $1) })
        let end = try await Subprocess.run(
            .path(FilePath(executable)),
            arguments: Arguments(arguments),
            environment: .custom(variables),
            input: .string(input),
            output: .sequence,
            error: .sequence
        ) { execution in
            state.update { $0.id = execution.processIdentifier.value }
            async let errors: Void = read(execution.standardError) { $0.errors += $1 }
            try await read(execution.standardOutput) { $0.output += $1 }
            try await errors
        }
        state.update { state in
            switch end.terminationStatus {
            case .exited(let code): state.status = code
            case .signaled(let signal): state.status = signal
            }
        }
    }

    private func read(
        _ stream: SubprocessOutputSequence,
        _ append: @escaping @Sendable (inout State, [UInt8]) -> Void
    ) async throws {
        for try await chunk in stream {
            let bytes = chunk.withUnsafeBytes { Array($0) }
            state.update { append(&$0, bytes) }
        }
    }

    /// Its number.
    var id: Int32 { state.current.id ?? 0 }

    fileprivate func begun() async throws {
        _ = try await state.wait(for: "the program to begin", deadline: .after(.seconds(60))) { $0.id }
    }

    /// Waits for a line of standard output.
    ///
    /// - Throws: when the program ends without having printed it.
    func line(beginningWith start: String, deadline: Deadline = .after(.seconds(60))) async throws -> String {
        try await line("a line '\(start)…'", deadline, of: { $0.output }, where: { $0.hasPrefix(start) })
    }

    /// Waits for a line of standard output that holds a text.
    func line(containing text: String, deadline: Deadline = .after(.seconds(60))) async throws -> String {
        try await line("a line with '\(text)'", deadline, of: { $0.output }, where: { $0.contains(text) })
    }

    /// Waits for a line of standard error that holds a text.
    func errorLine(containing text: String, deadline: Deadline = .after(.seconds(60))) async throws -> String {
        try await line("a line with '\(text)'", deadline, of: { $0.errors }, where: { $0.contains(text) })
    }

    private func line(
        _ what: String,
        _ deadline: Deadline,
        of stream: @escaping @Sendable (State) -> [UInt8],
        where matches: @escaping @Sendable (String) -> Bool
    ) async throws -> String {
        let line = try await state.wait(for: what, deadline: deadline) { state -> String?? in
            // What stands behind the last line's end may go on.
            let bytes = stream(state)
            let whole = bytes[..<(bytes.lastIndex(of: UInt8(ascii: "\n")) ?? 0)]
            let lines = String(decoding: whole, as: UTF8.self).split(separator: "\n").map(String.init)
            if let line = lines.first(where: matches) { return .some(line) }
            return state.status == nil ? nil : .some(nil)
        }
        guard let line else { throw ProgramEnded(ending: try await waitForEnd(deadline: deadline)) }
        return line
    }

    /// Waits until the program has ended and all it printed has been read.
    func waitForEnd(deadline: Deadline = .after(.seconds(60))) async throws -> Ending {
        try await state.wait(for: "the program to end", deadline: deadline) { state in
            guard let status = state.status else { return nil }
            return Ending(
                status: status,
                output: String(decoding: state.output, as: UTF8.self),
                errors: String(decoding: state.errors, as: UTF8.self)
            )
        }
    }

    /// Sends a signal.
    func send(_ signal: Int32) {
        let now = state.current
        if let id = now.id, now.status == nil { kill(id, signal) }
    }

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
