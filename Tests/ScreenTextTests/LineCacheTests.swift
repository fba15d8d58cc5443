import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import ScreenText

@Suite("What pixels said before")
struct LineCacheTests {
    private func key(_ number: Int) -> PixelFingerprint {
        PixelFingerprint(encoded: [UInt8(number & 255), UInt8(number >> 8)], masks: [])
    }

    private func entry(_ text: String) -> LineCache.Entry {
        let box = PixelBox(x: 0, y: 0, width: 9, height: 9)
        return LineCache.Entry(lines: [ReadLine(text: text, box: box, confidences: [90])], isIllegible: false)
    }

    @Test("What was not seen for as long as observations are kept is gone")
    func age() {
        var cache = LineCache()
        cache.keep(entry("one"), for: key(1), at: .seconds(0))
        #expect(cache.entry(for: key(1), at: .seconds(500))?.lines.first?.text == "one")
        #expect(cache.entry(for: key(1), at: .seconds(1100)) != nil)
        #expect(cache.entry(for: key(1), at: .seconds(1701)) == nil)
        cache.keep(entry("two"), for: key(2), at: .seconds(2000))
        cache.expire(at: .seconds(2700))
        #expect(cache.count == 0)
        #expect(cache.bytes == 0)
    }

    @Test("It stays inside its bounds, and what was seen last stays")
    func bounds() {
        var cache = LineCache(limits: LineCache.Limits(entries: 100, bytes: 40_000, age: .seconds(600)))
        for number in 0..<5000 {
            cache.keep(entry(String(repeating: "x", count: number % 300)), for: key(number), at: .milliseconds(number))
            #expect(cache.count <= 100 && cache.bytes <= 40_000)
        }
        #expect(cache.entry(for: key(4999), at: .seconds(5)) != nil)
        #expect(cache.entry(for: key(0), at: .seconds(5)) == nil)
    }
}
