// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Oversight
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

/// The place from which one tab is driven: one batch after the other, and what is held down between them.
///
/// Bounded: eight batches wait, one more is refused; whoever sends faster than the page can take it must send fewer.
final class DriverSeat: Sendable {
    private struct Turns {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private struct Storage {
        var held = HeldInput()
        var permit: Permit?
        var asked: ContinuousClock.Instant?
        var last = ContinuousClock.now
    }

    static let waitLimit = 8

    /// How long the decision for a pointer that is only moved counts for its next moves.
    static let moveSpan: Duration = .seconds(1)

    /// How long somebody who holds something down may be silent.
    static let silence: Duration = .seconds(10)

    /// How long a page may take for one batch.
    static let patience: Duration = .seconds(3)

    let tab: Tab
    private let turns = Mutex(Turns())
    private let storage = Mutex(Storage())

    init(of tab: Tab) { self.tab = tab }

    // MARK: Turns

    /// Runs a body when those that came before are done.
    ///
    /// - Throws: ``Browsing/BrowsingError`` with `input_busy`; what the body throws.
    func inTurn<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        try await takeTurn()
        defer { leave() }
        try Task.checkCancellation()
        return try await body()
    }

    /// A turn lasts a few seconds at most, so nobody needs to give up waiting for one.
    private func takeTurn() async throws {
        let isFull = turns.withLock { $0.waiting.count >= DriverSeat.waitLimit }
        guard !isFull else {
            throw BrowsingError(
                code: .inputBusy,
                message: "The page has not dealt with the input before: send what follows later, or in fewer batches."
            )
        }
        await withCheckedContinuation { (turn: CheckedContinuation<Void, Never>) in
            let isMine = turns.withLock { turns in
                guard turns.isTaken else {
                    turns.isTaken = true
                    return true
                }
                turns.waiting.append(turn)
                return false
            }
            if isMine { turn.resume() }
        }
    }

    private func leave() {
        let next = turns.withLock { turns -> CheckedContinuation<Void, Never>? in
            guard !turns.waiting.isEmpty else {
                turns.isTaken = false
                return nil
            }
            return turns.waiting.removeFirst()
        }
        next?.resume()
    }

    // MARK: Input

    /// Gives one batch to the page once the gate has let it pass.
    ///
    /// - Parameter grants: what the person may act on without a grant of the operator's, on a page of an origin.
    func give(
        _ batch: InputBatch,
        by principal: String,
        asking gate: PermissionGate,
        grants: (WebOrigin) -> Grants
    ) async throws -> Int {
        guard !batch.events.isEmpty else {
            storage.withLock { $0.last = .now }
            return 0
        }
        guard let origin = tab.origin else {
            throw BrowsingError(
                code: .inputNowhere,
                message: "The tab shows no page of a site, so nothing can be given to it."
            )
        }
        let permit = try await permit(for: batch.events, on: origin, by: principal, gate, grants(origin))
        let held = storage.withLock { $0.held }
        storage.withLock { storage in
            storage.permit = permit
            storage.last = .now
        }
        // Noted in the end, so that nobody lets go of something in the middle that the batch itself lets go of.
        var given: [InputEvent] = []
        defer { storage.withLock { storage in for event in given { storage.held.note(event) } } }
        try await tab.drive(
            batch.events,
            held: held,
            document: batch.document,
            permit: permit,
            deadline: .after(DriverSeat.patience)
        ) { given.append($0) }
        return batch.events.count
    }

    /// The gate's yes to a batch.
    ///
    /// A pointer that is only moved asks sixty times a second: each time the gate decides anew, but a yes is written
    /// into the log once a second.
    private func permit(
        for events: [InputEvent],
        on origin: WebOrigin,
        by principal: String,
        _ gate: PermissionGate,
        _ grants: Grants
    ) async throws -> Permit {
        let kind: InputClass = events.contains { !$0.type.isPointer } ? .keyboard : .pointer
        let request = ActionRequest(
            actor: .person(principal),
            effect: .input(kind, on: origin),
            isIrreversible: false,
            correlationID: .new(),
            description: DriverSeat.words(for: events)
        )
        if events.allSatisfy({ $0.type == .move }), case .allow = gate.decide(request, skillGrants: grants),
            let known = storage.withLock({ recent($0) }), known.allowsInput(on: origin)
        {
            return known
        }
        switch try await gate.permit(for: request, skillGrants: grants) {
        case .permitted(let permit):
            storage.withLock { $0.asked = .now }
            return permit
        case .needsApproval(let id):
            preconditionFailure("A person's own input asks nobody, and yet \(id) was asked.")
        }
    }

    private func recent(_ storage: Storage) -> Permit? {
        guard let asked = storage.asked, asked.duration(to: .now) < DriverSeat.moveSpan else { return nil }
        return storage.permit
    }

    /// What kinds of input, without a key or a letter: `move, down, up`.
    private static func words(for events: [InputEvent]) -> String {
        let kinds = Set(events.map(\.type))
        return InputEvent.Kind.allCases.filter(kinds.contains).map(\.rawValue).joined(separator: ", ")
    }

    // MARK: Letting go

    /// Lets everything come up when whoever pressed it is gone.
    func releaseIfLeft(isWatched: Bool) async {
        let left = storage.withLock { storage -> (HeldInput, Permit)? in
            let isSilent = storage.last.duration(to: .now) > DriverSeat.silence
            guard !storage.held.isEmpty, isSilent || !isWatched, let permit = storage.permit else { return nil }
            defer { storage.held = HeldInput() }
            return (storage.held, permit)
        }
        guard let (held, permit) = left else { return }
        try? await tab.letGo(held, permit: permit, deadline: .after(DriverSeat.patience))
    }
}
