import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import ScreenText

@Suite("What is said between the appliance and its reader")
struct WireTests {
    private let reading = ScreenReading(
        isUnchanged: true,
        lines: [
            ReadLine(
                text: "Über 5 €",
                box: PixelBox(x: -1, y: 2, width: 3, height: 4),
                confidences: [40, 99, 100],
                gaps: [0, 3]
            )
        ],
        pending: [PixelBox(x: 5, y: 6, width: 7, height: 8)],
        illegible: [],
        size: PixelBox(x: 0, y: 0, width: 1280, height: 720),
        cost: ReadingCost(processor: .milliseconds(3), wall: .microseconds(7), recognised: 2, known: 1)
    )

    @Test("Every message comes through as it was")
    func roundTrip() throws {
        guard case .reading(let back) = try ReaderAnswer(ReaderAnswer.reading(reading).bytes) else {
            throw WireReader.Malformed()
        }
        #expect(back.lines == reading.lines && back.pending == reading.pending && back.isUnchanged)
        #expect(back.size == reading.size && back.cost == reading.cost)
        let effort = ReadingEffort(
            budget: .milliseconds(123),
            isHurried: true,
            minimumHeight: 20,
            isThorough: true
        )
        let request = ReaderRequest.read(bytes: 5, place: "tab", masks: reading.pending, effort: effort)
        guard case .read(5, "tab", reading.pending, effort) = try ReaderRequest(request.bytes) else {
            throw WireReader.Malformed()
        }
        guard case .failed(let error) = try ReaderAnswer(ReaderAnswer.failed(ScreenTextError(.readerLate, "x")).bytes)
        else {
            throw WireReader.Malformed()
        }
        #expect(error.reason == .readerLate)
    }

    @Test("What is cut off or changed is no message, or another one, and nothing worse")
    func malformed() {
        let bytes = ReaderAnswer.reading(reading).bytes
        for cut in 0..<bytes.count {
            #expect(throws: WireReader.Malformed.self) { try ReaderAnswer(Array(bytes.prefix(cut))) }
        }
        #expect(throws: WireReader.Malformed.self) { try ReaderAnswer(bytes + [0]) }
        for place in bytes.indices {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var other = bytes
                other[place] = value
                _ = try? ReaderAnswer(other)
                _ = try? ReaderRequest(other)
            }
        }
    }
}
