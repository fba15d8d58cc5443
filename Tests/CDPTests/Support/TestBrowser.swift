// SPDX-License-Identifier: Apache-2.0
import CDP
import Foundation
import Synchronization
import Vocabulary

/// A real Chromium for one test: started as an unprivileged user with a profile of its own, ended and removed after.
struct TestBrowser: Sendable {
    let endpoint: WebSocketEndpoint
    let processID: Int32
    let output: BrowserOutput

    static let path = "/usr/lib/chromium/chromium-headless-shell"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

    static func with<Result>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: (TestBrowser) async throws -> Result
    ) async throws -> Result {
        let folder = try ProfileFolder()
        let process = Process()
        (process.executableURL, process.arguments) = command(profile: folder.path)
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let output = BrowserOutput(following: errors.fileHandleForReading)
        do {
            let endpoint = try WebSocketEndpoint(parsing: try await output.address())
            let browser = TestBrowser(endpoint: endpoint, processID: process.processIdentifier, output: output)
            let result = try await body(browser)
            await end(process, output, folder)
            return result
        } catch {
            await end(process, output, folder)
            throw error
        }
    }

    /// Ends the browser, reaps it, waits until its last child has let go of the output, and removes its folder.
    private static func end(_ process: Process, _ output: BrowserOutput, _ folder: ProfileFolder) async {
        process.terminate()
        process.waitUntilExit()
        await output.end()
        folder.remove()
    }

    /// Connects to a new browser.
    static func withConnection<Result>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: (CDPConnection, TestBrowser) async throws -> Result
    ) async throws -> Result {
        try await with { browser in
            let lines: @Sendable () -> [String] = { browser.output.last }
            return try await CDPConnection.withConnection(
                to: browser.endpoint,
                deadline: .after(.seconds(10)),
                diagnostics: lines
            ) { connection in try await body(connection, browser) }
        }
    }

    private static func command(profile: String) -> (URL, [String]) {
        let browser = [
            path, "--remote-debugging-port=0", "--user-data-dir=\(profile)", "--no-first-run", "--site-per-process",
            "--disable-gpu", "--disable-background-networking", "--disable-breakpad", "about:blank",
        ]
        guard getuid() == 0 else { return (URL(filePath: browser[0]), Array(browser.dropFirst())) }
        let drop = ["--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
        return (URL(filePath: "/usr/bin/setpriv"), drop + browser)
    }
}

/// What a browser prints, followed on a thread of its own until its last process has closed it.
final class BrowserOutput: Sendable {
    private let lines = Mutex<[String]>([])
    private let addresses: AsyncStream<String>

    /// The last lines.
    var last: [String] { lines.withLock { Array($0.suffix(20)) } }

    init(following handle: FileHandle) {
        let (addresses, announce) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingOldest(1))
        self.addresses = addresses
        Thread.detachNewThread { [self] in
            var rest = ""
            while case let data = handle.availableData, !data.isEmpty {
                rest += String(decoding: data, as: UTF8.self)
                while let end = rest.firstIndex(of: "\n") {
                    let line = String(rest[..<end])
                    rest = String(rest[rest.index(after: end)...])
                    lines.withLock { $0.append(line) }
                    if let found = line.range(of: "DevTools listening on ") {
                        announce.yield(String(line[found.upperBound...]))
                    }
                }
            }
            announce.finish()
        }
    }

    /// Where it listens, as soon as it says so.
    func address() async throws -> String {
        for await address in addresses { return address }
        throw TestBrowserError(description: "the browser did not start: \(last.joined(separator: "\n"))")
    }

    /// Waits for its end.
    func end() async { for await _ in addresses {} }
}

struct TestBrowserError: Error, CustomStringConvertible {
    let description: String
}

/// A folder that the browser's user may write to, and that is removed afterwards.
struct ProfileFolder {
    let path: String

    init() throws {
        let base = FileManager.default.temporaryDirectory.path(percentEncoded: false)
        path = base + "/cdp-tests-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        if getuid() == 0, let nobody = getpwnam("nobody") {
            guard chown(path, nobody.pointee.pw_uid, nobody.pointee.pw_gid) == 0 else {
                throw TestBrowserError(description: "\(path) could not be given to nobody")
            }
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}

extension CDPConnection {
    /// Opens a tab and attaches to it.
    func newTab(_ url: String = "about:blank") async throws -> CDPSession {
        let deadline = Deadline.after(.seconds(20))
        let target = try await browser.send(Target.CreateTarget(url: url), deadline: deadline).targetId
        let attached = try await browser.send(
            Target.AttachToTarget(targetId: target, flatten: true),
            deadline: deadline
        )
        return session(CDPSessionID(rawValue: attached.sessionId))
    }
}
