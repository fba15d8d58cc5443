// SPDX-License-Identifier: Apache-2.0
import Auditing
import Browsing
import CDP
import Console
import DemoSite
import Egress
import Foundation
import ModelRouting
import Oversight
import Pictures
import Replaying
import ScreenText
import SkillKit
import Teaching
import Testing
import Vocabulary
import WebAddresses

@Suite("Docs/errors.md")
struct ErrorDocumentTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The codes of every module's errors.
    private static let codes: [(module: String, codes: [String])] = [
        ("Vocabulary", VocabularyError.Code.allCases.map(\.rawValue) + FileError.Code.allCases.map(\.rawValue)),
        ("WebAddresses", AddressError.Code.allCases.map(\.rawValue)),
        ("CDP", CDPError.Code.allCases.map(\.rawValue)),
        ("Pictures", PictureError.Code.allCases.map(\.rawValue)),
        ("ScreenText", ScreenTextError.Code.allCases.map(\.rawValue)),
        ("Auditing", AuditError.Code.allCases.map(\.rawValue)),
        ("SkillKit", SkillError.Code.allCases.map(\.rawValue)),
        ("Oversight", OversightError.Code.allCases.map(\.name)),
        ("Egress", EgressError.Reason.allCases.map(\.rawValue)),
        ("ModelRouting", ModelError.Code.allCases.map(\.rawValue)),
        ("Browsing", BrowsingError.Code.allCases.map(\.rawValue)),
        ("Teaching", TeachingError.Code.allCases.map(\.rawValue)),
        ("Replaying", ReplayError.Code.allCases.map(\.rawValue)),
        ("Console", ConsoleError.Reason.allCases.map(\.rawValue)),
        ("DemoSite", DemoSiteError.Code.allCases.map(\.rawValue)),
    ]

    /// The codes that the command line's own errors are made with: it has no list of them, so its source is read.
    private static func commandCodes() throws -> [String] {
        let sources = root.appendingPathComponent("Sources/understudy")
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
        return try files.flatMap { file in
            try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
                .matches(of: /code: "([a-z_]+)"/).map { String($0.output.1) }
        }
    }

    /// The documented codes, each with what happened and what to do.
    private static func documented() throws -> [(code: String, cells: [String])] {
        try String(contentsOf: root.appendingPathComponent("Docs/errors.md"), encoding: .utf8)
            .split(separator: "\n").filter { $0.hasPrefix("| `") }
            .map { line in
                let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                return (cells[0].replacing("`", with: ""), Array(cells.dropFirst()))
            }
    }

    @Test("names every code that the program has, with what happened and what to do, once")
    func complete() throws {
        let documented = try Self.documented()
        #expect(Set(documented.map(\.code)).count == documented.count)
        for (code, cells) in documented {
            #expect(cells.count == 2 && cells.allSatisfy { $0.hasSuffix(".") }, "\(code)")
        }
        let known = Set(documented.map(\.code))
        for (module, codes) in try Self.codes + [("understudy", Self.commandCodes())] {
            #expect(!codes.isEmpty)
            for code in codes { #expect(known.contains(code), "\(module): \(code)") }
        }
    }

    @Test("names no code that the program does not have")
    func current() throws {
        let all = Set(try Self.codes.flatMap(\.codes) + Self.commandCodes())
        for (code, _) in try Self.documented() { #expect(all.contains(code), "\(code)") }
    }

    @Test("knows the errors of every module that has some")
    func everyModule() throws {
        let sources = Self.root.appendingPathComponent("Sources")
        let modules = try FileManager.default.contentsOfDirectory(atPath: sources.path)
            .filter { FileManager.default.fileExists(atPath: sources.appendingPathComponent("\($0)/Errors").path) }
        #expect(Set(modules).isSubset(of: Self.codes.map(\.module)))
    }
}
