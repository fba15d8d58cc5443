// SPDX-License-Identifier: Apache-2.0
import Console
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Teaching
@testable import understudy

@Suite("Pictures of what a person shows", .serialized)
struct ShownPictureTests {
    /// A field that is secret, a button, and one that tells the secret.
    private static let page = """
        <body style='margin:0;background:#fff'><input id=key type=password aria-label=Key value=''
        style='position:absolute;left:100px;top:100px;width:300px;height:40px;background:#0a0'>
        <button id=go style='position:absolute;left:100px;top:200px;width:100px;height:40px;background:#0a0'
        onclick='this.dataset.done = 1'>Next</button>
        <button id=tell style='position:absolute;left:100px;top:300px;width:100px;height:40px'
        onclick='document.body.append(key.value)'>Tell</button>
        """

    private static func click(_ x: Double, _ y: Double) -> [InputEvent] {
        let (x, y) = (x / 1280, y / 720)
        return [
            InputEvent(.move, x: x, y: y),
            InputEvent(.down, x: x, y: y, button: .left, buttons: 1, clicks: 1),
            InputEvent(.up, x: x, y: y, button: .left, buttons: 0, clicks: 1),
        ]
    }

    /// Waits until there is a picture of the page as it is after all that was recorded.
    private static func waitForPicture(_ stage: LiveStage) async throws {
        let folder = PictureFolder(of: "\(stage.home)/recordings/\(stage.recording.slug).jsonl")
        let deadline = Deadline.after(.seconds(30))
        while !deadline.hasPassed {
            let list: RecordingList = try await stage.appliance.get("/v1/recordings")
            let count = list.recordings.first { $0.slug == stage.recording.slug }?.events ?? 0
            if folder.pictures.contains(where: { $0.event == count }) { return }
        }
        Issue.record("no picture")
    }

    @Test(
        "a review shows the page before each step, without the secrets in its fields, and not where the page tells one"
    )
    func review() async throws {
        try await LiveStage.with(Self.page) { stage in
            let picture = try await (try await stage.read()).picture()
            try await Self.waitForPicture(stage)
            var text = InputEvent(.text)
            text.text = "hunter2-tulip"
            try await stage.drive(Self.click(150, 120) + [text], at: picture)
            try await stage.wait(for: "key.value === 'hunter2-tulip'")
            // The recording holds the field when the focus has left it.
            try await stage.drive(Self.click(150, 220), at: picture)
            try await stage.wait(for: "go.dataset.done === '1'")
            try await Self.waitForPicture(stage)
            try await stage.drive(Self.click(150, 320), at: picture)
            try await stage.wait(for: "document.body.innerText.includes('hunter2')")
            try await stage.drive(Self.click(150, 220), at: picture)
            let stopped = try await stage.appliance.stopRecording(stage.recording.slug, by: .operator)
            let pending = try #require(stopped.pending?.summary)
            let detail = try await stage.appliance.pendingSkill(pending.slug, pending.sha12)
            let taken = Set(detail.pictures.map(\.picture))
            #expect(!taken.isEmpty && detail.pictures.count > 2, "\(detail.pictures)")
            for number in taken {
                let jpeg = try await stage.appliance.recordingPicture(stage.recording.slug, number)
                let colours = try await stage.colours(
                    of: jpeg,
                    at: [(380.0 / 1280, 120.0 / 720), (110.0 / 1280, 205.0 / 720)]
                )
                #expect(colours[0].allSatisfy { $0 < 40 }, "the field: \(colours[0])")
                #expect(colours[1][1] > 120 && colours[1][0] < 90, "the button: \(colours[1])")
            }
            // Nothing was kept once the page told the secret.
            let recording = try RecordingFile.read("\(stage.home)/recordings/\(stage.recording.slug).jsonl")
            let told = try #require(recording.events.last { if case .click = $0.body { true } else { false } })
            #expect(taken.allSatisfy { $0 < told.number })
            #expect(try await stage.appliance.recordings().first?.events ?? 0 > 0)
        }
    }

    @Test("the picture of a page that told a secret before anybody knew that it is one goes when it is typed")
    func toldBefore() async throws {
        let telling = Self.page + "<p style='margin-top:400px'>Your first password is hunter2-tulip.</p>"
        try await LiveStage.with(telling) { stage in
            let picture = try await (try await stage.read()).picture()
            try await Self.waitForPicture(stage)
            var text = InputEvent(.text)
            text.text = "hunter2-tulip"
            try await stage.drive(Self.click(150, 120) + [text], at: picture)
            try await stage.wait(for: "key.value === 'hunter2-tulip'")
            try await stage.drive(Self.click(150, 220), at: picture)
            let stopped = try await stage.appliance.stopRecording(stage.recording.slug, by: .operator)
            #expect(stopped.pending != nil)
            let folder = PictureFolder(of: "\(stage.home)/recordings/\(stage.recording.slug).jsonl")
            #expect(folder.pictures.isEmpty)
        }
    }

    @Test("the picture of a password that stands in a field for all to see goes when it is known to be one")
    func typedByMistake() async throws {
        let page = Self.page + "<input id=open style='position:absolute;left:100px;top:400px;width:300px;height:40px'>"
        try await LiveStage.with(page) { stage in
            let picture = try await (try await stage.read()).picture()
            try await Self.waitForPicture(stage)
            let folder = PictureFolder(of: "\(stage.home)/recordings/\(stage.recording.slug).jsonl")
            let first = Set(folder.pictures)
            var text = InputEvent(.text)
            text.text = "hunter2-tulip"
            try await stage.drive(Self.click(150, 420) + [text], at: picture)
            try await stage.wait(for: "document.querySelector('#open').value === 'hunter2-tulip'")
            try await stage.drive(Self.click(150, 220), at: picture)
            try await Self.waitForPicture(stage)
            #expect(!Set(folder.pictures).isSubset(of: first))
            try await stage.drive(Self.click(150, 120) + [text], at: picture)
            try await stage.wait(for: "key.value === 'hunter2-tulip'")
            try await stage.drive(Self.click(150, 220), at: picture)
            let stopped = try await stage.appliance.stopRecording(stage.recording.slug, by: .operator)
            #expect(stopped.pending != nil)
            #expect(Set(folder.pictures).isSubset(of: first), "\(folder.pictures)")
        }
    }

    @Test("they are bounded in number and size, and all go when one may show what was said to be secret")
    func bounds() throws {
        let folder = try TemporaryFolder.make(mode: 0o711)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let pictures = PictureFolder(of: "\(folder.path)/task.jsonl")
        func shown(_ event: Int, in document: String = "D1") -> ShownPicture {
            ShownPicture(
                event: event,
                tab: TabID(rawValue: "T1"),
                document: DocumentID(rawValue: document),
                view: [0, -3, 1280, 720]
            )
        }
        for event in 1...(PictureFolder.countLimit + 5) { pictures.keep([1], of: shown(event), taken: pictures.turn) }
        #expect(pictures.pictures.count == PictureFolder.countLimit)
        #expect(pictures.picture(after: 7) == [1] && pictures.pictures.contains(shown(7)))
        let turn = pictures.turn
        pictures.forgetAll()
        pictures.keep([3], of: shown(4), taken: pictures.turn)
        pictures.keep([4], of: shown(4, in: "D2"), taken: pictures.turn)
        #expect(pictures.picture(after: 4) == [4] && pictures.pictures.count == 1)
        pictures.forgetAll()
        pictures.keep([2], of: shown(1), taken: turn)
        #expect(pictures.pictures.isEmpty)
        pictures.keep([UInt8](repeating: 0, count: PictureFolder.sizeLimit), of: shown(1), taken: pictures.turn)
        pictures.keep([1], of: shown(2), taken: pictures.turn)
        #expect(pictures.pictures == [shown(1)])
        PictureFolder.prune(folder.path, now: Date() + 31 * 86_400)
        #expect(pictures.pictures.isEmpty)
    }
}
