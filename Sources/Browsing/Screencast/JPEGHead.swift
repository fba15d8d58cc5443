// SPDX-License-Identifier: Apache-2.0

/// What a JPEG says of itself before its picture begins.
enum JPEGHead {
    /// Its width and height, from its [start of frame](https://www.w3.org/Graphics/JPEG/itu-t81.pdf); nil when it is none.
    static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
        var place = 2
        while place + 9 < bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                return (
                    Int(bytes[place + 7]) << 8 | Int(bytes[place + 8]),
                    Int(bytes[place + 5]) << 8 | Int(bytes[place + 6])
                )
            }
            guard length >= 2 else { return nil }
            place += 2 + length
        }
        return nil
    }
}
