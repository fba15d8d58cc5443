// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import ModelRouting

@Suite("What a run may spend on models")
struct ModelBudgetTests {
    @Test("calls, tokens and time each end it, and what is refused takes nothing")
    func ends() {
        var calls = ModelBudget(.init(calls: 2, tokens: 1000, time: .seconds(10)))
        let called = [calls.reserve(tokens: 1), calls.reserve(tokens: 1), calls.reserve(tokens: 1)]
        #expect(called == [true, true, false])
        #expect(calls.calls == 2 && calls.tokens == 2)

        var tokens = ModelBudget(.init(calls: 9, tokens: 100, time: .seconds(10)))
        let taken = [tokens.reserve(tokens: 60), tokens.reserve(tokens: 41), tokens.reserve(tokens: 40)]
        #expect(taken == [true, false, true])
        #expect(tokens.tokens == 100 && tokens.calls == 2)

        var time = ModelBudget(.init(calls: 9, tokens: 100, time: .seconds(10)))
        let before = time.reserve(tokens: 1)
        time.settle(reserved: 1, used: 1, elapsed: .seconds(11))
        let after = time.reserve(tokens: 1)
        #expect(before && !after && time.timeLeft == .zero)
    }

    @Test("what a provider counts takes the place of the guess; one that does not count is counted for")
    func settles() {
        var budget = ModelBudget(.init(calls: 9, tokens: 1000, time: .seconds(10)))
        let first = budget.reserve(tokens: 300)
        budget.settle(reserved: 300, used: 120, elapsed: .seconds(2))
        #expect(first && budget.tokens == 120 && budget.timeLeft == .seconds(8))
        let second = budget.reserve(tokens: 300)
        budget.settle(reserved: 300, used: nil, elapsed: .seconds(-5))
        #expect(second && budget.tokens == 420 && budget.timeLeft == .seconds(8))
    }

    @Test("each run has its own, and only so many are remembered")
    func perRun() {
        var budgets = RunBudgets(limits: .init(calls: 1))
        func reserve(_ run: RunID) -> Bool { budgets.edit(run) { $0.reserve(tokens: 1) } }
        let first = RunID.new()
        let firstTries = [reserve(first), reserve(first)]
        #expect(firstTries == [true, false])
        let others = (0..<RunBudgets.capacity - 1).map { _ in reserve(.new()) }
        #expect(others.allSatisfy { $0 })
        let again = [reserve(first), reserve(.new()), reserve(first)]
        #expect(again == [false, true, true], "the oldest is forgotten")
    }
}
