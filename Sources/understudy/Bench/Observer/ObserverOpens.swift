// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import ScreenText
internal import Vocabulary

/// Counts what is opened for writing while one picture is read, by us and by the program as others call it.
struct ObserverOpens {
    let scenes: ObserverScenes

    private static let tracer = "/usr/bin/strace"
    /// The tracer is no parent of what it looks at, because the reader ends with whoever started it.
    private static let options = [
        "-D", "-f", "--seccomp-bpf", "-qq", "-e", "trace=open,openat,openat2,creat,memfd_create",
    ]

    func measure(_ figures: inout ObserverFigures) async throws {
        guard FileManager.default.isExecutableFile(atPath: Self.tracer), let shot = scenes.scenes.first?.shots.first,
            let bytes = FileManager.default.contents(atPath: shot.file)
        else { return }
        let folder = URL(fileURLWithPath: shot.file).deletingLastPathComponent().path
        let (log, starter) = (folder + "/opens", folder + "/reader.sh")
        let command = "exec \(Self.tracer) \(Self.options.joined(separator: " ")) -o"
        let script = "#!/bin/sh\n\(command) '\(log)' '\(OwnExecutable.path)' \"$@\"\n"
        try script.write(toFile: starter, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: starter)
        // Each call of a process that is looked at takes its time.
        var limits = ReaderProcess.Limits()
        limits.patience = .seconds(60)
        let reader = ReaderProcess(executable: starter, limits: limits)
        let picture = ScreenPicture(encoded: Array(bytes), place: "opens")
        _ = try await reader.read(picture, effort: ReadingEffort(budget: .seconds(9)))
        await reader.forget()
        figures.opens = (try Self.writing(log), try Self.baseline(shot.file, folder))
    }

    /// A picture for the program must be a file, and what it says is one, too.
    private static func baseline(_ file: String, _ folder: String) throws -> Int {
        let (log, copy) = (folder + "/opens.baseline", folder + "/frame.png")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tracer)
        let script = "cat '\(file)' > '\(copy)' && /usr/bin/tesseract '\(copy)' '\(folder)/said' --psm 1 --dpi 600"
        process.arguments = ["-f", "-qq", "-e", "trace=open,openat,openat2,creat", "-o", log, "/bin/sh", "-c", script]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return try writing(log)
    }

    private static func writing(_ log: String) throws -> Int {
        let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        guard !calls.isEmpty else {
            throw CommandError(code: "bench_failed", message: "strace saw no call at all.", kind: .failed)
        }
        return calls.count { call in
            ["O_WRONLY", "O_RDWR", "O_CREAT", "creat(", "memfd_create("].contains { call.contains($0) }
                && !call.contains("/dev/null")
        }
    }
}
