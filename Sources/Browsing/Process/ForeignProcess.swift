// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Dispatch
internal import Glibc
internal import Vocabulary

/// A process that is not our child, such as the browser of an appliance that was killed.
struct ForeignProcess: Sendable, Hashable {
    /// Its number.
    let id: Int32

    /// Its short name; nil when there is no such process, or when it has ended and nobody has asked for its status yet.
    var name: String? {
        // `12 (a name) S 1 …`: the name may hold spaces and brackets, so it ends at the last one.
        guard id > 0, let stat = contents(of: "/proc/\(id)/stat"),
            let open = stat.firstIndex(of: "("), let close = stat.lastIndex(of: ")")
        else { return nil }
        let state = stat[stat.index(after: close)...].first { $0 != " " }
        return state == "Z" || state == "X" ? nil : String(stat[stat.index(after: open)..<close])
    }

    /// Waits until it has ended; the kernel tells, by a
    /// [pidfd](https://man7.org/linux/man-pages/man2/pidfd_open.2.html).
    ///
    /// - Throws: ``Vocabulary/VocabularyError`` with `deadline_exceeded`, or `CancellationError`.
    func waitForEnd(deadline: Deadline) async throws {
        let descriptor = understudy_open_process(id)
        guard descriptor >= 0 else { return }
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        source.setEventHandler { end.finish() }
        source.setCancelHandler { close(descriptor) }
        source.activate()
        defer { source.cancel() }
        try await withDeadline(deadline, waitingFor: "process \(id) to end") {
            for await _ in ends {}
            try Task.checkCancellation()
        }
    }

    private func contents(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}
