// SPDX-License-Identifier: Apache-2.0

/// Waits until the task is cancelled: for what goes on until somebody ends it.
///
/// - Throws: `CancellationError`, always.
public func waitUntilCancelled() async throws {
    let (never, continuation) = AsyncStream.makeStream(of: Void.self)
    defer { continuation.finish() }
    for await _ in never {}
    throw CancellationError()
}
