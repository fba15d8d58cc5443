// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// How many event streams there may be at once; the next one is refused.
final class StreamSeats: Sendable {
    /// One stream's place; free again when the stream is over, however it ended.
    final class Seat: Sendable {
        private let seats: StreamSeats

        fileprivate init(_ seats: StreamSeats) { self.seats = seats }

        deinit { seats.taken.withLock { $0 -= 1 } }
    }

    private let limit: Int
    private let taken = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// Takes a seat.
    ///
    /// - Throws: ``ConsoleError`` with `too_many_streams`.
    func take() throws(ConsoleError) -> Seat {
        let isFree = taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
        guard isFree else {
            throw ConsoleError(.tooManyStreams, "\(limit) event streams are open already: close one of them.")
        }
        return Seat(self)
    }
}
