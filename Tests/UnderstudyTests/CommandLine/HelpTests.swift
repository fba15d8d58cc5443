// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Testing

@testable import understudy

@Suite("The command line's own words")
struct HelpTests {
    /// Every command with the words that lead to it.
    static let commands = paths(to: UnderstudyCommand.self, [])

    private static func paths(to command: any ParsableCommand.Type, _ words: [String]) -> [[String]] {
        command.configuration.subcommands.reduce(into: [words]) { all, child in
            all += paths(to: child, words + [child._commandName])
        }
    }

    @Test("the help of every command is what was agreed on", arguments: commands)
    func help(_ words: [String]) async throws {
        let ending = try await Program.run(words + ["--help"], environment: ["COLUMNS": "100"])
        #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending)")
        let file = Golden.folder.appendingPathComponent((["understudy"] + words).joined(separator: "-") + ".txt")
        if Golden.isRewritten { try Data(ending.output.utf8).write(to: file) }
        let agreed = try? String(contentsOf: file, encoding: .utf8)
        #expect(ending.output == agreed, "run the tests with UNDERSTUDY_REWRITE_GOLDEN=1 to agree on the new text")
    }

    @Test("no text is kept of a command that is no more")
    func noneLeftOver() throws {
        let names = Set(Self.commands.map { (["understudy"] + $0).joined(separator: "-") + ".txt" })
        let kept = try FileManager.default.contentsOfDirectory(atPath: Golden.folder.path)
        #expect(Set(kept) == names)
    }

    @Test("the version is printed")
    func version() async throws {
        let ending = try await Program.run(["--version"])
        #expect(ending.status == 0 && ending.output == "\(programVersion)\n", "\(ending)")
    }

    @Test(
        "a command or an option that is none is wrong usage",
        arguments: [["fly"], ["runs", "--fly"], ["skills", "run"]]
    )
    func unknown(_ arguments: [String]) async throws {
        let ending = try await Program.run(arguments)
        #expect(ending.status == 2 && ending.output.isEmpty, "\(ending)")
        #expect(ending.errors.contains("Usage: understudy"), "\(ending)")
    }
}

/// The texts that are agreed on.
private enum Golden {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Golden")

    static var isRewritten: Bool { ProcessInfo.processInfo.environment["UNDERSTUDY_REWRITE_GOLDEN"] == "1" }
}
