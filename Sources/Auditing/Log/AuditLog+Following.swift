// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

extension AuditLog {
    /// Lines after a number, and then each new one as it is written, until the task is cancelled or the log closed.
    ///
    /// Read from the store page by page: a slow reader misses nothing, holds nothing up, and costs one page of memory.
    /// A log that was opened for reading only ends with the last line that is there.
    ///
    /// - Parameters:
    ///   - sequence: the number before the first.
    ///   - filter: which of them; lines that are not wanted cost their reader nothing.
    /// - Important: the stream is for one reader; ask again for another.
    public func follow(
        after sequence: Int64,
        filter: LineFilter = LineFilter()
    ) -> AsyncThrowingStream<StoredLine, any Error> {
        let follower = Follower(log: self, after: sequence, filter: filter)
        return AsyncThrowingStream { try await follower.next() }
    }

    /// Where one reader is.
    private actor Follower {
        private let log: AuditLog
        private let filter: LineFilter
        private var last: Int64
        private var page: ArraySlice<StoredLine> = []

        init(log: AuditLog, after sequence: Int64, filter: LineFilter) {
            self.log = log
            self.filter = filter
            self.last = sequence
        }

        func next() async throws -> StoredLine? {
            while !Task.isCancelled {
                if let line = page.popFirst() {
                    last = line.sequence
                    return line
                }
                // Looked at before the store, so that no commit between the two is missed.
                let generation = log.commits.generation
                guard try await fill() else { return nil }
                guard page.isEmpty else { continue }
                guard log.access == .readWrite else { return nil }
                await log.commits.wait(after: generation)
            }
            return nil
        }

        private func fill() async throws -> Bool {
            guard !log.commits.isFinished else { return false }
            do {
                page = try await log.lines(after: last, limit: 200, filter: filter)[...]
                return true
            } catch is CancellationError {
                return false
            } catch {
                // The log may have been closed meanwhile, which is an end and no error.
                guard log.commits.isFinished else { throw error }
                return false
            }
        }
    }
}
