// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Observing

@Suite("The observer's budget")
struct ObserverBudgetTests {
    private static let allowance = Duration.milliseconds(250)

    /// Many ticks of a page that changes all the time, read by a reader that goes over what it is given by so much.
    private func spent(ticks: Int, over: Duration, capture: Duration) -> Duration {
        var budget = ObserverBudget()
        var spent = Duration.zero
        for tick in 0..<ticks {
            budget.begin(elapsed: tick == 0 ? nil : .seconds(5), allowance: ObserverBudgetTests.allowance, share: 0.05)
            budget.spend(capture)
            let reading = budget.forReading(of: 1)
            // A reader that may take nothing reads nothing.
            let cost = reading > .zero ? reading + over : .zero
            budget.spend(cost)
            spent += cost + capture
        }
        return spent
    }

    @Test(
        "it is kept within a tenth whatever the last segment of a picture costs",
        arguments: [0, 5, 40, 200, 400].map { Duration.milliseconds($0) },
        [Duration.zero, .milliseconds(20), .milliseconds(60)]
    )
    func kept(over: Duration, capture: Duration) {
        let whole = ObserverBudgetTests.allowance * 200
        #expect(spent(ticks: 200, over: over, capture: capture) <= whole * 1.1)
        #expect(spent(ticks: 200, over: over, capture: capture) >= whole * 0.9, "and it is used")
    }

    @Test("what is not spent in a quiet hour allows no storm")
    func noSavings() {
        var budget = ObserverBudget()
        budget.begin(elapsed: nil, allowance: .milliseconds(250), share: 0.05)
        budget.begin(elapsed: .seconds(3600), allowance: .milliseconds(250), share: 0.05)
        #expect(budget.left == .milliseconds(250))
    }

    @Test("several pictures that wait share it")
    func shared() {
        var budget = ObserverBudget()
        budget.begin(elapsed: nil, allowance: .milliseconds(200), share: 0.05)
        #expect(budget.forReading(of: 4) * 4 == budget.forReading(of: 1))
        #expect(budget.forReading(of: 0) == budget.forReading(of: 1))
    }
}
