// SPDX-License-Identifier: Apache-2.0
internal import ScreenText

/// The size that a PNG says it has ([PNG, IHDR](https://www.w3.org/TR/png-3/#11IHDR)): masks are laid out in the page's
/// units, and a picture may have more pixels.
enum PNGHead {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Nil for what is no PNG.
    static func size(of bytes: [UInt8]) -> PixelBox? {
        guard bytes.count >= 24, Array(bytes[..<8]) == signature else { return nil }
        let (width, height) = (number(bytes[16..<20]), number(bytes[20..<24]))
        guard width > 0, height > 0 else { return nil }
        return PixelBox(x: 0, y: 0, width: width, height: height)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
