// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import ScreenText

@Suite("Reading in a process of its own", .serialized)
struct ReaderProcessTests {
    private func reader(_ change: (inout ReaderProcess.Limits) -> Void = { _ in }, language: String = "eng")
        -> ReaderProcess
    {
        var limits = ReaderProcess.Limits()
        limits.patience = .seconds(60)
        change(&limits)
        return ReaderProcess(executable: Self.program, language: language, limits: limits)
    }

    /// The executable that was built beside the tests.
    private static var program: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("understudy").path
    }

    private let drawing = Drawing(width: 500, height: 120).write("a marker of words", x: 30, y: 60)
    private var picture: ScreenPicture { ScreenPicture(encoded: drawing.encoded(), place: "test") }
    private let effort = ReadingEffort(budget: .seconds(5))

    @Test("It reads, remembers, and forgets with its end")
    func reading() async throws {
        let reader = reader()
        let first = try await reader.read(picture, effort: effort)
        #expect(first.lines.map(\.text) == ["a marker of words"])
        #expect(first.cost.recognised == 1 && first.cost.processor > .zero)
        #expect(first.size == PixelBox(x: 0, y: 0, width: 500, height: 120))
        #expect(try await reader.read(picture, effort: effort).isUnchanged)
        let process = try #require(reader.process)
        await reader.forget()
        #expect(reader.process == nil)
        #expect(kill(process, 0) != 0)
        #expect(try await reader.read(picture, effort: effort).cost.recognised == 1)
        #expect(reader.process != process)
        await reader.forget()
    }

    @Test("A picture whose time has passed is not begun, and the reader stays as it is")
    func passed() async throws {
        let reader = reader()
        _ = try await reader.read(picture, effort: effort)
        let process = try #require(reader.process)
        var passed = effort
        passed.deadline = .after(.zero)
        await #expect(throws: (any Error).self) { try await reader.read(picture, effort: passed) }
        #expect(try await reader.read(picture, effort: effort).isUnchanged && reader.process == process)
        await reader.forget()
    }

    @Test("It can open nothing, reach nobody and start nothing")
    func confinement() async throws {
        let reader = reader()
        #expect(try await reader.confinement().contains("seccomp"))
        #expect(try await reader.escapes() == 0)
        // It reads all the same.
        #expect(try await reader.read(picture, effort: effort).lines.count == 1)
        let process = try #require(reader.process)
        if getuid() == 0 {
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            #expect(status.contains("Seccomp:\t2") && status.contains("NoNewPrivs:\t1"))
            #expect(!status.contains("Uid:\t0"))
            let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
            #expect(open.sorted() == ["0", "1", "2", "3"])
            let core = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
            #expect(core.contains(/Max core file size\s+0\s+0/))
        }
        await reader.forget()
    }

    @Test(
        "In its whole life it opens nothing for writing",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace"), "strace is not installed")
    )
    func opens() async throws {
        let folder = NSTemporaryDirectory() + "understudy-strace-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // The program stays the child of whoever starts it, and what looks on is a process of its own.
        let script = """
            #!/bin/sh
            exec /usr/bin/strace -D -f -qq -e trace=%file,memfd_create,socket,connect -o '\(folder)/calls' '\(Self.program)' "$@"
            """
        try TestProgram.write(script, to: folder + "/reader")
        var limits = ReaderProcess.Limits()
        limits.patience = .seconds(60)
        let traced = ReaderProcess(executable: folder + "/reader", limits: limits)
        #expect(try await traced.read(picture, effort: effort).lines.count == 1)
        _ = try? await traced.read(ScreenPicture(encoded: [1, 2], place: ""), effort: effort)
        let jpeg = ScreenPicture(encoded: drawing.encoded(), place: "other")
        #expect(try await traced.read(jpeg, effort: effort).lines.count == 1)
        await traced.forget()
        let calls = try String(contentsOfFile: folder + "/calls", encoding: .utf8).split(separator: "\n")
        #expect(calls.contains { $0.contains("eng.traineddata") && $0.contains("O_RDONLY") })
        let writing = calls.filter { call in
            ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_TMPFILE", "O_APPEND", "memfd_create(", "socket("]
                .contains { call.contains($0) }
                || ["creat(", "mkdir", "unlink", "rename", "link(", "mknod"].contains { call.contains(" \($0)") }
        }
        #expect(writing == [])
    }

    @Test("A process that is killed costs one picture")
    func killed() async throws {
        let reader = reader()
        _ = try await reader.read(picture, effort: effort)
        kill(try #require(reader.process), SIGKILL)
        await expect(.readerEnded) { _ = try await reader.read(picture, effort: effort) }
        #expect(try await reader.read(picture, effort: effort).lines.count == 1)
        await reader.forget()
    }

    @Test("One that does not answer in time is killed")
    func late() async throws {
        let reader = reader { $0.patience = .seconds(3) }
        _ = try await reader.read(picture, effort: effort)
        let process = try #require(reader.process)
        kill(process, SIGSTOP)
        await expect(.readerLate) { _ = try await reader.read(picture, effort: effort) }
        #expect(kill(process, 0) != 0)
        #expect(try await reader.read(picture, effort: effort).lines.count == 1)
        await reader.forget()
    }

    @Test("Forgetting ends what is being read")
    func forgetting() async throws {
        let reader = reader()
        _ = try await reader.read(picture, effort: effort)
        kill(try #require(reader.process), SIGSTOP)
        let (picture, effort) = (picture, effort)
        async let reading = reader.read(picture, effort: effort)
        await reader.forget()
        // It was either begun, and ended, or not begun, and is read by the next process.
        do { #expect(try await reading.lines.count == 1) } catch {
            #expect((error as? ScreenTextError)?.reason == .readerEnded)
        }
        await reader.forget()
        #expect(reader.process == nil)
    }

    @Test("Bad pictures have their code, and the process goes on")
    func badPictures() async throws {
        let reader = reader()
        await expect(.pictureUnreadable) {
            _ = try await reader.read(ScreenPicture(encoded: [1, 2], place: ""), effort: effort)
        }
        await expect(.pictureUnreadable) {
            _ = try await reader.read(ScreenPicture(encoded: [], place: ""), effort: effort)
        }
        let masks = [PixelBox](repeating: PixelBox(x: 0, y: 0, width: 1, height: 1), count: 1001)
        await expect(.pictureTooLarge) {
            _ = try await reader.read(ScreenPicture(encoded: [], masks: masks, place: ""), effort: effort)
        }
        let process = reader.process
        // Forty million pixels of nothing are a small file.
        let bomb = Drawing(width: 8000, height: 4900).encoded()
        #expect(try await reader.read(ScreenPicture(encoded: bomb, place: "bomb"), effort: effort).lines.isEmpty)
        let over = Drawing(width: 8000, height: 5100).encoded()
        await expect(.pictureTooLarge) {
            _ = try await reader.read(ScreenPicture(encoded: over, place: ""), effort: effort)
        }
        #expect(reader.process == process)
        await reader.forget()
    }

    @Test("Pictures beyond those that may wait are refused, and one that is called off leaves the queue")
    func queue() async throws {
        let reader = reader { $0.waiting = 1 }
        _ = try await reader.read(picture, effort: effort)
        kill(try #require(reader.process), SIGSTOP)
        let (picture, effort) = (picture, effort)
        let outcomes = await withTaskGroup(of: String.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    do { return try await reader.read(picture, effort: effort).lines.first?.text ?? "" } catch {
                        return (error as? ScreenTextError)?.code ?? "other"
                    }
                }
            }
            // At most one is with the process and one waits; the others have their answer at once.
            var outcomes: [String] = []
            for await outcome in group {
                outcomes.append(outcome)
                if outcomes.count == 4, let process = reader.process { kill(process, SIGCONT) }
            }
            return outcomes
        }
        #expect(outcomes.count { $0 == "reader_late" } >= 4)
        await reader.forget()
    }

    @Test("It is let go when nobody asks")
    func idle() async throws {
        let reader = reader { $0.idle = .milliseconds(50) }
        _ = try await reader.read(picture, effort: effort)
        while reader.process != nil { await Task.yield() }
        #expect(try await reader.read(picture, effort: effort).lines.count == 1)
        await reader.forget()
    }

    @Test("A language that is missing is said by the process, and a program that is none too")
    func missing() async throws {
        let other = reader(language: "xyz")
        await expect(.languageMissing) { _ = try await other.read(picture, effort: effort) }
        #expect(other.process == nil)
        let none = ReaderProcess(executable: "/nonexistent/program")
        await expect(.readerEnded) { _ = try await none.read(picture, effort: effort) }
        let mute = ReaderProcess(executable: "/bin/true")
        await expect(.readerEnded) { _ = try await mute.read(picture, effort: effort) }
        for reader in [other, none, mute] { await reader.forget() }
    }

    private func expect(
        _ reason: ScreenTextError.Code,
        _ body: () async throws -> Void,
        at location: SourceLocation = #_sourceLocation
    ) async {
        do {
            try await body()
            Issue.record("Nothing was thrown.", sourceLocation: location)
        } catch { #expect((error as? ScreenTextError)?.reason == reason, sourceLocation: location) }
    }
}
