// SPDX-License-Identifier: Apache-2.0
public import ScreenText
public import Vocabulary

/// What was on the screens of runs, and who may be told.
public protocol ScreenMemory: Sendable {
    /// The observations of a run, oldest first; empty when none is kept.
    func observations(of run: RunID) -> [Observation]
    /// Whether the operator has granted it for this run that its observations go to others.
    func isGranted(for run: RunID) -> Bool
}
