// SPDX-License-Identifier: Apache-2.0

/// Puts a message together from the pieces in which a socket delivers it.
struct MessageAssembly {
    /// The largest message taken; Chrome sends none above 100 MiB either.
    static let limit = 100 * 1024 * 1024

    private var gathered: [UInt8] = []

    /// Takes one piece.
    ///
    /// - Returns: the whole message when this was its last piece; nil when more is to come.
    /// - Throws: ``CDPTransportFailure`` with `messageTooLarge` as soon as it is clear that it would be.
    mutating func take(
        _ piece: UnsafeRawBufferPointer,
        isLast: Bool,
        limit: Int = MessageAssembly.limit
    ) throws(CDPTransportFailure) -> [UInt8]? {
        guard gathered.count + piece.count <= limit else {
            gathered = []
            throw .messageTooLarge(limit: limit)
        }
        if isLast, gathered.isEmpty { return Array(piece) }
        gathered.append(contentsOf: piece)
        guard isLast else { return nil }
        defer { gathered = [] }
        return gathered
    }
}
