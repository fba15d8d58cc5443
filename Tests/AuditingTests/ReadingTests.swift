// SPDX-License-Identifier: Apache-2.0
import Auditing
import Foundation
import Testing
import Vocabulary

@Suite("Reading")
struct ReadingTests {
    @Test("lines come in order, after a number, or the last ones, and never more than a page")
    func pages() async throws {
        try await withLog { log, _ in
            for number in 1...1100 { log.enqueue(.numbered(number)) }
            try await log.record(.numbered(1101))
            #expect(try await log.lines(after: 3, limit: 2).map(\.sequence) == [4, 5])
            #expect(try await log.lines(after: -2, limit: 10).map(\.sequence) == [1100, 1101])
            #expect(try await log.lines(after: -5, limit: 3).map(\.sequence) == [1099, 1100, 1101])
            #expect(try await log.lines(after: 0, limit: 5000).count == AuditLog.pageLimit)
            #expect(try await log.lines(after: 2000, limit: 10).isEmpty)
            #expect(try await log.lines(after: 0, limit: -1).isEmpty)
            #expect(try await log.lines(after: .min, limit: 1).map(\.sequence) == [1101])
        }
    }

    @Test("lines of one run or one kind can be asked for")
    func filters() async throws {
        try await withLog { log, _ in
            let (one, two) = (RunID(rawValue: "run_1"), RunID(rawValue: "run_2"))
            for run in [one, two, one] { try await log.record(.run(.runStarted, run, .running)) }
            try await log.record(.run(.runEnded, one, .succeeded))
            #expect(try await log.lines(after: 0, limit: 9, filter: LineFilter(run: one)).map(\.sequence) == [1, 3, 4])
            #expect(
                try await log.lines(after: 0, limit: 9, filter: LineFilter(event: "run_started")).map(\.sequence)
                    == [1, 2, 3]
            )
            let both = LineFilter(event: "run_started", run: one)
            #expect(try await log.lines(after: 1, limit: 9, filter: both).map(\.sequence) == [3])
            #expect(try await log.lines(after: -1, limit: 9, filter: both).map(\.sequence) == [3])
            let strange = LineFilter(event: "' OR 1 = 1 --", run: RunID(rawValue: "\""))
            #expect(try await log.lines(after: 0, limit: 9, filter: strange).isEmpty)
        }
    }

    @Test("a follower gets what is there and then each new line, from the place where it left off")
    func following() async throws {
        try await withLog { log, _ in
            for number in 1...450 { log.enqueue(.numbered(number)) }
            try await log.record(.numbered(451))
            var lines = log.follow(after: 440).makeAsyncIterator()
            for expected in 441...451 { #expect(try await lines.next()?.sequence == Int64(expected)) }
            async let next = lines.next()?.sequence
            try await log.record(.numbered(452))
            #expect(try await next == 452)
            var all = log.follow(after: 0).makeAsyncIterator()
            for expected in 1...452 { #expect(try await all.next()?.sequence == Int64(expected)) }
        }
    }

    @Test("a follower of one run gets that run's lines and no others")
    func followingOneRun() async throws {
        try await withLog { log, _ in
            let (one, two) = (RunID(rawValue: "run_1"), RunID(rawValue: "run_2"))
            for run in [two, one, two] { try await log.record(.run(.runStarted, run, .running)) }
            var lines = log.follow(after: 0, filter: LineFilter(run: one)).makeAsyncIterator()
            #expect(try await lines.next()?.sequence == 2)
            async let next = lines.next()?.sequence
            try await log.record(.run(.runEnded, two, .succeeded))
            try await log.record(.run(.runEnded, one, .succeeded))
            #expect(try await next == 5)
        }
    }

    @Test("a slow follower loses nothing, however much is written meanwhile")
    func slowFollower() async throws {
        try await withLog { log, _ in
            try await log.record(.numbered(1))
            var lines = log.follow(after: 0).makeAsyncIterator()
            #expect(try await lines.next()?.sequence == 1)
            for number in 2...999 { log.enqueue(.numbered(number)) }
            try await log.record(.numbered(1000))
            for expected in 2...1000 { #expect(try await lines.next()?.sequence == Int64(expected)) }
        }
    }

    @Test("a follower ends when the log is closed, or its task is cancelled, or the log is for reading and read")
    func endOfFollowing() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/audit.sqlite"
            let log = try AuditLog(path: path)
            try await log.record(.numbered(1))
            try await withThrowingTaskGroup(of: Int.self) { group in
                let (arrived, arrival) = AsyncStream.makeStream(of: Void.self)
                for _ in 1...2 {
                    group.addTask {
                        var count = 0
                        for try await _ in log.follow(after: 0) {
                            count += 1
                            arrival.yield()
                        }
                        return count
                    }
                }
                var arrivals = arrived.makeAsyncIterator()
                await arrivals.next()
                await arrivals.next()
                let reader = try AuditLog(path: path, access: .readOnly)
                #expect(try await reader.follow(after: 0).reduce(0) { count, _ in count + 1 } == 1)
                await reader.close()
                group.cancelAll()
                #expect(try await group.reduce(0, +) == 2)
            }
            var lines = log.follow(after: 1).makeAsyncIterator()
            async let ended = lines.next()
            await log.close()
            #expect(try await ended == nil)
        }
    }

    @Test("an export is every line, one a line, for its owner only")
    func export() async throws {
        try await withLog { log, path in
            for number in 1...1200 { log.enqueue(.numbered(number)) }
            try await log.record(.numbered(1201))
            let file = (path as NSString).deletingLastPathComponent + "/export.jsonl"
            try "earlier".write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try await log.export(to: file) == 1201)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let lines = text.split(separator: "\n")
            #expect(lines.count == 1201)
            #expect(text.hasSuffix("}\n"))
            #expect(try await log.lines(after: 1199, limit: 1).first?.line == String(lines[1199]))
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
            let folder = (path as NSString).deletingLastPathComponent
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.hasSuffix(".part") })
        }
    }

    @Test("an export that cannot be written names the file and leaves nothing behind")
    func exportFails() async throws {
        try await withLog { log, path in
            try await log.record(.numbered(1))
            let file = path + "-no/export.jsonl"
            let error = await #expect(throws: FileError.self) { try await log.export(to: file) }
            #expect(error?.message.contains(file) == true)
        }
    }
}
