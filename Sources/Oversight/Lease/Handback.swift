// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What a person who drove wants to be done next.
public enum Handback: String, Sendable, Hashable, CaseIterable {
    /// What was cut short is done; the run goes on after it.
    case goOn = "go_on"
    /// The step that was cut short is done from its beginning.
    case repeatStep = "repeat"
    /// The run ends here.
    case stop
}

/// How a run stands still.
public enum StandStill: Sendable, Hashable {
    /// Nobody drives.
    case paused(ControlLease.PauseReason)
    /// A person drives.
    case takenOver

    /// The run's state then.
    public var state: RunState {
        switch self {
        case .paused: .paused
        case .takenOver: .takenOver
        }
    }

    /// Why, as a stable word.
    public var reason: String? {
        switch self {
        case .paused(let reason): reason.rawValue
        case .takenOver: nil
        }
    }
}

/// Who drives a run.
public enum Driver: String, Sendable, Hashable, CaseIterable {
    /// The replay of its skill.
    case replay
    /// A program that works on a task.
    case agent
    /// A person.
    case person
    /// Nobody: it stands still.
    case nobody
}

/// Who drives a run, since when, and in which tab.
public struct ControlState: Sendable, Hashable {
    /// Who.
    public let driver: Driver
    /// The person's name; nil when it is none.
    public let principal: String?
    /// Since when.
    public let since: Timestamp
    /// The tab that is acted in.
    public let tab: TabID?
}

/// A person's right to drive.
public struct LeaseGrant: Sendable, Hashable {
    /// Its name, which renews it and gives it back.
    public let lease: LeaseID
    /// The tab that the run acted in; nil when it has none yet.
    public let tab: TabID?
    /// How long it lasts without being renewed.
    public let term: Duration
}

extension ControlLease {
    /// Who drives now: a worker that has not yet heard that it must stop still does.
    func state(tab: TabID?) -> ControlState {
        switch phase {
        case .driving: ControlState(driver: worker.driver, principal: nil, since: since, tab: tab)
        case .paused:
            ControlState(driver: isWorkerStill ? .nobody : worker.driver, principal: nil, since: since, tab: tab)
        case .taken(let holder):
            isWorkerStill
                ? ControlState(driver: .person, principal: holder.principal, since: since, tab: tab)
                : ControlState(driver: worker.driver, principal: nil, since: since, tab: tab)
        }
    }

    /// Whether a person may give input to the run's tabs now.
    ///
    /// - Parameter lease: the lease that they show; whoever shows none does not drive.
    func mayDrive(_ principal: String, _ lease: LeaseID?) -> Bool {
        guard case .taken(let holder) = phase, isWorkerStill else { return false }
        return holder.principal == principal && holder.lease == lease
    }
}

extension ControlLease.Worker {
    fileprivate var driver: Driver {
        switch self {
        case .replay: .replay
        case .agent: .agent
        }
    }
}
