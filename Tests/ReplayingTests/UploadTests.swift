// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Oversight
import Replaying
import SkillKit
import Teaching
import TestSupport
import Testing
import Vocabulary

@testable import Browsing

@Suite("Files that are given to pages are taught by their names, and given again from where a run says", .serialized)
struct UploadTests {
    /// A page that takes files, and how a hand gives them.
    struct Taking: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let page: String
        /// What the page shows in a frame.
        var inner = ""
        var names = ["photo.png"]
        /// The step that it comes to.
        let step: String
        let act: @Sendable (Hand, [String]) async throws -> Void
    }

    private static let telling =
        "onchange=\"Promise.all(Array.from(this.files, async (f) => f.name + ':' + await f.text())).then((t) => tell(t.join('|')))\""

    static let takings: [Taking] = [
        Taking(
            testDescription: "a field for one file",
            page: "<label>Picture <input type=file \(telling)></label>",
            step: #"upload: picture, with: "{{ inputs.picture }}""#
        ) { hand, files in try await hand.choosing(files) { try await hand.click("input") } },
        Taking(
            testDescription: "a field for several files",
            page: "<label>Pictures <input type=file multiple \(telling)></label>",
            names: ["a.txt", "b c.txt"],
            step: #"upload: pictures, with: ["{{ inputs.pictures }}", "{{ inputs.pictures-2 }}"]"#
        ) { hand, files in try await hand.choosing(files) { try await hand.click("input") } },
        Taking(
            testDescription: "a hidden field behind a label that looks like a button",
            page: "<label><b>Picture</b><input type=file hidden \(telling)></label>",
            step: #"upload: picture, with: "{{ inputs.picture }}""#
        ) { hand, files in try await hand.choosing(files) { try await hand.click("b") } },
        Taking(
            testDescription: "a button whose script opens the chooser of a hidden field",
            page: """
                <button onclick="document.querySelector('input').click()">Add picture</button>
                <input type=file style="display: none" \(telling)>
                """,
            step: #"upload: add-picture, with: "{{ inputs.add-picture }}""#
        ) { hand, files in try await hand.choosing(files) { try await hand.click("button") } },
        Taking(
            testDescription: "a button whose script makes a field that is on no page",
            page: """
                <button onclick="const field = document.createElement('input'); field.type = 'file'; window.kept = field;
                  field.onchange = async () => tell(field.files[0].name + ':' + await field.files[0].text()); field.click()">Add picture</button>
                """,
            step: #"upload: add-picture, with: "{{ inputs.add-picture }}""#
        ) { hand, files in try await hand.choosing(files) { try await hand.click("button") } },
        Taking(
            testDescription: "a button of a row that shares one hidden field with the others",
            page: """
                <ul><li><b>Tea</b> <button onclick="row = 'tea'; field.click()">Picture</button>
                <li><b>Coffee</b> <button onclick="row = 'coffee'; field.click()">Picture</button></ul>
                <input type=file id=field hidden onchange="this.files[0].text().then((t) => tell(row + ' ' + this.files[0].name + ':' + t))">
                """,
            step: #"upload: picture-coffee, with: "{{ inputs.picture }}""#
        ) { hand, files in
            try await hand.choosing(files) { try await hand.click("li:nth-of-type(2) button") }
        },
        Taking(
            testDescription: "a field that a program gives a file to, with no chooser",
            page: "<label>Picture <input type=file \(telling)></label>",
            step: #"upload: picture, with: "{{ inputs.picture }}""#
        ) { hand, files in try await hand.give(files, to: "input") },
        Taking(
            testDescription: "a field that says what it accepts and is given something else",
            page: "<label>Picture <input type=file accept=image/png \(telling)></label>",
            names: ["notes.txt"],
            step: #"upload: picture, with: "{{ inputs.picture }}""#
        ) { hand, files in try await hand.choosing(files) { try await hand.click("input") } },
        Taking(
            testDescription: "a field in a frame",
            page: "<h1>Album</h1><iframe title=Album src=/inner width=500></iframe>",
            inner: "<label>Picture <input type=file \(telling)></label>",
            step: #"upload: picture, with: "{{ inputs.picture }}""#
        ) { hand, files in
            let frame = try await hand.frame("iframe", showing: "/inner")
            try await frame.choosing(files) { try await frame.click("input") }
        },
        Taking(
            testDescription: "a field in a frame of another site",
            page: elsewhere,
            inner: "<label>Picture <input type=file \(telling)></label>",
            step: #"upload: picture, with: "{{ inputs.picture }}""#
        ) { hand, files in
            let frame = try await hand.frame("iframe", showing: "/inner")
            try await frame.choosing(files) { try await frame.click("input") }
        },
        Taking(
            testDescription: "a button in a frame of another site whose script makes a field that is on no page",
            page: elsewhere,
            inner: """
                <button onclick="const field = document.createElement('input'); field.type = 'file'; window.kept = field;
                  field.onchange = async () => tell(field.files[0].name + ':' + await field.files[0].text()); field.click()">Add picture</button>
                """,
            step: #"upload: add-picture, with: "{{ inputs.add-picture }}""#
        ) { hand, files in
            let frame = try await hand.frame("iframe", showing: "/inner")
            try await frame.choosing(files) { try await frame.click("button") }
        },
    ]

    private static let elsewhere = """
        <h1>Album</h1><iframe title=Album width=500></iframe>
        <script>document.querySelector('iframe').src = 'http://pay.localhost:' + location.port + '/inner'</script>
        """

    private static let script = """
        <script>function tell(x) { const r = new XMLHttpRequest(); r.open('GET', '/told?' + encodeURIComponent(x), false); r.send(); }</script>
        """

    /// What a test has at hand: where files lie that may be read, and the skill that was taught.
    struct Scene: Sendable {
        let stage: Stage
        let browser: RunningBrowser
        let server: FixtureServer
        let folder: String
        let skill: AdmittedSkill
        let inputs: [String: String]

        func told() -> [String] {
            server.requests(for: "/told").map { ($0.query ?? "").removingPercentEncoding ?? "" }
        }

        func play(_ inputs: [String: String]) async -> RunReport {
            await stage.player(grace: .seconds(1)).play(skill, inputs: inputs, run: .new(), in: browser)
        }
    }

    /// Teaches a taking with files of one folder, and goes on with the skill.
    private func taught(_ taking: Taking, _ body: @escaping @Sendable (Scene) async throws -> Void) async throws {
        let pages: [String: FixtureReply] = [
            "/": .page(Self.script + taking.page), "/inner": .page(Self.script + taking.inner), "/told": .text("ok"),
        ]
        try await withFixtureServer(pages) { server in
            try await withTestBrowser { browser, sink in
                try await withTemporaryFolder { folder in
                    try await withTemporaryFolder(mode: 0o755) { shared in
                        let stage = try Stage(home: folder.path, sink: sink)
                        let real = URL(fileURLWithPath: shared.path).resolvingSymlinksInPath().path
                        let shown = try taking.names.map { try Self.write("shown", to: "\(real)/\($0)") }
                        let recording = try await stage.record(server.address("/"), in: browser, as: "give") { hand in
                            try await taking.act(hand, shown)
                            _ = try await server.request(for: "/told")
                        }
                        let names = taking.names.map { "\"" + $0 + "\"" }
                        let text = try String(contentsOfFile: "\(folder.path)/give.jsonl", encoding: .utf8)
                        #expect(!text.contains(real) && names.allSatisfy { text.contains($0) }, "\(text)")
                        let skill = try await stage.admit(recording)
                        let files = skill.skill.inputs.filter { $0.type == .file }
                        #expect(files.compactMap(\.description) == taking.names, "\(skill.source)")
                        try await body(
                            Scene(
                                stage: stage,
                                browser: browser,
                                server: server,
                                folder: real,
                                skill: skill,
                                inputs: Dictionary(uniqueKeysWithValues: zip(files.map(\.name), shown))
                            )
                        )
                    }
                }
            }
        }
    }

    @discardableResult
    private static func write(_ text: String, to path: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func staged(_ scene: Scene) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: scene.browser.area.path)) ?? ["unreadable"]
    }

    @Test("a page gets the files that a run names, and nothing of them stays", arguments: takings)
    func given(_ taking: Taking) async throws {
        try await taught(taking) { scene in
            #expect(scene.skill.source.contains(taking.step), "\(scene.skill.source)")
            #expect(scene.skill.skill.steps.count == 2, "\(scene.skill.source)")
            try await scene.stage.grants.add(readPath: scene.folder, by: "operator", events: scene.stage.sink)
            for path in scene.inputs.values { try Self.write("again", to: path) }
            let report = await scene.play(scene.inputs)
            #expect(report.state == .succeeded, "\(report.message ?? "") \(scene.skill.source)")
            let told = scene.told()
            #expect(told.count == 2 && told[1] == told[0].replacing("shown", with: "again"), "\(told)")
            let events = scene.stage.sink.events(named: .fileUploaded)
            #expect(events.filter { $0.outcome == .started }.count == taking.names.count)
            #expect(events.allSatisfy { !"\($0.extra)".contains(scene.folder) })
            #expect(events.first?.extra["bytes"]?.int == 5 && events.first?.extra["file_sha256"]?.string?.count == 64)
            #expect(self.staged(scene).isEmpty)
        }
    }

    @Test("what may not be read is not given, and the page hears nothing of it")
    func refused() async throws {
        try await taught(Self.takings[0]) { scene in
            let (stage, folder) = (scene.stage, scene.folder)
            let path = try #require(scene.inputs["picture"])
            let ungranted = await scene.play(["picture": path])
            #expect(ungranted.code == "path_not_granted", "\(ungranted)")
            #expect(ungranted.message?.contains(folder) == false)
            try await stage.grants.add(readPath: folder, by: "operator", events: stage.sink)
            try await withTemporaryFolder(mode: 0o755) { other in
                let outside = try Self.write("outside", to: "\(other.path)/outside.txt")
                symlink(outside, "\(folder)/link.txt")
                symlink(other.path, "\(folder)/way")
                mkfifo("\(folder)/pipe", 0o644)
                mknod("\(folder)/device", S_IFCHR | 0o644, 0x105)
                mkdir("\(folder)/inner", 0o755)
                try Self.write("", to: "\(folder)/huge")
                truncate("\(folder)/huge", 200_000_001)
                let cases = [
                    ("\(folder)/link.txt", "file_unreadable"), ("\(folder)/way/outside.txt", "file_unreadable"),
                    ("\(folder)/pipe", "file_unreadable"), ("\(folder)/device", "file_unreadable"),
                    ("\(folder)/inner", "file_unreadable"), ("\(folder)/gone.png", "file_unreadable"),
                    ("\(folder)/huge", "file_too_large"), (outside, "path_not_granted"),
                    ("/dev/zero", "path_not_granted"), ("\(folder)/../x", "input_invalid"),
                    ("\(folder)//x", "input_invalid"), ("photo.png", "input_invalid"), ("", "input_invalid"),
                    ("\(folder)-other/x", "path_not_granted"),
                ]
                for (path, code) in cases {
                    let report = await scene.play(["picture": path])
                    #expect(report.code == code, "\(path): \(report.message ?? "")")
                }
            }
            #expect(scene.told().count == 1)
            #expect(self.staged(scene).isEmpty)
            try await stage.grants.remove(readPath: folder, by: "operator", events: stage.sink)
            #expect(await scene.play(["picture": path]).code == "path_not_granted")
        }
    }

    @Test("a page that asks for no file any more, or takes fewer, gets none")
    func changed() async throws {
        try await taught(Self.takings[1]) { scene in
            try await scene.stage.grants.add(readPath: scene.folder, by: "operator", events: scene.stage.sink)
            scene.server.answer("/", with: .page("<label>Pictures <input type=file></label>"))
            let single = await scene.play(scene.inputs)
            #expect(single.code == "target_not_ready", "\(single)")
        }
        try await taught(Self.takings[3]) { scene in
            try await scene.stage.grants.add(readPath: scene.folder, by: "operator", events: scene.stage.sink)
            let text = scene.skill.source.replacing(
                "inputs.add-picture }}\" }",
                with: "inputs.add-picture }}\", within: 2s }"
            )
            let skill = try await scene.stage.admit(text)
            scene.server.answer("/", with: .page("<button>Add picture</button>"))
            let silent = await scene.stage.player.play(skill, inputs: scene.inputs, run: .new(), in: scene.browser)
            #expect(silent.code == "consequence_missing", "\(silent)")
        }
    }

    @Test("a chooser that no step foresees blocks nothing and gets nothing")
    func unforeseen() async throws {
        let page =
            "<button onclick=\"tell('pressed'); document.querySelector('input').click()\">Go</button><input type=file hidden>"
        let redone = try await redo(
            Deed("a chooser that is left alone", page: page, told: ["pressed"]) { try await $0.click("button") }
        )
        #expect(redone.report.state == .succeeded && redone.replayed == ["pressed"], "\(redone.report) \(redone.skill)")
    }
}
