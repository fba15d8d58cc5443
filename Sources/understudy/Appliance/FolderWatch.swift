// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Glibc

/// Tells when a file is moved into a folder, which is how every small file of a home comes to its place.
///
/// The kernel tells: [inotify(7)](https://man7.org/linux/man-pages/man7/inotify.7.html).
enum FolderWatch {
    /// Looks at once, and after each arrival, until the look finds something or the task is cancelled.
    static func look<Finding: Sendable>(in folder: String, _ look: () async throws -> Finding?) async throws -> Finding
    {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw CommandError.homeUnusable(folder, why: String(cString: strerror(errno))) }
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        source.setEventHandler {
            var buffer = [UInt8](repeating: 0, count: 4096)
            while read(descriptor, &buffer, buffer.count) > 0 {}
            arrival.yield()
        }
        source.setCancelHandler { close(descriptor) }
        source.activate()
        defer { source.cancel() }
        // Watched before the first look: what arrives after it is told.
        inotify_add_watch(descriptor, folder, UInt32(IN_MOVED_TO))
        arrival.yield()
        for await _ in arrivals { if let finding = try await look() { return finding } }
        throw CancellationError()
    }
}
