// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Egress

@Suite("Head of an answer")
struct HeadReaderTests {
    private func read(_ lines: [String]) -> [HeadReader.Step] {
        var reader = HeadReader()
        return lines.map { reader.take($0 + "\r\n") }
    }

    @Test("status and headers are taken, names in lower case")
    func plain() {
        let steps = read(["HTTP/1.1 204 No Content", "X-Thing:  a b ", "Empty:", ""])
        #expect(steps.last == .complete(OutboundHead(status: 204, headers: ["x-thing": "a b", "empty": ""])))
    }

    @Test("an interim head is not the answer's")
    func interim() {
        let steps = read(["HTTP/1.1 100 Continue", "A: 1", "", "HTTP/1.1 200 OK", "B: 2", ""])
        #expect(steps[2] == .more)
        #expect(steps.last == .complete(OutboundHead(status: 200, headers: ["b": "2"])))
    }

    @Test(
        "what is no head is refused",
        arguments: [
            ["HTTP/1.1 abc"], ["HTTP/1.1 999 x"], ["HTTP/1.1"], ["no colon"], [""],
            ["HTTP/1.1 200 OK", "A: " + String(repeating: "x", count: HeadReader.limit)],
        ]
    )
    func wrong(lines: [String]) {
        #expect(read(lines).last == .invalid)
    }
}
