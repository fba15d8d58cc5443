// SPDX-License-Identifier: Apache-2.0
internal import Auditing
internal import Vocabulary

extension AuditLog {
    /// Tells that the appliance answers.
    ///
    /// - Parameter life: shared by the start and the end of one life of the appliance.
    func tellStart(of life: CorrelationID) async throws { try await tell(.applianceStarted, .started, life) }

    /// Tells that the appliance ends; where nobody asked it to, also why, in words that name the port or the program.
    func tellEnd(of life: CorrelationID, because error: (any Error)?) async throws {
        guard let error, !(error is CancellationError) else {
            return try await tell(.applianceStopped, .succeeded, life)
        }
        let explained = error as? any ExplainedError
        let reason = ["reason": explained?.code ?? "internal_error", "message": explained?.message ?? "see its output"]
        try await tell(.applianceStopped, .failed, life, reason.mapValues { .string(String($0.prefix(500))) })
    }

    private func tell(
        _ name: EventName,
        _ outcome: EventOutcome,
        _ life: CorrelationID,
        _ more: [String: JSONValue] = [:]
    ) async throws {
        var extra = more
        extra["version"] = .string(programVersion)
        try await record(Event(name, source: .appliance, outcome: outcome, correlationID: life, extra: extra))
    }
}
