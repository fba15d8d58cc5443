// SPDX-License-Identifier: Apache-2.0

/// How a run stands: a closed set.
public enum RunState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Waits for its turn.
    case queued
    /// Acts.
    case running
    /// Held before its next action.
    case paused
    /// A person drives.
    case takenOver = "taken_over"
    /// Waits for a person's answer.
    case needsPerson = "needs_person"
    /// Did all of it.
    case succeeded
    /// Stopped because something did not go as recorded.
    case failed
    /// Stopped because a gate or a person said no.
    case refused
    /// Stopped because somebody asked for it.
    case cancelled
    /// The appliance ended before the run did.
    case interrupted

    /// Whether it may still act.
    public var isLive: Bool {
        switch self {
        case .queued, .running, .paused, .takenOver, .needsPerson: true
        case .succeeded, .failed, .refused, .cancelled, .interrupted: false
        }
    }
}
