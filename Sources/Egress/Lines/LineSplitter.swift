// SPDX-License-Identifier: Apache-2.0

/// Cuts bytes into lines at LF, without a CR before it; pure.
struct LineSplitter: Sendable {
    private let limit: Int
    private var partial: [UInt8] = []

    /// - Parameter limit: the longest line, in bytes.
    init(limit: Int) { self.limit = limit }

    /// Cuts a part; what has no end yet is kept.
    ///
    /// - Returns: false when a line is too long.
    mutating func split(_ bytes: UnsafeRawBufferPointer, into lines: inout [String]) -> Bool {
        for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if piece.offset > 0 { lines.append(take()) }
            guard partial.count + piece.element.count <= limit else { return false }
            partial.append(contentsOf: piece.element)
        }
        return true
    }

    /// What stands after the last end of a line; nil when there is nothing.
    mutating func rest() -> String? { partial.isEmpty ? nil : take() }

    private mutating func take() -> String {
        if partial.last == UInt8(ascii: "\r") { partial.removeLast() }
        defer { partial.removeAll(keepingCapacity: true) }
        return String(decoding: partial, as: UTF8.self)
    }
}
