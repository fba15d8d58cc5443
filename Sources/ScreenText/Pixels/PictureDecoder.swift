// SPDX-License-Identifier: Apache-2.0
internal import CLeptonica

/// Makes pixels of a PNG, a JPEG or a WebP, with [Leptonica](http://www.leptonica.org/).
///
/// Its other formats are left out: nothing here makes them, and each is one more parser that a hostile picture could
/// break.
enum PictureDecoder {
    /// More pixels are refused by what the head says, before anything is decoded.
    static let mostPixels = 40_000_000
    /// Wider or higher ones too.
    static let longestEdge = 32_000

    /// Keeps Leptonica from writing to standard error.
    static func silence() { setMsgSeverity(Int32(L_SEVERITY_NONE)) }

    /// The pixels.
    ///
    /// - Throws: ``ScreenTextError`` with `picture_too_large` or `picture_unreadable`.
    static func decode(_ encoded: [UInt8]) throws(ScreenTextError) -> PixelFrame {
        let format = try checkHead(of: encoded)
        guard var picture = read(encoded, format) else { throw broken }
        if pixGetSpp(picture) == 4, let blended = pixAlphaBlendUniform(picture, 0xFFFF_FF00) {
            dispose(picture)
            picture = blended
        }
        if pixGetDepth(picture) != 32 || pixGetColormap(picture) != nil {
            let plain = pixConvertTo32(picture)
            dispose(picture)
            guard let plain else { throw broken }
            picture = plain
        }
        let (width, height) = (Int(pixGetWidth(picture)), Int(pixGetHeight(picture)))
        guard width > 0, height > 0, pixGetWpl(picture) == Int32(width), let pixels = pixGetData(picture) else {
            dispose(picture)
            throw broken
        }
        return PixelFrame(width: width, height: height, pixels: pixels) { dispose(picture) }
    }

    private static func checkHead(of encoded: [UInt8]) throws(ScreenTextError) -> Int32 {
        var (format, width, height): (Int32, Int32, Int32) = (0, 0, 0)
        let status = encoded.withUnsafeBufferPointer {
            pixReadHeaderMem($0.baseAddress, $0.count, &format, &width, &height, nil, nil, nil)
        }
        guard status == 0, [IFF_PNG, IFF_JFIF_JPEG, IFF_WEBP].contains(Int(format)), width > 0, height > 0 else {
            throw ScreenTextError(.pictureUnreadable, "The picture is no PNG, JPEG or WebP with a size.")
        }
        guard width <= longestEdge, height <= longestEdge, Int(width) * Int(height) <= mostPixels else {
            throw ScreenTextError(
                .pictureTooLarge,
                "The picture has \(width) × \(height) pixels; \(mostPixels / 1_000_000) million in all and "
                    + "\(longestEdge) on one edge are the most that are read."
            )
        }
        return format
    }

    private static func read(_ encoded: [UInt8], _ format: Int32) -> UnsafeMutablePointer<Pix>? {
        encoded.withUnsafeBufferPointer {
            switch Int(format) {
            case IFF_PNG: pixReadMemPng($0.baseAddress, $0.count)
            case IFF_WEBP: pixReadMemWebP($0.baseAddress, $0.count)
            default: pixReadMemJpeg($0.baseAddress, $0.count, 0, 1, nil, 0)
            }
        }
    }

    private static var broken: ScreenTextError {
        ScreenTextError(.pictureUnreadable, "The picture begins like one and cannot be decoded.")
    }

    private static func dispose(_ picture: UnsafeMutablePointer<Pix>) {
        var handle: UnsafeMutablePointer<Pix>? = picture
        pixDestroy(&handle)
    }
}
