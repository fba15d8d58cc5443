// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@Suite("Models on the command line", .serialized)
struct ModelTests {
    private func configure(_ home: String, _ providers: (name: String, url: String)...) throws {
        let text = providers.map { "  - name: \($0.name)\n    url: \($0.url)\n    model: scripted:7b\n" }.joined()
        try Data(("providers:\n" + text).utf8).write(to: URL(filePath: home + "/models.yaml"))
    }

    /// Makes the home by a first command.
    private func withMadeHome(_ body: (String) async throws -> Void) async throws {
        try await withHome { home, _ in
            _ = try await Program.run(["models", "--home", home])
            try await body(home)
        }
    }

    @Test("without any configured, all commands say so and none fails")
    func none() async throws {
        try await withMadeHome { home in
            let list = try await Program.run(["models", "--home", home])
            #expect(list.status == 0 && list.errors.contains("No model is configured"), "\(list)")
            let test = try await Program.run(["models", "test", "--home", home])
            #expect(test.status == 0 && test.errors.contains("No model may be asked"), "\(test)")
            let json = try await Program.run(["models", "--json", "--home", home])
            #expect(json.status == 0 && json.output.filter { !$0.isWhitespace } == "[]", "\(json)")
        }
    }

    @Test("a test tells which answers, and the appliance remembers what it came to")
    func tested() async throws {
        let good = ScriptedModel.says(#"{"choice": "none"}"#)
        try await withFixtureServer(["/a/chat/completions": good, "/b/chat/completions": ScriptedModel.fails(500)]) {
            server in
            try await withMadeHome { home in
                try configure(home, ("good", server.address("/a")), ("bad", server.address("/b")))
                try await Program.serve(home: home) { _ in
                    let test = try await Program.run(["models", "test", "--home", home])
                    #expect(test.status == 1, "\(test)")
                    #expect(test.output.contains("ok   good: answers in "), "\(test)")
                    #expect(test.output.contains("BAD  bad: 'bad' failed (HTTP 500)"), "\(test)")
                    let list = try await Program.run(["models", "--home", home])
                    #expect(list.output.contains("scripted:7b") && list.output.contains("server_failed 1"), "\(list)")
                    let doctor = try await Program.run(["doctor", "--home", home])
                    #expect(doctor.status == 1 && doctor.output.contains("ok   model good: answers in"), "\(doctor)")
                    #expect(doctor.output.contains("BAD  model bad: 'bad' failed (HTTP 500)"), "\(doctor)")
                    #expect(doctor.output.contains("mend: see 'models.yaml'"), "\(doctor)")
                }
                let log = try await Program.run(["audit", "tail", "--home", home]).output
                #expect(log.contains(#""event":"model_asked""#) && log.contains(#""purpose":"test""#), "\(log)")
                #expect(!log.contains("This is a test"))
            }
        }
    }

    @Test("a file that cannot be taken is told with its place")
    func invalid() async throws {
        try await withMadeHome { home in
            try configure(home, ("far", "https://api.models.example/v1"))
            let list = try await Program.run(["models", "--home", home])
            #expect(list.status == 1 && list.errors.contains("/models.yaml:3:10: "), "\(list)")
            #expect(list.errors.contains("[models_invalid]") && list.errors.contains("allow_hosted: true"), "\(list)")
        }
    }
}
