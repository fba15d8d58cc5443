// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProtocolGeneration
import Testing
import Vocabulary

@testable import CDP

@Suite("The protocol in use")
struct ProtocolTests {
    private var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/CDP/Protocol")
    }

    private var pinned: [UInt8] {
        get throws { Array(try Data(contentsOf: folder.appendingPathComponent("protocol.json"))) }
    }

    @Test("the generated files are what the generator writes from the pinned protocol")
    func regenerated() throws {
        let subset = try String(contentsOf: folder.appendingPathComponent("subset.txt"), encoding: .utf8)
        let files = try Generator(protocolJSON: try pinned, subset: subset).files()
        let generated = folder.appendingPathComponent("Generated")
        #expect(try FileManager.default.contentsOfDirectory(atPath: generated.path).sorted() == files.keys.sorted())
        for (name, text) in files {
            #expect(try String(contentsOf: generated.appendingPathComponent(name), encoding: .utf8) == text, "\(name)")
        }
    }

    @Test("a name that the protocol does not have stops the generator")
    func unknownName() throws {
        #expect(throws: GenerationError.self) {
            try Generator(protocolJSON: try pinned, subset: "Page.fly(url)\n").files()
        }
        #expect(throws: GenerationError.self) {
            try Generator(protocolJSON: try pinned, subset: "Page.navigate(speed)\n").files()
        }
    }

    @Test("the pinned protocol has all that is in use, and one that lacks something is told by name")
    func differences() throws {
        #expect(try ProtocolSubset.differences(in: try pinned).isEmpty)
        let text = String(decoding: try pinned, as: UTF8.self)
            .replacingOccurrences(of: "\"name\":\"insertText\"", with: "\"name\":\"insertWords\"")
        #expect(try ProtocolSubset.differences(in: Array(text.utf8)) == ["Input.insertText"])
    }
}

@Suite("The table of requests")
struct RequestTableTests {
    private func pending(_ method: String, session: String? = nil, in time: Duration = .seconds(10))
        -> RequestTable.Pending
    {
        RequestTable.Pending(box: ReplyBox(), method: method, session: session, deadline: .now + time)
    }

    private func envelope(_ text: String) throws -> MessageEnvelope { try #require(MessageEnvelope(Array(text.utf8))) }

    @Test("an answer goes to the request with its number, and to no other")
    func answers() throws {
        var table = RequestTable()
        table.add(pending("Page.enable"), id: 1)
        table.add(pending("Page.navigate"), id: 2)
        let actions = table.receive(try envelope("{\"id\":2,\"result\":{\"frameId\":\"F\"}}"))
        guard case .fulfil(_, .success(let bytes))? = actions.first else {
            Issue.record("no answer")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self) == "{\"frameId\":\"F\"}")
        #expect(table.pendingCount == 1)
        #expect(table.receive(try envelope("{\"id\":2,\"result\":{}}")).isEmpty)
    }

    @Test("a crash fails what that tab was asked, and names the method")
    func crash() throws {
        var table = RequestTable()
        table.add(pending("Page.navigate", session: "S"), id: 1)
        table.add(pending("Browser.getVersion"), id: 2)
        let actions = table.receive(
            try envelope("{\"method\":\"Inspector.targetCrashed\",\"params\":{},\"sessionId\":\"S\"}")
        )
        guard case .fulfil(_, .failure(let error))? = actions.first else {
            Issue.record("nothing failed")
            return
        }
        #expect(error.reason == .targetCrashed)
        #expect(error.method == "Page.navigate")
        #expect(table.pendingCount == 1)
    }

    @Test("the end of the connection fails everything once, with the browser's last lines")
    func end() throws {
        var table = RequestTable()
        table.add(pending("Page.navigate", session: "S"), id: 1)
        let actions = table.close(reason: "it died", log: ["last words"])
        guard case .fulfil(_, .failure(let error))? = actions.first else {
            Issue.record("nothing failed")
            return
        }
        #expect(error.isTargetGone)
        #expect(error.browserLog == ["last words"])
        #expect(table.close(reason: "again", log: []).isEmpty)
    }

    @Test("what is overdue fails, and what is not stays")
    func deadlines() {
        var table = RequestTable()
        table.add(pending("Page.navigate", in: .seconds(-1)), id: 1)
        table.add(pending("Page.enable", in: .seconds(100)), id: 2)
        #expect(table.expire(at: .now).count == 1)
        #expect(table.pendingCount == 1)
    }

    @Test("strings with brackets and escapes do not confuse the envelope")
    func envelopes() throws {
        let text = #"{ "method" : "X.y", "params": {"a":"}]\"{", "b":[1,{"c":2}]}, "sessionId":"S" }"#
        let envelope = try envelope(text)
        #expect(envelope.method == "X.y")
        #expect(envelope.sessionID == "S")
        #expect(String(decoding: envelope.parameters, as: UTF8.self) == #"{"a":"}]\"{", "b":[1,{"c":2}]}"#)
        #expect(MessageEnvelope(Array("{\"id\":1".utf8)) == nil)
    }
}
