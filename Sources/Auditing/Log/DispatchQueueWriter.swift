// SPDX-License-Identifier: Apache-2.0
internal import Dispatch

/// One thread at a time for calls that block on the disk, so that they never hold one of the few that run tasks.
final class DispatchQueueWriter: Sendable {
    private let queue = DispatchQueue(label: "audit-writer")

    /// Runs a body behind those before it.
    func run(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }

    /// Runs a body behind those before it, and waits for it.
    func drain(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            queue.async {
                body()
                continuation.resume()
            }
        }
    }
}
