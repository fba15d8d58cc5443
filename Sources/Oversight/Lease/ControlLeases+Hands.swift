// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// What a person does in the tabs of a run: nobody else drives before it is done.
extension ControlLeases {
    /// Does something in a tab as a person, if they drive it; whoever drives next waits for its end.
    ///
    /// - Parameters:
    ///   - run: the run that the tab belongs to; nil for none.
    ///   - principal: who does it.
    ///   - lease: the lease that they show.
    ///   - body: what is done; it must end within seconds.
    /// - Throws: ``OversightError`` with `tab_driven`; what the body throws.
    public func hand<Result: Sendable>(
        in run: RunID?,
        as principal: String,
        lease: LeaseID?,
        _ body: () async throws -> Result
    ) async throws -> Result {
        guard let run else { return try await body() }
        try raiseHand(in: run, as: principal, lease)
        defer { lowerHand(in: run) }
        return try await body()
    }

    /// Waits until nothing is done any more that a person's hand has begun.
    ///
    /// - Throws: ``OversightError`` with `control_busy` when it does not end in time.
    public func waitForHands(in run: RunID) async throws {
        let isResting: @Sendable () -> Bool = { [self] in entries.withLock { ($0[run]?.hands ?? 0) == 0 } }
        if isResting() { return }
        do {
            try await withDeadline(.after(ControlLeases.patience), waitingFor: "a person's input") { [self] in
                for await _ in signals(of: run) where isResting() { return }
                try Task.checkCancellation()
            }
        } catch let error as VocabularyError where error.reason == .deadlineExceeded {
            throw OversightError(
                .controlBusy,
                "The page has not dealt with the input before, so nobody else drives yet: try again in a moment."
            )
        }
    }

    private func raiseHand(in run: RunID, as principal: String, _ lease: LeaseID?) throws {
        lapse(run)
        // Whoever is giving the wheel back at this moment does not drive any more.
        let isDriver = entries.withLock { entries in
            guard let entry = entries[run], !entry.isChanging, entry.lease.mayDrive(principal, lease) else {
                return false
            }
            entries[run]?.hands += 1
            return true
        }
        guard isDriver else { return try ControlLeases.isDriven(run).require() }
    }

    private func lowerHand(in run: RunID) {
        entries.withLock { $0[run]?.hands -= 1 }
        signal(run)
    }
}
