// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// The browser's last lines of output, kept for errors.
///
/// Bounded: the oldest line goes first, and a line is cut at 300 characters.
public final class LogTail: Sendable {
    private let lines = Mutex<[String]>([])
    private let limit: Int

    /// Keeps at most a number of lines.
    public init(limit: Int = 20) { self.limit = limit }

    /// Adds a line, unless it is one that every start prints.
    public func append(_ line: String) {
        let text = line.trimmingPrefix { $0.isWhitespace }
        guard !text.isEmpty, !text.contains("dbus/") else { return }
        lines.withLock {
            $0.append(String(text.prefix(300)))
            if $0.count > limit { $0.removeFirst() }
        }
    }

    /// The lines, oldest first.
    public var last: [String] { lines.withLock { $0 } }
}
