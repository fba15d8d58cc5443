// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Foundation
internal import Subprocess
internal import SystemPackage
internal import Vocabulary

/// A browser with the appliance's own flags that nothing of the appliance is connected to.
struct BareBrowser: Sendable {
    let binary: BrowserBinary

    /// Runs a body with the browser's address; afterwards it is gone.
    func run<Result: Sendable>(_ body: @escaping @Sendable (String) async throws -> Result) async throws -> Result {
        let home = NSTemporaryDirectory() + "understudy-bare-\(UInt32.random(in: .min ... .max))"
        defer { try? FileManager.default.removeItem(atPath: home) }
        return
            try await Subprocess.run(
                .path(FilePath(OwnExecutable.path)),
                arguments: Arguments(try command(home: home)),
                input: .none,
                output: .discarded,
                error: .sequence
            ) { execution in
                let result = try await BareBrowser.follow(execution.standardError, body)
                try? execution.send(signal: .kill)
                return result
            }
            .closureResult
    }

    /// The arguments that make our program a keeper of the browser.
    func command(home: String) throws -> [String] {
        // The browser's own user must be able to pass through.
        try FileManager.default.createDirectory(
            atPath: home,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o711]
        )
        let user = try BrowserUser.resolve()
        let profile = try ProfileFolder.prepare(name: Slug("bare"), home: home, user: user)
        let switches = BrowserSwitches(flavour: binary.flavour, profileFolder: profile.path, port: 0)
        return Keeper.arguments(parent: getpid(), user: user, command: [binary.path] + switches.arguments)
    }

    /// Reads what the browser says for as long as the body runs, so that it never waits for its reader.
    private static func follow<Result: Sendable>(
        _ errors: SubprocessOutputSequence,
        _ body: @escaping @Sendable (String) async throws -> Result
    ) async throws -> Result {
        let (addresses, address) = AsyncStream.makeStream(of: String.self)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                for try await line in errors.strings() where line.hasPrefix("DevTools listening on ") {
                    address.yield(line.dropFirst(21).trimmingCharacters(in: .whitespacesAndNewlines))
                }
                address.finish()
                return nil
            }
            group.addTask {
                for await endpoint in addresses { return try await body(endpoint) }
                return nil
            }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CommandError(code: "bench_failed", message: "The bare browser ended early.", kind: .failed)
        }
    }
}
