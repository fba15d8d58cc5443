// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import ScreenText

@Suite("Memory that reaches no disk")
struct ByteArenaTests {
    @Test("What is given back is wiped, and all of it can be given out again")
    func wipes() throws {
        let arena = try ByteArena(size: 4096)
        let block = try #require(arena.allocate(100))
        arena.write(Array("MARKER".utf8), at: block)
        #expect(arena.holds(Array("MARKER".utf8)))
        arena.release(block, 100)
        #expect(!arena.holds(Array("MARKER".utf8)))
        #expect(arena.used == 0)
        #expect(arena.allocate(5000) == nil)
        #expect(arena.allocate(4096) == 0)
    }

    @Test("The kernel keeps it out of cores and out of children, and locks it")
    func flags() throws {
        let arena = try ByteArena(size: 1 << 20)
        let place = UInt(bitPattern: arena.bytes(0, 1).baseAddress)
        let bytes = try #require(try PrivateFile.read("/proc/self/smaps"))
        let maps = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        var isInside = false
        var flags: Substring = ""
        for line in maps {
            let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
            if ends.count == 2, line.contains(" ") { isInside = ends[0] <= place && place < ends[1] }
            if isInside, line.hasPrefix("VmFlags:") { flags = line }
        }
        #expect(flags.contains(" dd"))
        #expect(flags.contains(" wf"))
        #expect(flags.contains(" lo") == arena.isLocked)
    }
}
