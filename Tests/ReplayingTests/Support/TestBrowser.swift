// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import TestSupport
import Vocabulary

/// Runs a body with a real Chromium in a home of its own; afterwards neither process nor folder is left.
func withOwnBrowser<Result: Sendable>(
    _ flavour: BrowserBinary.Flavour = .full,
    _ body: @escaping @Sendable (RunningBrowser, BrowserSupervisor, RecordingSink) async throws -> Result
) async throws -> Result {
    try await withTemporaryFolder(mode: 0o711) { folder in
        let sink = RecordingSink()
        let supervisor = BrowserSupervisor(launch: try .forTest(flavour, home: folder.path), events: sink)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await supervisor.run() }
            do {
                let browser = try await supervisor.browser(deadline: .after(.seconds(60)))
                let result = try await body(browser, supervisor, sink)
                group.cancelAll()
                while let _ = await group.nextResult() {}
                return result
            } catch {
                group.cancelAll()
                while let _ = await group.nextResult() {}
                throw error
            }
        }
    }
}

extension BrowserLaunch {
    static func forTest(_ flavour: BrowserBinary.Flavour, home: String) throws -> BrowserLaunch {
        BrowserLaunch(
            origin: .start(try BrowserBinary.find(preferred: flavour.path)),
            keeper: .init(executable: Program.path),
            home: home,
            profile: try Slug("default"),
            port: 0
        )
    }
}

extension BrowserBinary.Flavour {
    /// Where Debian puts it.
    var path: String {
        switch self {
        case .full: "/usr/lib/chromium/chromium"
        case .headlessShell: "/usr/lib/chromium/chromium-headless-shell"
        }
    }
}

/// The built program, which lies beside the test bundle and becomes the keeper.
enum Program {
    static var path: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("understudy").path
    }
}
