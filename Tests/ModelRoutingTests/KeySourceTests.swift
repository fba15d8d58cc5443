// SPDX-License-Identifier: Apache-2.0
import Glibc
import TestSupport
import Testing
import Vocabulary

@testable import ModelRouting

@Suite("Keys of providers")
struct KeySourceTests {
    private func key(_ source: KeySource, _ home: String, _ variables: [String: String] = [:]) -> String? {
        source.resolve(home: home) { variables[$0] }?.revealForSending()
    }

    @Test("a key comes from the environment or from a private file of the home, without the end of its line")
    func found() async throws {
        try await withTemporaryFolder { folder in
            #expect(key(.environment("K"), folder.path, ["K": "abc"]) == "abc")
            chmod(try folder.write("s3cr3t\n", to: "keys/far"), 0o600)
            #expect(key(.file("far"), folder.path) == "s3cr3t")
            try folder.write("other\n", to: "keys/far")
            #expect(key(.file("far"), folder.path) == "other", "it is read anew")
        }
    }

    @Test("a file that others may read, a link, a folder and what is no key are not taken")
    func refused() async throws {
        try await withTemporaryFolder { folder in
            let open = try folder.write("s3cr3t", to: "keys/open")
            chmod(open, 0o640)
            chmod(try folder.write("s3cr3t", to: "keys/good"), 0o600)
            symlink(folder.file("keys/good"), folder.file("keys/link"))
            mkdir(folder.file("keys/folder"), 0o700)
            mkfifo(folder.file("keys/pipe"), 0o600)
            for (name, text) in [
                ("empty", ""), ("two", "a b"), ("lines", "a\nb"), ("long", String(repeating: "x", count: 5000)),
            ] {
                chmod(try folder.write(text, to: "keys/\(name)"), 0o600)
            }
            for name in ["open", "link", "folder", "pipe", "empty", "two", "lines", "long", "missing"] {
                #expect(key(.file(name), folder.path) == nil, "\(name)")
            }
            #expect(key(.environment("K"), folder.path) == nil)
            #expect(key(.environment("K"), folder.path, ["K": "a\r\nX: y"]) == nil)
        }
    }
}
