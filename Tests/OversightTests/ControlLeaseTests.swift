// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@testable import Oversight

@Suite("The control lease")
struct ControlLeaseTests {
    private let start = ContinuousClock.now
    private let time = Timestamp(milliseconds: 0)
    private let one = LeaseID(rawValue: "lea_1")
    private let two = LeaseID(rawValue: "lea_2")

    private func lease() -> ControlLease { ControlLease(worker: .replay, since: time) }

    private func taken() throws -> ControlLease {
        var lease = lease()
        try lease.takeOver(as: one, by: "operator", at: start, time)
        _ = lease.turn(isCutShort: false)
        return lease
    }

    private func reason(_ body: () throws -> Void) -> OversightError.Code? {
        do { try body() } catch { return (error as? OversightError)?.reason }
        return nil
    }

    @Test("lets the worker act until somebody says otherwise")
    func drives() {
        var lease = lease()
        let turn = lease.turn(isCutShort: false)
        #expect(turn == .go(nil))
        #expect(lease.standing == nil)
        #expect(lease.state(tab: nil).driver == .replay)
    }

    @Test("is still the worker's while what it does at a pause goes on")
    func pausesBeforeTheNextAction() throws {
        var lease = lease()
        _ = lease.turn(isCutShort: false)
        try lease.pause(at: start, time)
        #expect(lease.state(tab: nil).driver == .replay)
        let turn = lease.turn(isCutShort: false)
        #expect(turn == .wait(.paused(.asked), until: start + ControlLease.pauseLimit))
        #expect(lease.state(tab: nil).driver == .nobody)
        try lease.resume(at: start, time)
        let next = lease.turn(isCutShort: false)
        #expect(next == .go(nil))
    }

    @Test("is one person's: a second one is refused, and nobody pauses or resumes what a person drives")
    func oneDriver() throws {
        var lease = try taken()
        #expect(reason { try lease.takeOver(as: two, by: "other", at: start, time) } == .leaseHeld)
        #expect(reason { try lease.pause(at: start, time) } == .leaseHeld)
        #expect(reason { try lease.resume(at: start, time) } == .leaseHeld)
        #expect(lease.state(tab: nil).principal == "operator")
    }

    @Test("lets the person drive only once the worker stands still")
    func twoHands() throws {
        var lease = lease()
        _ = lease.turn(isCutShort: false)
        try lease.takeOver(as: one, by: "operator", at: start, time)
        #expect(!lease.mayDrive("operator", one))
        #expect(lease.state(tab: nil).driver == .replay)
        _ = lease.turn(isCutShort: true)
        #expect(lease.mayDrive("operator", one))
        #expect(lease.state(tab: nil).driver == .person)
    }

    @Test("tells two people of one name apart by what they hold")
    func sameName() throws {
        let lease = try taken()
        #expect(lease.mayDrive("operator", one))
        #expect(!lease.mayDrive("operator", nil))
        #expect(!lease.mayDrive("operator", two))
        #expect(!lease.mayDrive("agent", one))
    }

    @Test("falls back to paused when it is not renewed, and never to driving")
    func lapses() throws {
        var lease = try taken()
        let late = start + ControlLease.term
        do {
            let isLost = lease.lapse(at: late - .milliseconds(1), time)
            #expect(!isLost)
        }
        do {
            let isLost = lease.lapse(at: late, time)
            #expect(isLost)
        }
        #expect(lease.standing == .paused(.leaseLost))
        #expect(!lease.mayDrive("operator", one))
        #expect(reason { try lease.handBack(one, .goOn, at: late, time) } == .leaseLost)
        #expect(reason { _ = try lease.renew(one, at: late) } == .leaseLost)
    }

    @Test("is not resumed after it was lost, when a step was cut short or the worker does not stand still yet")
    func lostIsHandedBack() throws {
        var cut = lease()
        try cut.takeOver(as: one, by: "operator", at: start, time)
        cut.release(at: start, time)
        #expect(reason { try cut.resume(at: start, time) } == .handbackNeeded)
        _ = cut.turn(isCutShort: true)
        #expect(reason { try cut.resume(at: start, time) } == .handbackNeeded)
        try cut.takeOver(as: two, by: "other", at: start, time)
        _ = cut.turn(isCutShort: true)
        try cut.handBack(two, .goOn, at: start, time)
        let told = cut.turn(isCutShort: true)
        #expect(told == .go(.goOn))
        // Between two steps there is nothing to tell.
        var whole = try taken()
        whole.release(at: start, time)
        try whole.resume(at: start, time)
        #expect(whole.standing == nil)
    }

    @Test("lasts a term longer each time it is renewed, and not for ever")
    func renews() throws {
        var lease = try taken()
        let term = try lease.renew(one, at: start + .seconds(20))
        #expect(term == ControlLease.term)
        do {
            let isLost = lease.lapse(at: start + .seconds(45), time)
            #expect(!isLost)
        }
        let end = start + ControlLease.longest
        var last = Duration.zero
        for minute in 1..<(4 * 60 * 4) { last = try lease.renew(one, at: start + .seconds(15 * minute)) }
        #expect(last == .seconds(15))
        do {
            let isLost = lease.lapse(at: end, time)
            #expect(isLost)
        }
    }

    @Test("tells the worker once how it goes on", arguments: Handback.allCases)
    func handsBack(_ then: Handback) throws {
        var lease = lease()
        try lease.takeOver(as: one, by: "operator", at: start, time)
        _ = lease.turn(isCutShort: true)
        try lease.handBack(one, then, at: start, time)
        #expect(!lease.mayDrive("operator", one))
        let told = lease.turn(isCutShort: true)
        let later = lease.turn(isCutShort: false)
        #expect(told == .go(then) && later == .go(nil))
    }

    @Test("repeats nothing when nothing was cut short")
    func nothingToRepeat() throws {
        var lease = try taken()
        #expect(reason { try lease.handBack(one, .repeatStep, at: start, time) } == .nothingInterrupted)
        #expect(lease.standing == .takenOver)
    }
}
