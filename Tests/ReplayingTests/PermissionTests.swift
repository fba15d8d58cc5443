// SPDX-License-Identifier: Apache-2.0
import Browsing
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@Suite("What pages may use without asking is what the skill says, and nothing else", .serialized)
struct PermissionTests {
    /// Tells the state of what browsers ask for, and what a question comes to.
    private static let page = """
        <button onclick="ask()">Ask</button><script>
        function tell(x) { const r = new XMLHttpRequest(); r.open('GET', '/told?' + x, false); r.send(); }
        async function ask() {
          const state = async (name) => (await navigator.permissions.query({ name })).state;
          const states = [];
          for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'midi']) states.push(name + '=' + await state(name));
          states.push('asked=' + await Notification.requestPermission());
          tell(states.join(';'));
        }
        </script>
        """

    private func told(_ change: @escaping @Sendable (String) -> String) async throws -> [String] {
        let result = Watched<[String]>([])
        try await withFixtureServer(["/": .page(Self.page), "/told": .text("ok")]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let address = server.address("/", host: "localhost")
                    let recording = try await stage.record(address, in: browser, as: "ask") { hand in
                        try await hand.click("button")
                        _ = try await server.request(for: "/told")
                    }
                    let text = change(SkillWriter.text(of: try Compiler.compile(recording).skill))
                    let admitted = try await stage.admit(text)
                    let report = await stage.player(grace: .seconds(1))
                        .play(admitted, inputs: [:], run: .new(), in: browser)
                    #expect(report.state == .succeeded, "\(report)")
                    result.update { $0 = server.requests(for: "/told").map { $0.query ?? "" } }
                }
            }
        }
        return result.current
    }

    @Test("nothing is permitted unless the skill says so, and no question waits for an answer")
    func denied() async throws {
        let none = "geolocation=denied;notifications=denied;camera=denied;microphone=denied;midi=denied;asked=denied"
        #expect(try await told { $0 } == [none, none])
    }

    @Test("what the skill names is permitted to its sites")
    func granted() async throws {
        let told = try await told {
            $0.replacing("login: none }", with: "permissions: [geolocation, notifications], login: none }")
        }
        #expect(
            told.last
                == "geolocation=granted;notifications=granted;camera=denied;microphone=denied;midi=denied;asked=granted"
        )
    }
}
