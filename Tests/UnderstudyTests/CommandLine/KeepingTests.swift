// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@Suite("Secrets and the log on the command line")
struct KeepingTests {
    @Test("a secret comes from standard input, and nothing ever shows it")
    func secrets() async throws {
        try await withHome { home, _ in
            let set = try await Program.run(
                ["secrets", "set", "shop-password", "--origin", "https://shop.example", "--home", home],
                input: "correct horse 7\n"
            )
            #expect(set.status == 0, "\(set)")
            for format in [[], ["--json"]] {
                let list = try await Program.run(["secrets", "list", "--home", home] + format)
                #expect(
                    list.output.contains("shop-password") && list.output.contains("https://shop.example"),
                    "\(list)"
                )
                #expect(!list.output.contains("correct"), "\(list)")
            }
            let log = try await Program.run(["audit", "export", "--home", home])
            #expect(log.output.contains("secret_stored") && !log.output.contains("correct"), "\(log)")
            #expect(!set.description.contains("correct"))
            let attributes = try FileManager.default.attributesOfItem(atPath: home + "/secrets.json")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("an empty secret is wrong usage, and so is one without its origin")
    func noSecret() async throws {
        try await withHome { home, _ in
            let empty = try await Program.run(
                ["secrets", "set", "a", "--origin", "https://shop.example", "--home", home],
                input: "\n"
            )
            #expect(empty.status == 2 && empty.errors.contains("nothing was kept"), "\(empty)")
            let nowhere = try await Program.run(["secrets", "set", "a", "--home", home], input: "x")
            #expect(nowhere.status == 2 && nowhere.errors.contains("--origin"), "\(nowhere)")
        }
    }

    @Test("the log of a fresh home is intact")
    func freshLog() async throws {
        try await withHome { home, _ in
            let verdict = try await Program.run(["audit", "verify", "--home", home])
            #expect(verdict.status == 0 && verdict.output.hasPrefix("intact: 0 events"), "\(verdict)")
        }
    }

    @Test("the log and all beside it are for their owner only")
    func modes() async throws {
        try await withHome { home, _ in
            _ = try await Program.run(["grants", "add", "https://shop.example", "--home", home])
            for name in try FileManager.default.contentsOfDirectory(atPath: home) {
                let attributes = try FileManager.default.attributesOfItem(atPath: home + "/" + name)
                let mode = try #require(attributes[.posixPermissions] as? Int)
                #expect(mode & 0o066 == 0, "\(name)")
            }
        }
    }
}
