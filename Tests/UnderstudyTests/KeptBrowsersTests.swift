// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("Browsers that are kept beside the appliance's own")
struct KeptBrowsersTests {
    /// A browser that can never be started, and is not tried twice.
    private static func hopeless(_ kind: KeptBrowsers.Kind) -> BrowserSupervisor? {
        guard let binary = try? BrowserBinary.find(preferred: "/bin/true") else { return nil }
        let launch = BrowserLaunch(
            origin: .start(binary),
            keeper: .init(executable: Program.path),
            home: "/proc/nowhere",
            profile: kind.profile,
            port: 0
        )
        return BrowserSupervisor(launch: launch, events: RecordingSink())
    }

    private func running(
        _ kept: KeptBrowsers,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await kept.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    @Test("one that could not be started is not there for whoever asks next, who gets a new one")
    func degraded() async throws {
        let made = Mutex(0)
        let (gone, tell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let kept = KeptBrowsers(
            idleLimit: .seconds(3_600),
            left: { _ in { tell.yield() } },
            make: { kind in
                made.withLock { $0 += 1 }
                return Self.hopeless(kind)
            }
        )
        let kind = KeptBrowsers.Kind(profile: try Slug("anna"))
        try await running(kept) {
            for turn in 1...3 {
                await #expect(throws: BrowsingError.self) { try await kept.withBrowser(kind) { _ in } }
                #expect(made.withLock { $0 } == turn)
                for await _ in gone { break }
                #expect(!kept.holds(kind.profile))
            }
        }
    }

    @Test("one that nobody is given any more is there until it has ended")
    func ending() async throws {
        let (gone, tell) = AsyncStream.makeStream(of: Bool.self, bufferingPolicy: .bufferingNewest(1))
        let kept = KeptBrowsers(idleLimit: .zero, left: { _ in { tell.yield(true) } }, make: { Self.hopeless($0) })
        let kind = KeptBrowsers.Kind(profile: try Slug("anna"))
        await #expect(throws: (any Error).self) {
            try await withDeadline(.after(.milliseconds(50)), waitingFor: "a browser that nobody runs") {
                try await kept.withBrowser(kind) { _ in }
            }
        }
        // Nobody uses it, and nobody has run it to its end yet.
        #expect(kept.holds(kind.profile))
        try await running(kept) { for await _ in gone { break } }
        #expect(!kept.holds(kind.profile))
    }

    @Test("the folders of a browser that believes authorities go with it; those of a login stay")
    func folders() async throws {
        try await withTemporaryFolder { folder in
            let profiles = Profiles(home: folder.path, userName: nil)
            let believing = Profiles.name(believing: [])
            for path in ["profiles/\(believing)/Default", "trust/\(believing)/.pki", "profiles/anna"] {
                try FileManager.default.createDirectory(
                    atPath: "\(folder.path)/\(path)",
                    withIntermediateDirectories: true
                )
            }
            let remove = try #require(profiles.setAside(believing))
            #expect(profiles.setAside(try Slug("anna")) == nil)
            // The next one of its name begins anew, also before they are removed.
            #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/profiles/\(believing)"))
            remove()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/profiles") == ["anna"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/trust").isEmpty)
        }
    }
}
