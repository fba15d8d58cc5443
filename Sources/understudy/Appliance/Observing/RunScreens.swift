// SPDX-License-Identifier: Apache-2.0
internal import AgentLoop
internal import Observing
internal import Oversight
internal import ScreenText
internal import Vocabulary

/// What the observer keeps of runs, for models that are asked in one.
struct RunScreens: ScreenMemory {
    /// Nil when the appliance has no observer.
    let desk: ObserverDesk?
    let gate: PermissionGate

    func observations(of run: RunID) -> [Observation] {
        desk?.observer?.buffer(of: .run(run)).observations ?? []
    }

    func isGranted(for run: RunID) -> Bool { gate.mayReadObservations(of: run) }
}
