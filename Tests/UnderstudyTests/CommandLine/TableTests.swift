// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("A table of runs", .serialized)
struct TableTests {
    private static let pages: [String: FixtureReply] = [
        "/": .computed { request in
            let name = request.query?.split(separator: "=").last.map(String.init) ?? ""
            return .page(
                name == "Nobody" ? "<p>Who?" : "<output name=greeting aria-label=Greeting>Hello \(name)</output>"
            )
        }
    ]

    /// Runs the greeting skill over a table.
    private func run(_ table: String, _ more: [String] = []) async throws -> (ending: Ending, out: String) {
        try await withFixtureServer(Self.pages) { server in
            try await withHome { home, folder in
                try await SampleSkill.approve(SampleSkill.greet(server.origin()), in: home, folder)
                let rows = try folder.write(table, to: "rows.csv")
                let ending = try await Program.run(
                    ["skills", "run", "greet", "--inputs", rows, "--out", folder.file("out.csv"), "--home", home]
                        + ["--cdp-port", "0"] + more
                )
                return (ending, try folder.read("out.csv"))
            }
        }
    }

    private func lines(_ text: String) -> [String] { text.components(separatedBy: "\r\n").filter { !$0.isEmpty } }

    @Test("a row that fails says so in its own columns, and the other rows go on")
    func rowsGoOn() async throws {
        let (ending, out) = try await run("name\nAda\nNobody\nGrace\n")
        #expect(ending.status == 1, "\(ending)")
        let rows = lines(out)
        #expect(rows.count == 4, "\(out)")
        #expect(rows.first == "row,run,status,reason,message,greeting")
        #expect(rows[1].hasPrefix("1,run_") && rows[1].hasSuffix(",succeeded,,,Hello Ada"), "\(out)")
        #expect(rows[2].hasPrefix("2,run_") && rows[2].contains(",failed,target_not_found,"), "\(out)")
        #expect(rows[3].hasSuffix(",Hello Grace"), "\(out)")
    }

    @Test("with --stop-on-failure the rows after a failure are left, and what was reached is kept")
    func stops() async throws {
        let (ending, out) = try await run("name\nAda\nNobody\nGrace\n", ["--stop-on-failure"])
        #expect(ending.status == 1, "\(ending)")
        #expect(lines(out).count == 3, "\(out)")
    }

    @Test("a row that cannot even be started has its reason, and no run")
    func notStarted() async throws {
        let (ending, out) = try await run("name,colour\nAda,red\n")
        #expect(ending.status == 1, "\(ending)")
        #expect(lines(out).last?.hasPrefix("1,,failed,input_unknown,") == true, "\(out)")
    }

    @Test(
        "what is no table is wrong usage, and nothing runs",
        arguments: [
            ("", "it is empty"), ("\n \n", "it is empty"), ("name\n", "no row"), ("name,name\na,b\n", "twice"),
            ("name,\na,b\n", "every column"), ("name\na,b\n", "row 1 has 2 fields"), ("name\n\u{0}\n", "UTF-8"),
            ("name\n\"a\"b\n", "quotes"), ("name\n\"a\n", "quotes"), ("a,b\nx\n", "row 1 has 1 fields"),
        ]
    )
    func unreadable(_ table: String, _ words: String) async throws {
        try await withTemporaryFolder { folder in
            let file = try folder.write(table, to: "rows.csv")
            #expect { try InputTable(file: file) } throws: { error in
                let error = error as? CommandError
                return error?.code == "table_unreadable" && error?.kind == .usage
                    && error?.message.contains(file) == true && error?.message.contains(words) == true
            }
        }
    }

    @Test("bytes that are no text are wrong usage, at the command line too")
    func binary() async throws {
        try await withHome { home, folder in
            let file = folder.file("rows.csv")
            try Data([0x89, 0x50, 0x4E, 0x47, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: file))
            let ending = try await Program.run(["skills", "run", "greet", "--inputs", file, "--home", home])
            #expect(ending.status == 2 && ending.errors.contains("[table_unreadable]"), "\(ending)")
        }
    }

    @Test("quoted cells keep commas, quotes and line breaks")
    func quoted() async throws {
        try await withTemporaryFolder { folder in
            let file = try folder.write("\u{FEFF}a,b\r\n\"1, \"\"2\"\"\",\"x\ny\"\r\n\r\n", to: "rows.csv")
            #expect(try InputTable(file: file).rows == [["a": "1, \"2\"", "b": "x\ny"]])
            let open = try folder.write("a,b\n1,", to: "open.csv")
            #expect(try InputTable(file: open).rows == [["a": "1", "b": ""]])
        }
    }
}
