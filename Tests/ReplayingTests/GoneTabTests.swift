// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("A step whose tab goes away has not brought what it must", .serialized)
struct GoneTabTests {
    /// Replays a click that must lead somewhere, on a page where it does something else.
    private func play(
        then consequence: String,
        doing script: String,
        meanwhile: @escaping @Sendable (FixtureServer, Int32) async throws -> Void = { _, _ in }
    ) async throws -> RunReport {
        let result = Watched<RunReport?>(nil)
        try await withFixtureServer(["/": .page("<button>Go</button>")]) { server in
            try await withOwnBrowser { browser, supervisor, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let recording = try await stage.record(server.address("/"), in: browser, as: "leave") {
                        try await $0.click("button")
                    }
                    let text = SkillWriter.text(of: try Compiler.compile(recording).skill)
                        .replacing(/click: ([a-z-]+) }/) { "click: \($0.output.1), then: { \(consequence) } }" }
                    #expect(text.contains("then: { \(consequence) }"), "\(text)")
                    let admitted = try await stage.admit(text)
                    server.answer("/", with: .page("<button onclick=\"\(script)\">Go</button>"))
                    let process = try #require(supervisor.status.processID)
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { try await meanwhile(server, process) }
                        let report = await stage.player.play(admitted, inputs: [:], run: .new(), in: browser)
                        result.update { $0 = report }
                        try await group.waitForAll()
                    }
                }
            }
        }
        return try #require(result.current)
    }

    @Test("a browser that is killed before the page leads on fails the step")
    func killed() async throws {
        let report = try await play(then: "navigation: 127:/next", doing: "fetch('/now')") { server, process in
            _ = try await server.request(for: "/now")
            kill(process, SIGKILL)
        }
        #expect(report.state == .failed && report.code == "tab_closed", "\(report)")
    }
}
