// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Which events a principal may read: the operator all, the agent those that tell how runs go.
///
/// What the agent may see is listed; an event that is added later is the operator's until somebody adds it here.
enum EventVisibility {
    private static let agentNames: Set<String> = Set(
        [EventName.runQueued, .runStarted, .runStateChanged, .runEnded, .stepStarted, .stepEnded].map(\.rawValue)
    )

    /// Whether it may read this one.
    static func shows(_ line: AuditLine, to principal: Principal) -> Bool {
        switch principal {
        case .operator: true
        case .agent: agentNames.contains(name(of: line) ?? "")
        }
    }

    /// The event's name in its envelope.
    static func name(of line: AuditLine) -> String? { (try? JSONText.parse(line.json))?["event"]?.string }
}
