// SPDX-License-Identifier: Apache-2.0
public import ScreenText

/// How often and how thoroughly the observer looks: a state machine without a clock.
///
/// It goes down at once when looking costs too much, and up one state after six good ticks. After three failures in a row
/// it is off, until somebody turns it on again.
public struct ObserverPace: Sendable, Hashable {
    /// How many ticks a mean is of, and how many good ones lead up.
    public static let span = 6
    /// How many failures in a row end it.
    public static let failureLimit = 3
    /// How long one tick may take.
    public static let wallLimit: Duration = .seconds(2)

    /// How thoroughly; nil when it is off.
    public private(set) var state: ObservationState? = .normal
    /// Why not ``ScreenText/ObservationState/normal``.
    public private(set) var reason: PaceReason?
    /// The share of one processor that looking may take.
    public let share: Double
    private var costs: [Duration] = []
    private var goodTicks = 0
    private var failures = 0

    /// A pace that has looked at nothing yet.
    ///
    /// - Parameter share: of one processor; a twentieth unless somebody says otherwise.
    public init(share: Double = 0.05) { self.share = share }

    /// From the beginning of one tick to that of the next; nil when it is off.
    public var interval: Duration? { state.map(ObserverPace.interval) }

    /// What one tick may cost: the share of its interval.
    public var allowance: Duration { (interval ?? ObserverPace.interval(of: .normal)) * share }

    /// How the reader reads in this state, with a budget that is decided elsewhere.
    public func effort(budget: Duration) -> ReadingEffort {
        switch state {
        case .normal, nil: ReadingEffort(budget: budget)
        case .slow: ReadingEffort(budget: budget, isHurried: true)
        case .minimal: ReadingEffort(budget: budget, isHurried: true, minimumHeight: 20)
        }
    }

    /// Takes in what a tick came to.
    ///
    /// - Returns: whether the state or its reason is another one now.
    public mutating func note(_ tick: TickMeasure) -> Bool {
        guard let now = state else { return false }
        let before = (state, reason)
        if let failure = ObserverPace.failure(tick.end) {
            goodTicks = 0
            failures += 1
            if failures >= ObserverPace.failureLimit || failure == .languageMissing { turnOff(failure) }
            return before != (state, reason)
        }
        failures = 0
        costs = Array((costs + [tick.cost]).suffix(ObserverPace.span))
        if let (least, why) = demand(tick) {
            goodTicks = 0
            if least.depth > now.depth { go(to: least, why) } else if least == now, now != .normal { reason = why }
        } else {
            goodTicks += 1
            if goodTicks >= ObserverPace.span { goUp(from: now) }
        }
        return before != (state, reason)
    }

    /// Begins anew, as after a start.
    public mutating func restart() { self = ObserverPace(share: share) }

    /// The least that must be given up because of a tick, and why; nil for a good one.
    private func demand(_ tick: TickMeasure) -> (ObservationState, PaceReason)? {
        let mean = costs.reduce(Duration.zero, +) / costs.count
        let isWhole = costs.count == ObserverPace.span
        if tick.pressure.memory > MachinePressure.memoryLimit { return (.minimal, .memoryPressure) }
        if isWhole, mean > allowance * 2 { return (.minimal, .overBudget) }
        if isWhole, mean > allowance { return (.slow, .overBudget) }
        if tick.wall > ObserverPace.wallLimit { return (.slow, .slowTick) }
        if tick.pressure.processor > MachinePressure.processorLimit { return (.slow, .processorPressure) }
        // One tick over the budget is no reason to give anything up, but no good one either.
        return tick.cost > allowance ? (.normal, .overBudget) : nil
    }

    private static func failure(_ end: TickMeasure.End) -> PaceReason? {
        switch end {
        case .whole: nil
        case .readerFailed: .readerFailed
        case .languageMissing: .languageMissing
        case .captureFailed: .captureFailed
        }
    }

    private static func interval(of state: ObservationState) -> Duration {
        switch state {
        case .normal: .seconds(5)
        case .slow: .seconds(10)
        case .minimal: .seconds(30)
        }
    }

    private mutating func turnOff(_ why: PaceReason) {
        state = nil
        reason = why
    }

    private mutating func go(to next: ObservationState, _ why: PaceReason?) {
        state = next
        reason = why
        goodTicks = 0
        // What ticks cost in another state says nothing of this one.
        costs = []
    }

    private mutating func goUp(from now: ObservationState) {
        switch now {
        case .normal: goodTicks = 0
        case .slow: go(to: .normal, nil)
        case .minimal: go(to: .slow, reason)
        }
    }
}

extension ObservationState {
    /// How much is given up.
    fileprivate var depth: Int {
        switch self {
        case .normal: 0
        case .slow: 1
        case .minimal: 2
        }
    }
}
