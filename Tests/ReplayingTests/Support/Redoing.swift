// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

/// What came of a deed that was taught and done again.
struct Redone: Sendable {
    /// The skill's text.
    let skill: String
    /// What a reviewer was told of how it came about.
    let notes: [String]
    /// The replay.
    let report: RunReport
    /// What the page told the server while it was taught, and while it was done again.
    let taught: [String], replayed: [String]

    /// The words of the skill's actions, in order.
    var actions: [String] { report.steps.map { String($0.action.prefix { $0 != " " }) } }
}

/// Which form of the browser a deed is taught in, and which does it again.
struct Browsers: Sendable, CustomTestStringConvertible {
    var teaching = BrowserBinary.Flavour.full
    var replaying = BrowserBinary.Flavour.full

    var testDescription: String { "taught in \(teaching.rawValue), replayed in \(replaying.rawValue)" }
}

/// Teaches a deed on its page, approves the skill, and does it again on a fresh page, or on another one.
///
/// - Parameters:
///   - other: what the first page has become.
///   - within: how long each step may take; nil for as long as the compiler says.
func redo(_ deed: Deed, on other: String? = nil, within: Duration? = nil) async throws -> Redone {
    try await DeedServer.with(deed) { server in
        try await withTestBrowser { browser, sink in
            try await withTemporaryFolder { folder in
                let stage = try Stage(home: folder.path, sink: sink)
                let recording = try await stage.record(
                    server.server.address("/"),
                    in: browser,
                    as: "deed",
                    by: deed.act
                )
                let taught = server.told
                let compilation = try Compiler.compile(recording)
                var skill = compilation.skill
                if let within { for index in skill.steps.indices { skill.steps[index].within = within } }
                let text = SkillWriter.text(of: skill)
                let admitted = try await stage.admit(text)
                if let other { server.show(other) }
                let report = await stage.player(grace: .seconds(1))
                    .play(admitted, inputs: [:], run: .new(), in: browser)
                return Redone(
                    skill: text,
                    notes: compilation.notes,
                    report: report,
                    taught: taught,
                    replayed: Array(server.told.dropFirst(taught.count))
                )
            }
        }
    }
}

/// Teaches a deed in one form of the browser, and does it again in the other.
func redo(_ deed: Deed, across browsers: Browsers) async throws -> Redone {
    try await DeedServer.with(deed) { server in
        let compilation = try Compiler.compile(
            try await server.record(in: browsers.teaching) { hand, _, _ in try await deed.act(hand) }
        )
        let taught = server.told
        let skill = SkillWriter.text(of: compilation.skill)
        let report = try await server.replay(skill, in: browsers.replaying)
        return Redone(
            skill: skill,
            notes: compilation.notes,
            report: report,
            taught: taught,
            replayed: Array(server.told.dropFirst(taught.count))
        )
    }
}

/// Expects that a deed, done again, brings about what the person brought about.
@discardableResult
func expectFaithful(
    _ deed: Deed,
    across browsers: Browsers? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Redone {
    let redone =
        if let browsers { try await redo(deed, across: browsers) } else { try await redo(deed) }
    let account = "\(redone.report.code ?? "") \(redone.report.message ?? "") \(redone.skill)"
    #expect(redone.taught == deed.told, "\(account)", sourceLocation: sourceLocation)
    #expect(redone.report.state == .succeeded, "\(account)", sourceLocation: sourceLocation)
    #expect(redone.replayed == deed.told, "\(account)", sourceLocation: sourceLocation)
    return redone
}
