// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Testing

@testable import CDP

@Suite struct SocketExecutorTests {
    @Test("after the thread's end tasks still run, elsewhere")
    func ended() async {
        let executor = SocketExecutor {}
        executor.begin()
        executor.end()
        let answer = await withTaskExecutorPreference(executor) { () async -> Int in
            await Task.yield()
            return 42
        }
        #expect(answer == 42)
        #expect(!executor.isCurrent)
    }

    private final class Counter: Sendable {
        private let count = Atomic(0)
        var value: Int { count.load(ordering: .sequentiallyConsistent) }
        func add() { count.add(1, ordering: .sequentiallyConsistent) }
    }

    @Test("jobs run on the thread in batches, and only the first of a batch wakes it")
    func batches() async {
        let (wakes, ran) = (Counter(), Counter())
        let executor = SocketExecutor { wakes.add() }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<5 { group.addTask(executorPreference: executor) { ran.add() } }
            #expect(executor.runJobs(limit: 1) == false)
            executor.end()
        }
        #expect(ran.value == 5)
        #expect(wakes.value == 1)
    }
}
