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

    @Test("the demo's recording compiles to the demo's skill, byte for byte, and the gate lets it pass")
    func demo() throws {
        let recording = try RecordingFile.read(root + "/Recordings/order-coffee.jsonl")
        let bytes = try #require(try PrivateFile.read(root + "/Skills/order-coffee.yaml"))
        let compiled = try Compiler.compile(recording)
        #expect(SkillWriter.text(of: compiled.skill) == String(decoding: bytes, as: UTF8.self))
        let pending = try SkillRegistry.pending(bytes, file: "order-coffee.yaml")
        #expect(pending.isApprovable)
        #expect(pending.skill.steps.last?.isIrreversible == true)
    }

    @Test("neither file holds the password that was typed while they were made")
    func noSecret() throws {
        for file in ["/Recordings/order-coffee.jsonl", "/Skills/order-coffee.yaml"] {
            let bytes = try #require(try PrivateFile.read(root + file))
            #expect(!String(decoding: bytes, as: UTF8.self).contains("correct-horse"))
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
