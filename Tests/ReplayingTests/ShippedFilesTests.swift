// SPDX-License-Identifier: Apache-2.0
import Foundation
import SkillKit
import Teaching
import Testing
import Vocabulary

@Suite("The examples that ship")
struct ShippedFilesTests {
    private var root: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
    }

    @Test(
        "the demo's recording compiles to the demo's skill, byte for byte, and the gate lets it pass",
        arguments: ["order-coffee", "week-order"]
    )
    func demo(_ name: String) throws {
        let recording = try RecordingFile.read(root + "/Recordings/\(name).jsonl")
        let bytes = try #require(try PrivateFile.read(root + "/Skills/\(name).yaml"))
        let compiled = try Compiler.compile(recording)
        #expect(SkillWriter.text(of: compiled.skill) == String(decoding: bytes, as: UTF8.self))
        let pending = try SkillRegistry.pending(bytes, file: "\(name).yaml")
        #expect(pending.isApprovable)
        #expect(pending.skill.steps.filter(\.isIrreversible).count == 1)
    }

    @Test("the longer task meets what pages ask of a hand besides clicks and fields")
    func longer() throws {
        let bytes = try #require(try PrivateFile.read(root + "/Skills/week-order.yaml"))
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = [
            "hover: for-offices", "scroll: end", "drag: { from: workshop, to: kitchen",
            "click: sizes-and-prices, at: [",
            "css: ['cup-stepper[name=\"cups\"]', button", "address: shop:/office/week/extras",
            "fill: note-to-the-driver",
            "upload: picture-of-the-door", "then: { request: POST shop:/office/picture }",
            "message: Save this plan and go on to the payment?",
            "frame: card", "tab: receipts",
            #"download: "*.csv""#, #"download: "*.pdf""#, "{{ secrets.pay-card-number }}",
        ]
        for part in parts { #expect(text.contains(part), "\(part)") }
    }

    @Test("no file holds the password and the card number that were typed while they were made")
    func noSecret() throws {
        for name in ["order-coffee", "week-order"] {
            for file in ["/Recordings/\(name).jsonl", "/Skills/\(name).yaml"] {
                let bytes = try #require(try PrivateFile.read(root + file))
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(!text.contains("correct-horse") && !text.contains("42424242") && !text.contains("4242 4242"))
            }
        }
    }

    @Test("a recording whose last line was cut off by a crash is read without it")
    func cutOff() throws {
        let bytes = try #require(try PrivateFile.read(root + "/Recordings/order-coffee.jsonl"))
        let whole = try RecordingFile.parse(bytes, name: "whole")
        let cut = try RecordingFile.parse(Array(bytes.dropLast(40)), name: "cut")
        #expect(cut.isCutOff)
        #expect(cut.events.count == whole.events.count - 1)
        let broken = Array(bytes.prefix(200)) + Array("\n{}\n".utf8)
        #expect(throws: (any Error).self) { try RecordingFile.parse(broken, name: "broken") }
    }
}
