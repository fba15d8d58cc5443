// SPDX-License-Identifier: Apache-2.0
internal import Crypto

/// SHA-256 of bytes that come piece by piece.
public struct RunningDigest {
    private var hasher = SHA256()

    /// Begins with nothing.
    public init() {}

    /// Takes the next piece.
    public mutating func take(_ bytes: UnsafeRawBufferPointer) { hasher.update(bufferPointer: bytes) }

    /// The digest of all that was taken, in hexadecimal.
    public func finish() -> String {
        hasher.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
