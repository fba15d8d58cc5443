// SPDX-License-Identifier: Apache-2.0
import Browsing
import Foundation
import Oversight
import SkillKit
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@testable import Replaying

@Suite("Pictures of steps")
struct EvidenceTests {
    /// Runs a skill that looks at one page, and gives what was kept of its last step.
    private func look(
        at page: String,
        secret: String? = nil,
        _ change: (String) -> String = { $0 },
        _ body: (_ home: String, RunReport, RecordingSink) async throws -> Void
    ) async throws {
        try await withFixtureServer(["/": .page(page)]) { server in
            let text = change(SampleSkill.looking(at: server.origin()))
            let origin = try WebOrigin(server.origin())
            try await withTemporaryFolder { folder in
                let (report, sink) = try await withTestBrowser { browser, sink in
                    let stage = try Stage(home: folder.path, sink: sink)
                    if let secret {
                        try await stage.secrets.set("code", origin: origin, value: Secret(secret), events: sink)
                    }
                    let admitted = try await stage.admit(text)
                    let player = stage.player(evidence: EvidenceStore(home: folder.path))
                    return (await player.play(admitted, inputs: [:], run: .new(), in: browser), sink)
                }
                try await body(folder.path, report, sink)
            }
        }
    }

    @Test("every step has one, for its owner alone, and its digest is in the log")
    func kept() async throws {
        try await look(at: "<h1>Shop</h1><button id=there>Yes</button>") { home, report, sink in
            #expect(report.state == .succeeded, "\(report.message ?? "")")
            for step in report.steps {
                guard case .picture(let file, let sha256)? = step.evidence else {
                    Issue.record("\(step.id): \(String(describing: step.evidence))")
                    continue
                }
                let bytes = try #require(FileManager.default.contents(atPath: "\(home)/\(file)"))
                #expect(bytes.prefix(3) == Data([0xFF, 0xD8, 0xFF]) && bytes.count > 1000)
                #expect(SkillDigest.of(Array(bytes)) == sha256)
                let mode = try FileManager.default.attributesOfItem(atPath: "\(home)/\(file)")[.posixPermissions]
                #expect((mode as? NSNumber)?.intValue == 0o600)
                let ended = try await sink.event(named: .stepEnded) { $0.extra["step"]?.string == step.id.rawValue }
                #expect(ended.extra["evidence"]?["sha256"]?.string == sha256)
            }
        }
    }

    @Test("a step that fails has one too")
    func failing() async throws {
        try await look(at: "<h1>Shop</h1>") { _, report, _ in
            #expect(report.code == "waited_in_vain")
            guard case .picture? = report.steps.last?.evidence else {
                Issue.record("\(String(describing: report.steps.last?.evidence))")
                return
            }
        }
    }

    @Test("a skill that says 'evidence: none' leaves no picture")
    func none() async throws {
        try await look(at: "<button id=there>Yes</button>") {
            $0.replacing("sites:", with: "evidence: none\nsites:")
        } _: { home, report, _ in
            #expect(report.state == .succeeded && report.steps.allSatisfy { $0.evidence == nil })
            #expect(!FileManager.default.fileExists(atPath: home + "/evidence"))
        }
    }

    /// Ways of a page to show the secret hunter2-hunter2.
    static let shown = [
        "<p>Your code: hunter2-hunter2</p>",
        "<p style='text-transform: uppercase'>hunter2 - hunter2</p>",
        "<p><b>hun</b><i>ter2</i> <span>HUNTER2</span></p>",
        "<p>h u n t e r 2 h u n t e r 2</p>",
        "<style>#c::before { content: 'hunter2-hunter2' }</style><p id=c></p>",
        "<input placeholder='hunter2-hunter2'>",
        "<div id=h></div><script>h.attachShadow({ mode: 'closed' }).innerHTML = '<p>hunter2-hunter2</p>'</script>",
        "<p>\(String(repeating: "much text before it ", count: 60_000))</p><p>hunter2-hunter2</p>",
    ]

    @Test("a page whose text shows a stored secret is not pictured", arguments: shown)
    func secretText(_ text: String) async throws {
        try await look(at: text + "<button id=there>Yes</button>", secret: "hunter2-hunter2") { home, report, _ in
            #expect(report.steps.last?.evidence == .withheld(.secretShown))
            #expect(pictures(in: home).allSatisfy { !$0.hasSuffix("a2.jpg") })
        }
    }

    @Test("a dialog that comes while the last step's picture is taken fails the run")
    func lateDialog() async throws {
        let page = """
            <script>setTimeout(() => {
              document.body.innerHTML = '<button id=there>Yes</button>';
              requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => alert('late'), 5)));
            }, 200)</script>
            """
        try await look(at: page) { _, report, _ in
            #expect(report.state == .failed && report.code == "unexpected_dialog")
        }
    }

    private func pictures(in home: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: home + "/evidence")?.allObjects as? [String] ?? []
        return all.filter { $0.hasSuffix(".jpg") }
    }

    /// Fields that hold a secret, and what a page does to keep them shown.
    static let fields = [
        "<input type=password value=W>",
        "<input name=otp value=W>",
        "<input name=otp value=W style='-webkit-text-fill-color: red; background: yellow; transition: all 9s'>",
        "<input type=password value=W id=p><script>p.type = 'text'</script>",
        "<div contenteditable aria-label='Security code'><b style='color: red'>W</b></div>",
        "<div id=host></div><script>host.attachShadow({ mode: 'open' }).innerHTML = '<input type=password value=W>'</script>",
        "<iframe srcdoc='<h1>W</h1>' width=300 height=60></iframe>",
        "<input name=otp value=1 style='-webkit-text-fill-color: red !important; outline: 3px solid'><input name=otp value=W style='-webkit-text-fill-color: red !important'>",
        "<input name=otp value=W autofocus onfocus='this.select()'>",
        "<div style='height:900px'></div><input name=otp value=W autofocus style='transform: rotate(4deg)'>",
        "<div id=host></div><script>host.attachShadow({ mode: 'closed' }).innerHTML = '<iframe srcdoc=\"<h1>W</h1>\" width=300 height=60></iframe>'</script>",
    ]

    @Test("a field with a secret, and a frame, are black on the picture", arguments: fields)
    func covered(_ field: String) async throws {
        let style = "<style>input, div, iframe { font: 40px monospace; border: 0; margin: 0 }</style>"
        let digests = try await ["WWWWWWWW", "iiiiiiii"]
            .asyncMap { value -> String in
                var digest = ""
                let page = style + field.replacing("W", with: value) + "<button id=there>Yes</button>"
                try await look(at: page) { _, report, _ in
                    guard case .picture(_, let sha256)? = report.steps.last?.evidence else {
                        Issue.record("\(String(describing: report.steps.last?.evidence))")
                        return
                    }
                    digest = sha256
                }
                return digest
            }
        // Two secrets of one length, one picture: nothing of them is on it.
        #expect(!digests[0].isEmpty && digests[0] == digests[1])
    }

    @Test("a field that holds a stored secret is black, whatever it is called and whoever wrote it there")
    func heldSecret() async throws {
        let style = "<style>input { font: 40px monospace }</style>"
        var digests: Set<String> = []
        for value in ["WWWWWWWW", "iiiiiiii"] {
            let page = style + "<input aria-label=Note value=\(value)><button id=there>Yes</button>"
            try await look(at: page, secret: value) { _, report, _ in
                guard case .picture(_, let sha256)? = report.steps.last?.evidence else {
                    Issue.record("\(String(describing: report.steps.last?.evidence))")
                    return
                }
                digests.insert(sha256)
            }
        }
        #expect(digests.count == 1)
    }

    @Test("a secret field that moves all the time is not pictured")
    func restless() async throws {
        let page = """
            <style>@keyframes go { to { transform: translateX(300px) } } input { animation: go 1s infinite alternate }</style>
            <input type=password value=W><button id=there>Yes</button>
            """
        try await look(at: page) { _, report, _ in
            #expect(report.steps.last?.evidence == .withheld(.notCovered))
        }
    }

    @Test("the page's document is as it was, also to a page that watches it")
    func untouched() async throws {
        let page = """
            <title>calm</title><input type=password value=x><button id=there>Yes</button><script>
            new MutationObserver(() => document.title = 'touched').observe(document, { subtree: true, childList: true, attributes: true });
            </script>
            """
        try await withFixtureServer(["/": .page(page)]) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    let stage = try Stage(home: folder.path, sink: sink)
                    let text = SampleSkill.looking(at: server.origin())
                        .replacing("within: 2s }", with: "within: 2s }\n  - { id: a3, expect: { title: calm } }")
                    let admitted = try await stage.admit(text)
                    let player = stage.player(evidence: EvidenceStore(home: folder.path))
                    let report = await player.play(admitted, inputs: [:], run: .new(), in: browser)
                    #expect(report.state == .succeeded, "\(report.message ?? "") \(text)")
                }
            }
        }
    }

    @Test("a picture that was changed after it was kept is not shown")
    func changed() async throws {
        try await withTemporaryFolder { folder in
            let store = EvidenceStore(home: folder.path)
            let step = StepID(rawValue: "a1")
            let run = RunID(rawValue: "run_1")
            guard case .picture(let file, let sha256) = try store.keep([1, 2, 3], of: step, in: run) else {
                throw TestFailure("nothing was kept")
            }
            #expect(try store.picture(of: step, in: run, sha256: sha256) == [1, 2, 3])
            try Data([1, 2, 4]).write(to: URL(fileURLWithPath: "\(folder.path)/\(file)"))
            let error = #expect(throws: ReplayError.self) { try store.picture(of: step, in: run, sha256: sha256) }
            #expect(error?.reason == .pictureChanged)
        }
    }

    @Test("what is older than 30 days goes, then the oldest of what is too much")
    func pruned() async throws {
        try await withTemporaryFolder { folder in
            let store = EvidenceStore(home: folder.path)
            let now = Date()
            for (run, days) in [("old", 31.0), ("older", 3), ("new", 0)] {
                _ = try store.keep(
                    [UInt8](repeating: 1, count: 600),
                    of: StepID(rawValue: "a1"),
                    in: RunID(rawValue: run)
                )
                let date = now.addingTimeInterval(-86_400 * days)
                try FileManager.default.setAttributes(
                    [.modificationDate: date],
                    ofItemAtPath: "\(folder.path)/evidence/\(run)"
                )
            }
            store.prune(now: now)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/evidence")
            #expect(Set(left) == ["older", "new"])
            store.prune(now: now, size: 1000)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/evidence") == ["new"])
        }
    }

    @Test("a name that leaves the folder is no picture's", arguments: ["../../secrets", "a/b", "", "."])
    func names(_ name: String) throws {
        let store = EvidenceStore(home: "/nowhere")
        #expect(try store.picture(of: StepID(rawValue: name), in: RunID(rawValue: "run_1"), sha256: "") == nil)
        #expect(try store.picture(of: StepID(rawValue: "a1"), in: RunID(rawValue: name), sha256: "") == nil)
        #expect(throws: FileError.self) {
            try store.keep([1], of: StepID(rawValue: name), in: RunID(rawValue: "run_1"))
        }
    }
}

extension Sequence where Element: Sendable {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}

/// Skills written by hand.
private enum SampleSkill {
    static func looking(at site: String) -> String {
        """
        understudy: 1
        name: look
        description: Look at a page.
        browser: { viewport: 1280x720, login: none }
        sites: { shop: "\(site)" }
        steps:
          - { id: a1, open: "shop:/" }
          - { id: a2, wait_for: { target: there }, within: 2s }
        targets:
          there:
            looks: button "Yes"
            locators:
              - { role: button, name: "Yes", matched: 1 }
        fingerprints: # machine-written
          there: { v: 1, tag: button, role: button, name: "Yes", text: "Yes", counts: { name: 1 } }

        """
    }
}
