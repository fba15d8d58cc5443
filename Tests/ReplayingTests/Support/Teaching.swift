// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

/// What came of a task that was shown while it was edited.
struct Taught: Sendable {
    let stage: Stage
    let browser: RunningBrowser
    let server: FixtureServer
    let recording: Recording
    /// The bytes of the recording's file.
    let written: String
    let compilation: Compilation

    var skill: Skill { compilation.skill }
    /// The steps in a few words each.
    var steps: [String] { skill.steps.map { $0.action.summary } }
    var text: String { SkillWriter.text(of: skill) }

    /// Approves the skill, goes on from a step of it, and looks at what came of that.
    func goOn(
        from step: Int,
        inputs: [String: String] = [:],
        _ show: @escaping @Sendable (Hand, TeachingControls) async throws -> Void
    ) async throws -> Taught {
        let name = "\(recording.header.slug.text)-on"
        let recording = try await stage.record(
            after: try await stage.admit(text),
            from: step,
            inputs: inputs,
            in: browser,
            as: name,
            asking: show
        )
        return Taught(
            stage: stage,
            browser: browser,
            server: server,
            recording: recording,
            written: try String(contentsOfFile: "\(stage.home)/\(name).jsonl", encoding: .utf8),
            compilation: try Compiler.compile(recording)
        )
    }

    /// Approves the skill and does it again.
    func replay(_ inputs: [String: String] = [:]) async throws -> RunReport {
        let admitted = try await stage.admit(text)
        return await stage.player.play(admitted, inputs: inputs, run: .new(), in: browser)
    }
}

/// Shows a task on a page and edits it meanwhile, and looks at what came of it.
func teach(
    _ page: String,
    pages: [String: String] = [:],
    _ show: @escaping @Sendable (Hand, TeachingControls) async throws -> Void,
    then look: @escaping @Sendable (Taught) async throws -> Void
) async throws {
    let replies = pages.merging(["/": page]) { _, page in page }.mapValues { FixtureReply.page($0) }
    try await withFixtureServer(replies) { server in
        try await withTestBrowser { browser, sink in
            try await withTemporaryFolder { folder in
                let stage = try Stage(home: folder.path, sink: sink)
                let recording = try await stage.record(server.address("/"), in: browser, as: "task", asking: show)
                let written = try String(contentsOfFile: "\(folder.path)/task.jsonl", encoding: .utf8)
                try await look(
                    Taught(
                        stage: stage,
                        browser: browser,
                        server: server,
                        recording: recording,
                        written: written,
                        compilation: try Compiler.compile(recording)
                    )
                )
            }
        }
    }
}

extension Preview {
    /// The steps in a few words each.
    var words: [String] { lines.map { $0.step.action.summary } }
}

/// Expects that an edit is refused with a code, and that nothing is written of it.
func expectRefusal(
    _ code: TeachingError.Code,
    of edit: TeachingEdit,
    _ controls: TeachingControls,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let before = try await controls.preview()
    let error = await #expect(throws: TeachingError.self, sourceLocation: sourceLocation) {
        _ = try await controls.apply(edit)
    }
    #expect(error?.reason == code, "\(error?.message ?? "")", sourceLocation: sourceLocation)
    #expect(try await controls.preview() == before, sourceLocation: sourceLocation)
}
