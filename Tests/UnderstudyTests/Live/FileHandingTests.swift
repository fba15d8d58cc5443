// SPDX-License-Identifier: Apache-2.0
import Console
import ConsoleTesting
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import understudy

@Suite("Files for a page, sent along by a person", .serialized)
struct FileHandingTests {
    /// Two fields: of several files, and of one.
    private static let page = """
        <body style='margin:0'>
        <input id=many type=file multiple style='position:absolute;left:100px;top:100px;width:300px;height:40px'>
        <input id=one type=file style='position:absolute;left:100px;top:200px;width:300px;height:40px'>
        <script>window.names = (id) => Array.from(document.getElementById(id).files, (f) => f.name).join();</script>
        """

    /// Clicks a field, and waits for its chooser.
    private static func open(_ top: Double, in stage: LiveStage, after last: Int = 0) async throws -> OpenChooser {
        let picture = try await (try await stage.read()).picture()
        let (x, y) = (150.0 / 1280, (top + 20) / 720)
        try await stage.drive(
            [
                InputEvent(.move, x: x, y: y),
                InputEvent(.down, x: x, y: y, button: .left, buttons: 1, clicks: 1),
                InputEvent(.up, x: x, y: y, button: .left, buttons: 0, clicks: 1),
            ],
            at: picture
        )
        let deadline = Deadline.after(.seconds(20))
        while !deadline.hasPassed {
            let tabs: TabList = try await stage.appliance.get("/v1/tabs")
            let chooser = tabs.tabs.first { $0.id == stage.tab }?.chooser
            if let chooser, chooser.number > last { return chooser }
        }
        throw RawFailure(what: "no chooser")
    }

    /// Sends one file; the answer's status, and its body.
    private static func give(
        _ name: String,
        to chooser: Int?,
        more: Bool = false,
        length: Int? = nil,
        in stage: LiveStage
    ) async throws -> (status: Int, body: String) {
        let connection = try RawConnection(port: stage.port)
        let query = (chooser.map { "chooser=\($0)&" } ?? "") + "name=\(name)&more=\(more)"
        connection.send(
            """
            POST /v1/tabs/\(stage.tab)/files?\(query) HTTP/1.1\r
            Host: 127.0.0.1:\(stage.port)\r
            Authorization: Bearer \(stage.token)\r
            Content-Type: application/octet-stream\r
            Content-Length: \(length ?? 5)\r
            Connection: close\r
            \r
            hello
            """
        )
        let reply = try RawReply(await connection.readToEnd())
        return (reply.status, reply.body)
    }

    @Test("several come to the chooser that they were sent for, in one go, and to no other")
    func several() async throws {
        try await LiveStage.with(Self.page) { stage in
            #expect(try await Self.give("a.txt", to: 1, in: stage).body.contains("\"chooser_unasked\""))
            #expect(try await Self.give("a.txt", to: nil, in: stage).status == 400)
            let many = try await Self.open(100, in: stage)
            #expect(many.several && many.number == 1)
            #expect(try await Self.give("a.txt", to: 1, more: true, in: stage).status == 200)
            #expect(try await Self.give("b.txt", to: 2, in: stage).body.contains("\"chooser_unasked\""))
            #expect(try await stage.evaluate("names('many')") == "")
            #expect(try await Self.give("b.txt", to: 1, in: stage).status == 200)
            #expect(try await stage.evaluate("names('many')") == "a.txt,b.txt")
            // It has its files, and asks no more.
            #expect(try await Self.give("c.txt", to: 1, in: stage).body.contains("\"chooser_unasked\""))
        }
    }

    @Test("what waited for one chooser is not given to the next one")
    func otherChooser() async throws {
        try await LiveStage.with(Self.page) { stage in
            let many = try await Self.open(100, in: stage)
            #expect(try await Self.give("a.txt", to: many.number, more: true, in: stage).status == 200)
            let one = try await Self.open(200, in: stage, after: many.number)
            #expect(!one.several)
            #expect(try await Self.give("b.txt", to: many.number, in: stage).body.contains("\"chooser_unasked\""))
            #expect(
                try await Self.give("b.txt", to: one.number, more: true, in: stage).body.contains("\"too_many_files\"")
            )
            #expect(try await Self.give("b.txt", to: one.number, in: stage).status == 200)
            #expect(try await stage.evaluate("names('one') + '|' + names('many')") == "b.txt|")
        }
    }

    @Test("more than a page is given at once, and more than one file may hold, is refused")
    func bounds() async throws {
        try await LiveStage.with(Self.page) { stage in
            let many = try await Self.open(100, in: stage)
            for number in 1..<HandedFile.countLimit {
                #expect(try await Self.give("\(number).txt", to: many.number, more: true, in: stage).status == 200)
            }
            #expect(
                try await Self.give("x.txt", to: many.number, more: true, in: stage).body.contains("\"too_many_files\"")
            )
            #expect(
                try await Self.give("y.txt", to: many.number, length: HandedFile.limit + 1, in: stage).status == 413
            )
            // What came before is forgotten.
            #expect(try await Self.give("z.txt", to: many.number, in: stage).status == 200)
            #expect(try await stage.evaluate("names('many')") == "z.txt")
            // And removed: only what the page has is left.
            let staged = FileManager.default.enumerator(atPath: stage.home + "/staging")
            let names = (staged?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".txt") }
            #expect(names.map { $0.split(separator: "/").last } == ["z.txt"], "\(names)")
        }
    }
}
