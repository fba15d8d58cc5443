// SPDX-License-Identifier: Apache-2.0
import CDP
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Browsing

@Suite("The browser supervisor", .serialized)
struct SupervisorTests {
    private func launch(home: String, port: Int = 0, binary: BrowserBinary? = nil) throws -> BrowserLaunch {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let program = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("understudy").path
        return BrowserLaunch(
            origin: .start(try binary ?? .find(preferred: nil)),
            keeper: .init(executable: program),
            home: home,
            profile: try Slug("default"),
            port: port
        )
    }

    private func supervised(
        _ launch: BrowserLaunch,
        _ body: @escaping @Sendable (BrowserSupervisor, RecordingSink) async throws -> Void
    ) async throws {
        let sink = RecordingSink()
        let supervisor = BrowserSupervisor(launch: launch, events: sink)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await supervisor.run() }
            defer { group.cancelAll() }
            try await body(supervisor, sink)
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test("a browser that is killed is started again, and nothing of it is left at the end")
    func restart() async throws {
        try await withTemporaryFolder(mode: 0o711) { folder in
            try await supervised(try launch(home: folder.path)) { supervisor, sink in
                let first = try await supervisor.browser(deadline: .after(.seconds(60)))
                let process = try #require(supervisor.status.processID)
                #expect(first.version.contains("Chrome/"))
                kill(process, SIGKILL)
                _ = try await sink.event(named: .browserExited)
                let second = try await supervisor.browser(deadline: .after(.seconds(60)))
                #expect(second.endpoint != first.endpoint)
                #expect(supervisor.status.restarts == 1)
            }
            let deadline = Deadline.after(.seconds(10))
            while !ProcessEntry.mentioning(folder.path).isEmpty, !deadline.hasPassed { await Task.yield() }
            #expect(ProcessEntry.mentioning(folder.path).isEmpty)
        }
    }

    @Test("as root the browser runs as somebody else, with its sandbox on")
    func unprivileged() async throws {
        try await withTemporaryFolder(mode: 0o711) { folder in
            try await supervised(try launch(home: folder.path)) { supervisor, _ in
                _ = try await supervisor.browser(deadline: .after(.seconds(60)))
                let process = try #require(supervisor.status.processID)
                let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
                let user = status.split(separator: "\n").first { $0.hasPrefix("Uid:") }?.split(separator: "\t")[1]
                #expect(user != "0")
                let command = try #require(ProcessEntry.all().first { $0.id == process }?.command)
                #expect(!command.contains("--no-sandbox"))
                #expect(!command.contains("--remote-allow-origins"))
            }
        }
    }

    @Test("what another start cannot mend is told at once by its own error: a port in use")
    func portInUse() async throws {
        try await withFixtureServer { server in
            try await withTemporaryFolder(mode: 0o711) { folder in
                let port = server.port
                try await supervised(try launch(home: folder.path, port: port)) { supervisor, sink in
                    await #expect { try await supervisor.browser(deadline: .after(.seconds(30))) } throws: { error in
                        (error as? BrowsingError)?.reason == .portInUse && "\(error)".contains("\(port)")
                    }
                    #expect(supervisor.status.restarts == 0)
                    #expect(sink.names == [.browserDegraded])
                    #expect(sink.events.first?.extra["reason"] == "port_in_use")
                }
            }
        }
    }

    @Test("a browser that cannot stay up makes the supervisor degraded, with what it said last")
    func degraded() async throws {
        try await withTemporaryFolder(mode: 0o711) { folder in
            let script = folder.file("browser")
            try TestProgram.write("#!/bin/sh\necho 'no usable moon' >&2\nexit 4", to: script)
            try await supervised(try launch(home: folder.path, binary: BrowserBinary(path: script))) {
                supervisor,
                sink in
                await #expect { try await supervisor.browser(deadline: .after(.seconds(60))) } throws: { error in
                    let error = error as? BrowsingError
                    return error?.reason == .browserDidNotStart && error?.browserLog == ["no usable moon"]
                        && error?.message.contains("exit code 4") == true
                }
                guard case .degraded(let reason) = supervisor.status.state else {
                    Issue.record("not degraded")
                    return
                }
                #expect(reason.contains(script) && reason.contains("no usable moon"))
                #expect(sink.events(named: .browserExited).count == 5)
            }
        }
    }

    /// A process whose name is like a browser's, for as long as the body runs; the profile's lock names it.
    private func withFormerBrowser(in folder: TemporaryFolder, _ body: (Process) async throws -> Void) async throws {
        let program = folder.file("chromium-old")
        try FileManager.default.copyItem(atPath: "/bin/sleep", toPath: program)
        let former = Process()
        former.executableURL = URL(fileURLWithPath: program)
        former.arguments = ["1000"]
        try former.run()
        // A child inherits what its parent's thread has blocked, so only this signal is sure to come through.
        defer {
            kill(former.processIdentifier, SIGKILL)
            former.waitUntilExit()
        }
        let profile = folder.file("profiles/default")
        try FileManager.default.createDirectory(atPath: profile, withIntermediateDirectories: true)
        chmod(folder.file("profiles"), 0o711)
        let owner = "\(ProcessInfo.processInfo.hostName)-\(former.processIdentifier)"
        try FileManager.default.createSymbolicLink(atPath: profile + "/SingletonLock", withDestinationPath: owner)
        try await body(former)
    }

    @Test("the browser of an appliance that was killed is waited for")
    func formerBrowserEnds() async throws {
        try await withTemporaryFolder(mode: 0o711) { folder in
            try await withFormerBrowser(in: folder) { former in
                let released = Task {
                    try await ProfileFolder.waitForFormerBrowser(
                        name: Slug("default"),
                        home: folder.path,
                        deadline: .after(.seconds(60))
                    )
                    return ForeignProcess(id: former.processIdentifier).name != nil
                }
                kill(former.processIdentifier, SIGKILL)
                #expect(try await !released.value)
                try await supervised(try launch(home: folder.path)) { supervisor, _ in
                    _ = try await supervisor.browser(deadline: .after(.seconds(60)))
                }
            }
        }
    }

    @Test("a browser that goes on using the profile is named, and is not disturbed")
    func formerBrowserStays() async throws {
        try await withTemporaryFolder(mode: 0o711) { folder in
            try await withFormerBrowser(in: folder) { former in
                var launch = try launch(home: folder.path)
                launch.releaseLimit = .milliseconds(50)
                let process = former.processIdentifier
                try await supervised(launch) { supervisor, _ in
                    await #expect { try await supervisor.browser(deadline: .after(.seconds(30))) } throws: { error in
                        (error as? BrowsingError)?.reason == .profileLocked && "\(error)".contains("\(process)")
                    }
                }
                #expect(former.isRunning)
            }
        }
    }

    @Test("a missing browser is named, with what to do")
    func missing() {
        #expect { try BrowserBinary.find(preferred: "/nowhere/chromium") } throws: { error in
            "\(error)".contains("/nowhere/chromium") && "\(error)".contains("--chromium")
        }
        #expect { try BrowserBinary.find(preferred: nil) { _ in false } } throws: {
            "\($0)".contains("apt-get install chromium")
        }
    }

    @Test("the budget forgives five ends in a minute, and forgets old ones")
    func budget() {
        var budget = RestartBudget()
        let start = ContinuousClock.now
        for number in 0..<5 {
            guard case .restart = budget.noteEnd(at: start + .seconds(number)) else {
                Issue.record("too strict")
                return
            }
        }
        var later = budget
        #expect(budget.noteEnd(at: start + .seconds(6)) == .giveUp)
        #expect(later.noteEnd(at: start + .seconds(120)) == .restart(after: .milliseconds(50)))
    }
}
