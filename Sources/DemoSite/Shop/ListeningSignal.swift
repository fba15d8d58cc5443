// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// Tells whoever waits on which port the server listens, or that it does not; the first answer stays.
final class ListeningSignal: Sendable {
    private struct Contents {
        var answer: Result<Int, DemoSiteError>?
        var waiting: [Int: CheckedContinuation<Int, any Error>] = [:]
        var nextID = 0
    }

    private let contents = Mutex(Contents())

    /// The server listens.
    func succeed(port: Int) { answer(.success(port)) }

    /// It does not, or no longer.
    func fail(_ error: DemoSiteError) {
        contents.withLock { contents in
            if case .success = contents.answer { contents.answer = .failure(error) }
        }
        answer(.failure(error))
    }

    /// Waits for the answer.
    ///
    /// - Throws: the error, or `CancellationError`.
    func port() async throws -> Int {
        let id = contents.withLock { contents in
            contents.nextID += 1
            return contents.nextID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait($0, as: id) }
        } onCancel: {
            contents.withLock { $0.waiting.removeValue(forKey: id) }?.resume(throwing: CancellationError())
        }
    }

    private func wait(_ continuation: CheckedContinuation<Int, any Error>, as id: Int) {
        let answer: Result<Int, any Error>? = contents.withLock { contents in
            if let answer = contents.answer { return answer.mapError { $0 } }
            if Task.isCancelled { return .failure(CancellationError()) }
            contents.waiting[id] = continuation
            return nil
        }
        if let answer { continuation.resume(with: answer) }
    }

    private func answer(_ answer: Result<Int, DemoSiteError>) {
        let waiting = contents.withLock { contents in
            if contents.answer == nil { contents.answer = answer }
            defer { contents.waiting = [:] }
            return contents.waiting.values.map { $0 }
        }
        for continuation in waiting { continuation.resume(with: answer.mapError { $0 as any Error }) }
    }
}
