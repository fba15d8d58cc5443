// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import Auditing

@Suite("The queue to the disk")
struct WriteQueueTests {
    private let path = "/home/audit.sqlite"

    private func handedOver(_ number: Int) -> WriteQueue.Waiting {
        WriteQueue.Waiting(event: .numbered(number), reply: nil)
    }

    private func recorded(_ number: Int) -> WriteQueue.Waiting {
        WriteQueue.Waiting(event: .numbered(number)) { _ in }
    }

    private func word(_ added: WriteQueue.Added) -> String {
        switch added {
        case .startWriting: "start"
        case .waits: "waits"
        case .refused(let error): error.code
        case .refusedAndStart(let error): "start after " + error.code
        }
    }

    @Test("the first event starts the writer, the next ones wait for it, and an empty queue stops it")
    func starting() {
        var queue = WriteQueue(path: path)
        #expect(word(queue.add(handedOver(1))) == "start")
        #expect(word(queue.add(handedOver(2))) == "waits")
        #expect(queue.nextBatch().count == 2)
        #expect(word(queue.add(handedOver(3))) == "waits")
        #expect(queue.nextBatch().count == 1)
        #expect(queue.nextBatch().isEmpty)
        #expect(word(queue.add(handedOver(4))) == "start")
    }

    @Test("a batch is bounded, so that nobody waits for more than that")
    func batches() {
        var queue = WriteQueue(path: path)
        for number in 1...600 { _ = queue.add(handedOver(number)) }
        #expect(queue.nextBatch().map { $0.event.extra["number"] } == (1...512).map { .int($0) })
        #expect(queue.nextBatch().count == 88)
    }

    @Test("what was only handed over survives a failed write, in order, and is tried with the next event")
    func takingBack() {
        var queue = WriteQueue(path: path)
        _ = queue.add(handedOver(1))
        _ = queue.add(handedOver(2))
        let batch = queue.nextBatch()
        _ = queue.add(handedOver(3))
        #expect(queue.takeBack(batch).isEmpty)
        #expect(word(queue.add(handedOver(4))) == "start")
        #expect(queue.nextBatch().map { $0.event.extra["number"] } == [1, 2, 3, 4])
    }

    @Test("a full queue loses what is handed over; then whoever would act is refused until one knows and it is empty")
    func overflow() {
        var queue = WriteQueue(path: path)
        for number in 1...WriteQueue.limit { _ = queue.add(handedOver(number)) }
        #expect(word(queue.add(recorded(0))) == "audit_queue_full")
        let batch = queue.nextBatch()
        #expect(word(queue.add(handedOver(0))) == "waits")
        for number in 1..<batch.count { _ = queue.add(handedOver(number)) }
        #expect(word(queue.add(handedOver(0))) == "audit_queue_full")
        #expect(queue.takeBack(batch).isEmpty)
        #expect(word(queue.add(recorded(0))) == "start after audit_queue_full")
        #expect(word(queue.add(recorded(0))) == "audit_queue_full")
        while !queue.nextBatch().isEmpty {}
        #expect(word(queue.add(recorded(0))) == "start")
    }

    @Test("a gap that nobody was told of is told to the next one who would act, even when the disk has caught up")
    func gapIsTold() {
        var queue = WriteQueue(path: path)
        for number in 0...WriteQueue.limit { _ = queue.add(handedOver(number)) }
        while !queue.nextBatch().isEmpty {}
        #expect(word(queue.add(recorded(0))) == "audit_queue_full")
        #expect(word(queue.add(recorded(0))) == "start")
    }

    @Test("a failed write is told to all who wait, also to those behind it")
    func failure() {
        var queue = WriteQueue(path: path)
        _ = queue.add(recorded(1))
        _ = queue.add(handedOver(2))
        let batch = queue.nextBatch()
        _ = queue.add(recorded(3))
        #expect(queue.takeBack(batch).map { $0.event.extra["number"] } == [1, 3])
        _ = queue.add(recorded(4))
        #expect(queue.nextBatch().map { $0.event.extra["number"] } == [2, 4])
    }

    @Test("a closed queue takes nothing, and starts the writer for what still waits")
    func closing() {
        var queue = WriteQueue(path: path)
        _ = queue.add(handedOver(1))
        _ = queue.takeBack(queue.nextBatch())
        let mustStart = queue.close()
        #expect(mustStart)
        #expect(word(queue.add(handedOver(2))) == "audit_closed")
        #expect(queue.nextBatch().count == 1)
        #expect(queue.nextBatch().isEmpty)
    }
}
