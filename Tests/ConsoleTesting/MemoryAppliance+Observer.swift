// SPDX-License-Identifier: Apache-2.0
public import Console
internal import Foundation
internal import ScreenText
internal import Vocabulary

extension MemoryAppliance {
    /// One that looks.
    public func observer(by principal: Principal) async throws -> ObserverStatus {
        try note("observer")
        return MemoryAppliance.observing
    }

    /// One observation and one gap; of a run also to the agent.
    public func observations(_ query: ObservationQuery, by principal: Principal) async throws -> ObservationPage {
        let parts = [
            query.run?.rawValue, query.tab?.rawValue, query.since.map(String.init), query.words,
            query.wantsTicks ? "true" : nil,
        ]
        try note(["observations"].appending(parts.compactMap(\.self)).joined(separator: " "))
        guard principal == .operator || query.run == Sample.run else {
            throw MemoryError(code: "observation_not_granted", message: "The run is not shared.", kind: .refused)
        }
        let page = try ConsoleJSON.decode(ObservationPage.self, from: Array(MemoryAppliance.page.utf8))
        return ObservationPage(
            owner: query.run?.rawValue ?? "person",
            observations: page.observations,
            gaps: page.gaps,
            ticks: query.wantsTicks ? MemoryAppliance.observing.history : nil
        )
    }

    /// Says so.
    public func pauseObserver(by principal: Principal) async throws -> ObserverStatus {
        try note("pauseObserver", principal)
        var status = MemoryAppliance.observing
        status.state = "paused"
        return status
    }

    /// Says so.
    public func resumeObserver(by principal: Principal) async throws -> ObserverStatus {
        try note("resumeObserver", principal)
        return MemoryAppliance.observing
    }

    /// Says so.
    public func purgeObserver(_ purge: PurgeObservations, by principal: Principal) async throws -> ObserverStatus {
        try note("purgeObserver \(purge.run?.rawValue ?? "all")", principal)
        var status = MemoryAppliance.observing
        status.owners = []
        return status
    }

    private static var observing: ObserverStatus {
        var status = ObserverStatus(state: "slow", reason: "over_budget", isOn: true, looksAtAll: true)
        status.excluded = ["bank.example"]
        status.granted = ["https://shop.example"]
        status.intervalMilliseconds = 10_000
        status.lastSnapshotAge = 1200
        status.lastTickAge = 1300
        (status.budget, status.used) = (0.05, 0.012)
        (status.ticks, status.pending, status.places) = (31, 2, 1)
        status.memory = ObserverMemory(bytes: 12_000, limit: 4 << 20, observations: 3, isLocked: true)
        status.owners = ["person", Sample.run.rawValue]
        status.redacted = ["card": 1]
        status.gaps = ["moved": 2]
        status.history = [
            ObserverTick(
                began: Timestamp(milliseconds: 1_795_000_000_000),
                state: "normal",
                cost: 31,
                allowance: 250,
                wall: 90,
                pictures: 1,
                known: 40
            )
        ]
        return status
    }

    private static let page = """
        {"schema":1,"owner":"person","observations":[{"schema":1,"number":4,"tab":"tab_1",
        "from":"2026-11-20T10:00:00.000Z","to":"2026-11-20T10:00:05.000Z","age_ms":1200,"looks":2,
        "origin":"https://shop.example","title":"Shop","state":"normal","size":{"x":0,"y":0,"width":1280,"height":720},
        "lines":[{"text":"Total due 12.00","box":{"x":40,"y":80,"width":120,"height":18},"confidence":91,"confidences":[90,92,91],
        "uncertain":false}],"pending":[],"redacted":{"card":1},"omitted":0}],
        "gaps":[{"from":"2026-11-20T10:00:10.000Z","to":"2026-11-20T10:00:15.000Z","reason":"secret_typing"}]}
        """
}

extension [String] {
    fileprivate func appending(_ more: [String]) -> [String] { self + more }
}
