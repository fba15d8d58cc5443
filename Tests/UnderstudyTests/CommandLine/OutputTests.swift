// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@Suite("What the program prints")
struct OutputTests {
    @Test("a reader that has gone, as 'head' goes, ends the program like any other")
    func brokenPipe() async throws {
        try await withHome { home, _ in
            let script = "set -o pipefail; { \"$0\" runs list --home \"$1\" & wait $!; echo $? >&2; } | true"
            let ending = try await Program.start(["-c", script, Program.path, home], of: "/bin/bash") {
                try await $0.waitForEnd()
            }
            // 128 + SIGPIPE, as the shell tells it; no trace of a crash.
            #expect(ending.errors == "141\n" || ending.errors == "0\n", "\(ending)")
        }
    }
}
