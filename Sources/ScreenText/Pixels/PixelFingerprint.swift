// SPDX-License-Identifier: Apache-2.0

/// What stands for pixels, or for the bytes of a picture, when they are compared.
///
/// Pages choose their pixels, and a collision would show the text of one line for another. So the hash
/// ([SipHash](https://www.aumasson.jp/siphash/siphash.pdf), 64 bits) is keyed with what only this process knows, and the
/// size is part of it.
struct PixelFingerprint: Hashable {
    private let hash: Int
    private let width: Int32
    private let height: Int32

    private static let keys = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))

    /// Of a box that lies inside the frame.
    init(of box: PixelBox, in frame: PixelFrame) {
        self.init(width: box.width, height: box.height) { hasher in
            for y in 0..<box.height { hasher.combine(bytes: frame.bytes(ofRow: y, in: box)) }
        }
    }

    /// Of a picture as it came, and what is to be painted on it.
    init(encoded: [UInt8], masks: [PixelBox]) {
        self.init(width: encoded.count, height: masks.count) { hasher in
            encoded.withUnsafeBytes { hasher.combine(bytes: $0) }
            hasher.combine(masks)
        }
    }

    private init(width: Int, height: Int, _ feed: (inout Hasher) -> Void) {
        var hasher = Hasher()
        hasher.combine(PixelFingerprint.keys.0)
        hasher.combine(PixelFingerprint.keys.1)
        feed(&hasher)
        hash = hasher.finalize()
        (self.width, self.height) = (Int32(truncatingIfNeeded: width), Int32(truncatingIfNeeded: height))
    }
}
