// SPDX-License-Identifier: Apache-2.0
import ScreenText
import Testing

@testable import Observing

@Suite("The observer's pace")
struct ObserverPaceTests {
    private static let good = TickMeasure(cost: .milliseconds(20))

    /// Takes in the same tick a number of times.
    private func note(_ tick: TickMeasure, _ count: Int, _ pace: inout ObserverPace) {
        for _ in 0..<count { _ = pace.note(tick) }
    }

    @Test("it begins with a look every five seconds and a twentieth of a processor")
    func beginning() {
        let pace = ObserverPace()
        #expect(pace.state == .normal && pace.reason == nil)
        #expect(pace.interval == .seconds(5) && pace.allowance == .milliseconds(250))
    }

    @Test("six ticks whose mean is over the budget make it slow, and one of them does not")
    func overBudget() {
        var pace = ObserverPace()
        note(TickMeasure(cost: .milliseconds(300)), 5, &pace)
        #expect(pace.state == .normal)
        let isOther1 = pace.note(TickMeasure(cost: .milliseconds(300)))
        #expect(isOther1)
        #expect(pace.state == .slow && pace.reason == .overBudget)
        #expect(pace.interval == .seconds(10) && pace.allowance == .milliseconds(500))
    }

    @Test("six ticks whose mean is over twice the budget make it minimal")
    func farOverBudget() {
        var pace = ObserverPace()
        note(TickMeasure(cost: .milliseconds(600)), 6, &pace)
        #expect(pace.state == .minimal && pace.reason == .overBudget && pace.interval == .seconds(30))
    }

    @Test("what is just within the budget changes nothing")
    func withinBudget() {
        var pace = ObserverPace()
        note(TickMeasure(cost: .milliseconds(250)), 50, &pace)
        #expect(pace.state == .normal && pace.reason == nil)
    }

    @Test(
        "one tick is enough where the machine or the clock says so",
        arguments: [
            (TickMeasure(cost: .zero, wall: .milliseconds(2001)), ObservationState.slow, PaceReason.slowTick),
            (TickMeasure(cost: .zero, pressure: .init(processor: 40.1)), .slow, .processorPressure),
            (TickMeasure(cost: .zero, pressure: .init(memory: 10.1)), .minimal, .memoryPressure),
        ]
    )
    func atOnce(tick: TickMeasure, state: ObservationState, reason: PaceReason) {
        var pace = ObserverPace()
        let isOther2 = pace.note(tick)
        #expect(isOther2)
        #expect(pace.state == state && pace.reason == reason)
    }

    @Test(
        "the very limits are no reason",
        arguments: [TickMeasure(cost: .zero, wall: .seconds(2), pressure: .init(processor: 40, memory: 10))]
    )
    func limits(tick: TickMeasure) {
        var pace = ObserverPace()
        let isOther3 = pace.note(tick)
        #expect(!isOther3)
        #expect(pace.state == .normal)
    }

    @Test("six good ticks lead one state up, and a bad one among them begins the count anew")
    func recovery() {
        var pace = ObserverPace()
        _ = pace.note(TickMeasure(cost: .zero, pressure: .init(memory: 50)))
        note(ObserverPaceTests.good, 5, &pace)
        _ = pace.note(TickMeasure(cost: .zero, wall: .seconds(3)))
        note(ObserverPaceTests.good, 5, &pace)
        #expect(pace.state == .minimal)
        let isOther4 = pace.note(ObserverPaceTests.good)
        #expect(isOther4)
        #expect(pace.state == .slow)
        note(ObserverPaceTests.good, 5, &pace)
        #expect(pace.state == .slow)
        let isOther5 = pace.note(ObserverPaceTests.good)
        #expect(isOther5)
        #expect(pace.state == .normal && pace.reason == nil)
    }

    @Test(
        "three failures in a row turn it off, and two with a good tick after them do not",
        arguments: [(TickMeasure.End.readerFailed, PaceReason.readerFailed), (.captureFailed, .captureFailed)]
    )
    func failures(end: TickMeasure.End, reason: PaceReason) {
        var pace = ObserverPace()
        note(TickMeasure(cost: .zero, end: end), 2, &pace)
        note(ObserverPaceTests.good, 1, &pace)
        note(TickMeasure(cost: .zero, end: end), 2, &pace)
        #expect(pace.state == .normal)
        let isOther6 = pace.note(TickMeasure(cost: .zero, end: end))
        #expect(isOther6)
        #expect(pace.state == nil && pace.reason == reason && pace.interval == nil)
        note(ObserverPaceTests.good, 20, &pace)
        #expect(pace.state == nil, "it stays off until somebody turns it on")
        pace.restart()
        #expect(pace.state == .normal && pace.reason == nil)
    }

    @Test("a reader without the language's data turns it off at once")
    func languageMissing() {
        var pace = ObserverPace()
        let isOther7 = pace.note(TickMeasure(cost: .zero, end: .languageMissing))
        #expect(isOther7)
        #expect(pace.state == nil && pace.reason == .languageMissing)
    }

    @Test("the less it may cost the less is read")
    func effort() {
        var pace = ObserverPace()
        #expect(pace.effort(budget: .seconds(1)) == ReadingEffort(budget: .seconds(1)))
        _ = pace.note(TickMeasure(cost: .zero, wall: .seconds(3)))
        #expect(pace.effort(budget: .seconds(1)).isHurried)
        _ = pace.note(TickMeasure(cost: .zero, pressure: .init(memory: 50)))
        #expect(pace.effort(budget: .seconds(1)).minimumHeight == 20)
    }

    @Test("the kernel's figures are read from the line of some")
    func pressure() {
        let text =
            "some avg10=29.49 avg60=31.82 avg300=17.05 total=198025641\nfull avg10=1.00 avg60=0.00 avg300=0.00 total=0\n"
        #expect(MachinePressure.average(in: text) == 29.49)
        #expect(MachinePressure.average(in: "") == 0)
    }
}
