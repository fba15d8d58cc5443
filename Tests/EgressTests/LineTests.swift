// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Egress

@Suite("Lines")
struct LineTests {
    private func split(_ parts: [String], limit: Int = 100) -> (lines: [String], rest: String?, fits: Bool) {
        var splitter = LineSplitter(limit: limit)
        var lines: [String] = []
        var fits = true
        for part in parts {
            fits = Array(part.utf8).withUnsafeBytes { splitter.split($0, into: &lines) } && fits
        }
        return (lines, splitter.rest(), fits)
    }

    @Test("lines are cut wherever the parts are")
    func cut() {
        let text = "a\r\n\nbc ☕\nlast"
        for size in 1...8 {
            let bytes = Array(text.utf8)
            var splitter = LineSplitter(limit: 100)
            var lines: [String] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                let part = Array(bytes[start..<min(start + size, bytes.count)])
                #expect(part.withUnsafeBytes { splitter.split($0, into: &lines) })
            }
            #expect(lines == ["a", "", "bc ☕"])
            #expect(splitter.rest() == "last")
            #expect(splitter.rest() == nil)
        }
    }

    @Test("a line that is too long is refused, one that fits is not")
    func bounded() {
        #expect(split(["1234\n12", "34\n"], limit: 4).lines == ["1234", "1234"])
        #expect(!split(["123", "45"], limit: 4).fits)
    }

    @Test("bytes are refused while too many lines wait, and asked for again when half of them were taken")
    func pressure() async throws {
        let buffer = LineBuffer(lineLimit: 10)
        let (demands, demand) = AsyncStream<Void>.makeStream()
        buffer.onDemand { demand.yield() }
        let many = Array(String(repeating: "x\n", count: LineBuffer.limit).utf8)
        #expect(many.withUnsafeBytes { buffer.take($0) } == .taken)
        let more = Array("last\n".utf8)
        #expect(more.withUnsafeBytes { buffer.take($0) } == .later)
        for _ in 0..<(LineBuffer.limit / 2) { #expect(try await buffer.next() == "x") }
        var iterator = demands.makeAsyncIterator()
        #expect(await iterator.next() != nil)
        #expect(more.withUnsafeBytes { buffer.take($0) } == .taken)
        buffer.finish(nil)
        for _ in 0..<(LineBuffer.limit / 2) { #expect(try await buffer.next() == "x") }
        #expect(try await buffer.next() == "last")
        #expect(try await buffer.next() == nil)
    }
}
