// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import CDP

@Suite struct ConnectionStateTests {
    private typealias State = ConnectionState<String, String>
    private let start = ContinuousClock.now
    private let tab = CDPSessionID(rawValue: "tab")
    private let frame = CDPSessionID(rawValue: "frame")

    private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    private func admit(_ state: inout State, _ call: String, session: CDPSessionID? = nil, until: Int)
        -> State.Admission
    {
        state.admit(call, method: "M", session: session, deadline: at(until), now: start)
    }

    @Test("the alarm is set only for a deadline earlier than all before")
    func alarm() {
        var state = State()
        #expect(admit(&state, "a", until: 10) == .admitted(id: 1, alarm: at(10)))
        #expect(admit(&state, "b", until: 20) == .admitted(id: 2, alarm: nil))
        #expect(admit(&state, "c", until: 5) == .admitted(id: 3, alarm: at(5)))
        let (early, next) = state.expire(now: at(7))
        #expect(early.failed.map(\.call) == ["c"])
        #expect(next == at(10))
        let (both, last) = state.expire(now: at(20))
        #expect(both.failed.map(\.call) == ["a", "b"])
        #expect(last == nil)
    }

    @Test("after the alarm has rung for nothing, the next command sets it again")
    func alarmAgain() {
        var state = State()
        _ = admit(&state, "a", until: 10)
        #expect(state.land(1)?.call == "a")
        #expect(state.land(1) == nil)
        #expect(state.expire(now: at(10)).alarm == nil)
        #expect(admit(&state, "b", until: 30) == .admitted(id: 2, alarm: at(30)))
    }

    @Test("a session's end takes the sessions attached through it along")
    func nested() {
        var state = State()
        _ = state.apply(.attached(tab, target: "T", parent: nil))
        _ = state.apply(.attached(frame, target: "F", parent: tab))
        _ = admit(&state, "in the frame", session: frame, until: 10)
        _ = admit(&state, "in the browser", until: 10)
        _ = state.listen("reader", to: frame)
        let verdict = state.apply(.detached(tab))
        #expect(verdict.failed.map(\.call) == ["in the frame"])
        #expect(verdict.finished == ["reader"])
        #expect(admit(&state, "late", session: frame, until: 10) == .refused(.detached))
        #expect(state.listen("late", to: tab) == .over)
    }

    @Test("only the last sessions that ended are remembered")
    func goneLimit() {
        var state = State()
        for number in 0...State.goneLimit { _ = state.apply(.detached(CDPSessionID(rawValue: "s\(number)"))) }
        #expect(admit(&state, "x", session: CDPSessionID(rawValue: "s1"), until: 1) == .refused(.detached))
        #expect(admit(&state, "x", session: CDPSessionID(rawValue: "s0"), until: 1) == .admitted(id: 1, alarm: at(1)))
    }

    @Test("a forgotten listener gets nothing; the others of its session still do")
    func forget() {
        var state = State()
        guard case .listening(let number) = state.listen("one", to: tab) else { return #expect(Bool(false)) }
        _ = state.listen("two", to: tab)
        state.forget(number, of: tab)
        #expect(state.audience(of: tab) == ["two"])
        #expect(state.audience(of: nil) == [])
    }

    @Test("the end fails everything in the order of sending, ends every stream, and its first reason stays")
    func finish() {
        var state = State()
        _ = admit(&state, "a", until: 1)
        _ = admit(&state, "b", session: tab, until: 1)
        _ = state.listen("reader", to: nil)
        let verdict = state.finish(.lost("cut"))
        #expect(verdict.failed.map(\.call) == ["a", "b"])
        #expect(verdict.finished == ["reader"])
        #expect(state.finish(.closed).failed.isEmpty)
        #expect(admit(&state, "c", until: 1) == .refused(.transport(.lost("cut"))))
    }
}
