// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
public import Vocabulary

/// Keeps the events that were written.
public final class EventRecorder: EventSink {
    private let storage = Mutex<[Event]>([])

    /// With none.
    public init() {}

    /// What was written, in order.
    public var events: [Event] { storage.withLock { $0 } }

    /// Keeps one.
    public func record(_ event: Event) async throws -> EventReceipt {
        let count = storage.withLock { storage in
            storage.append(event)
            return storage.count
        }
        return EventReceipt(sequence: Int64(count), time: .now())
    }

    /// Keeps one.
    public func enqueue(_ event: Event) { storage.withLock { $0.append(event) } }
}
