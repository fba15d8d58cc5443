// SPDX-License-Identifier: Apache-2.0
import Console
import Oversight
import TestSupport
import Testing
import Vocabulary
import WebAddresses

@testable import understudy

@Suite("Who may read what was observed")
struct ObserverRightsTests {
    private func code(_ body: () async throws -> Void) async throws -> String? {
        do { try await body() } catch let error as any ExplainedError { return error.code }
        return nil
    }

    @Test("the agent reads nothing of people's tabs, and of a run only what is shared")
    func agent() async throws {
        try await withIdleAppliance { appliance in
            let run = RunID.new()
            let read = { (principal: Principal, run: RunID?) in
                try await code { _ = try await appliance.observations(ObservationQuery(run: run), by: principal) }
            }
            #expect(try await read(.agent, nil) == "observation_not_granted")
            #expect(try await read(.agent, run) == "observation_not_granted")
            #expect(try await read(.operator, nil) == nil)
            _ = try await appliance.addGrant(.observedRun(run), by: .operator)
            #expect(try await appliance.grants().observedRuns == [run])
            #expect(try await read(.agent, run) == "run_unknown", "the grant lets it pass")
            #expect(try await read(.agent, RunID.new()) == "observation_not_granted")
            _ = try await appliance.removeGrant(.observedRun(run), by: .operator)
            #expect(try await read(.agent, run) == "observation_not_granted")
        }
    }

    @Test("without the operator's word it is off, and cannot be paused")
    func off() async throws {
        try await withIdleAppliance { appliance in
            let status = try await appliance.observer(by: .operator)
            #expect(status.state == "off" && !status.isOn && status.history.isEmpty)
            #expect(try await code { _ = try await appliance.pauseObserver(by: .operator) } == "observer_off")
        }
    }

    @Test("a grant of a site to the observer is kept in the file, and is no grant to act there")
    func grant() async throws {
        try await withIdleAppliance { appliance in
            let list = try await appliance.addGrant(.observe("https://shop.example"), by: .operator)
            #expect(list.observedDomains == ["https://shop.example"] && list.networkDomains.isEmpty)
            #expect(try await appliance.observer(by: .operator).granted == ["https://shop.example"])
            let seen = try await appliance.observer(by: .agent)
            #expect(seen.granted.isEmpty && seen.excluded.isEmpty && seen.owners.isEmpty)
            #expect(
                try GrantStore(home: appliance.home).current.observedDomains.map(\.text) == ["https://shop.example"]
            )
        }
    }
}
