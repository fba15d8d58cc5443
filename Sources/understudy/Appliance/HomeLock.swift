// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Glibc

/// The lock of a home: the kernel's ([flock(2)](https://man7.org/linux/man-pages/man2/flock.2.html)), so that it is
/// gone with its process however that ends.
final class HomeLock: Sendable {
    private let descriptor: Int32

    /// Opens the lock's file without taking the lock.
    ///
    /// - Throws: ``CommandError`` with `home_unusable`.
    init(home: String) throws {
        descriptor = open(home + "/" + HomeFolder.lockName, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw CommandError.homeUnusable(home, why: String(cString: strerror(errno))) }
    }

    /// Lets the lock go.
    deinit { close(descriptor) }

    /// Takes the lock if it is free.
    func isTakenNow() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    /// Waits until the lock is ours.
    ///
    /// The wait is the kernel's, in a thread of its own. When nobody wants the lock any more, what that thread gets in
    /// the end is let go at once: the lock travels through the stream, and lives only as long as somebody holds it.
    ///
    /// - Throws: `CancellationError`.
    func take() async throws -> HomeLock {
        let (locks, hand) = AsyncStream.makeStream(of: HomeLock.self)
        DispatchQueue(label: "home-lock")
            .async { [self] in
                while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
                hand.yield(self)
                hand.finish()
            }
        for await lock in locks { return lock }
        throw CancellationError()
    }
}
