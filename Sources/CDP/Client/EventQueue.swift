// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// The events that wait for one reader.
///
/// Bounded in number and in bytes, because it is pages that decide how many events there are and how large. An event
/// too many ends it: what was kept is still read, then the reader gets the error.
final class EventQueue: Sendable {
    /// How many bytes of messages may wait.
    static let byteLimit = 64 * 1024 * 1024

    private struct State {
        var events: [CDPEvent?] = []
        var first = 0
        var bytes = 0
        var end: Result<Void, any Error>?
        var reader: CheckedContinuation<CDPEvent?, any Error>?
    }

    /// What became of an event.
    enum Delivery: Sendable, Hashable { case taken, overflowed }

    let limit: Int
    private let byteLimit: Int
    private let state = Mutex(State())

    init(limit: Int, byteLimit: Int = EventQueue.byteLimit) {
        self.limit = limit
        self.byteLimit = byteLimit
    }

    /// Hands an event over, straight to the reader when it waits.
    func deliver(_ event: CDPEvent) -> Delivery {
        let (reader, delivery) = state.withLock { state -> (CheckedContinuation<CDPEvent?, any Error>?, Delivery) in
            if state.end != nil { return (nil, .taken) }
            if let reader = state.reader {
                state.reader = nil
                return (reader, .taken)
            }
            guard state.events.count - state.first < limit, state.bytes + event.size <= byteLimit else {
                return (nil, .overflowed)
            }
            state.events.append(event)
            state.bytes += event.size
            return (nil, .taken)
        }
        reader?.resume(returning: event)
        return delivery
    }

    /// Ends it, after what it holds; only the first end counts.
    func finish(_ end: Result<Void, any Error> = .success(())) {
        let reader = state.withLock { state -> CheckedContinuation<CDPEvent?, any Error>? in
            guard state.end == nil else { return nil }
            state.end = end
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(with: end.map { nil })
    }

    /// The next event; nil at the end, or when the reading task is cancelled.
    func next() async throws -> CDPEvent? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { reader in
                let known = state.withLock { state -> Result<CDPEvent?, any Error>? in
                    precondition(state.reader == nil, "A stream of CDP events has one reader, and here is a second.")
                    if let event = EventQueue.takeFirst(&state) { return .success(event) }
                    if let end = state.end { return end.map { nil } }
                    if Task.isCancelled { return .success(nil) }
                    state.reader = reader
                    return nil
                }
                if let known { reader.resume(with: known) }
            }
        } onCancel: {
            let reader = state.withLock { state in
                defer { state.reader = nil }
                return state.reader
            }
            reader?.resume(returning: nil)
        }
    }

    private static func takeFirst(_ state: inout State) -> CDPEvent? {
        guard state.first < state.events.count, let event = state.events[state.first] else { return nil }
        state.events[state.first] = nil
        state.first += 1
        state.bytes -= event.size
        if state.first == state.events.count {
            state.events.removeAll(keepingCapacity: state.events.capacity <= 64)
            state.first = 0
        } else if state.first >= 1024 {
            state.events.removeFirst(state.first)
            state.first = 0
        }
        return event
    }
}
