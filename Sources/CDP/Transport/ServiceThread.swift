// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Starts a thread of its own for a library that blocks and that wants to be called by one thread only.
enum ServiceThread {
    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs a body on a new, detached thread.
    ///
    /// - Parameter body: everything the thread does; it tells by itself when it is over.
    /// - Throws: ``CDPTransportFailure`` when the system gives no thread.
    static func start(_ body: @escaping @Sendable () -> Void) throws(CDPTransportFailure) {
        let work = Unmanaged.passRetained(Work(body))
        let result = create(work.toOpaque())
        guard result == 0 else {
            work.release()
            throw .notConnected("the system gave no thread (error \(result))")
        }
    }

    private static func create(_ work: UnsafeMutableRawPointer) -> Int32 {
        var thread: pthread_t = 0
        let result = pthread_create(
            &thread,
            nil,
            { work in
                if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
                return nil
            },
            work
        )
        if result == 0 { pthread_detach(thread) }
        return result
    }
}
