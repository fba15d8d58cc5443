// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// Says who may give input to which tab: one driver at a time.
///
/// A right is no permit: the gate is asked as well, for each batch.
public protocol InputRights: Sendable {
    /// Whether somebody may drive a tab now.
    ///
    /// - Parameters:
    ///   - tab: which.
    ///   - run: the run that the tab belongs to; nil for none.
    ///   - principal: who.
    func mayDrive(_ tab: TabID, of run: RunID?, as principal: String) -> Decision
}

/// Lets people into tabs that nobody drives, and into those in which they show a task.
public struct IdleOrTaughtTabs: InputRights {
    /// The only one there is.
    public init() {}

    /// Not into the tabs of a run.
    public func mayDrive(_ tab: TabID, of run: RunID?, as principal: String) -> Decision {
        guard let run else { return .allow }
        return .deny(
            Violation(
                reason: .tabDriven,
                message: "The run \(run) drives this tab: take it over first."
            )
        )
    }
}

extension Decision {
    /// Throws what keeps it from being allowed.
    ///
    /// - Throws: ``OversightError`` with the reason.
    public func require() throws(OversightError) {
        switch self {
        case .allow: break
        case .deny(let violation), .requireApproval(let violation):
            throw OversightError(.denied(violation.reason), violation.message)
        }
    }
}
