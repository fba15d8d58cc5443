// SPDX-License-Identifier: Apache-2.0
internal import CLeptonica
public import Vocabulary

/// Pictures as JPEG, drawn on with [Leptonica](http://www.leptonica.org/).
public enum JPEG {
    /// A JPEG keeps tiles of up to 16 pixels; what is inside one shows in all of it.
    private static let tile = 16.0
    private static let margin = 2.0

    /// The picture with rectangles painted black, and with every tile that they touch.
    ///
    /// Whole tiles, because the compression spreads what is in a tile over all of it: black to a rectangle's edge alone
    /// would leave traces beside it.
    ///
    /// - Parameters:
    ///   - boxes: what must not be seen, in units of `width`; what lies outside the picture is cut off.
    ///   - bytes: a JPEG.
    ///   - width: how wide the whole picture is in those units: the page's width for a picture of a page.
    ///   - quality: of the JPEG that is written, from 1 to 100.
    /// - Throws: ``PictureError`` when the bytes are no JPEG, or memory is short.
    public static func covering(
        _ boxes: [Rectangle],
        of bytes: [UInt8],
        width: Double,
        quality: Int
    ) throws(PictureError) -> [UInt8] {
        guard var picture = bytes.withUnsafeBufferPointer({ pixReadMemJpeg($0.baseAddress, $0.count, 0, 1, nil, 0) })
        else { throw PictureError("The browser's picture is no JPEG.") }
        defer { dispose(&picture) }
        let scale = Double(pixGetWidth(picture)) / max(1, width)
        for box in boxes { blacken(box.tiles(scale: scale, margin: margin, tile: tile), of: picture) }
        return try written(picture, quality: quality)
    }

    /// The picture in another width, and as high as fits.
    ///
    /// - Parameters:
    ///   - bytes: a JPEG.
    ///   - width: in pixels.
    ///   - quality: of the JPEG that is written, from 1 to 100.
    /// - Throws: ``PictureError`` when the bytes are no JPEG, or memory is short.
    public static func scaled(
        _ bytes: [UInt8],
        toWidth width: Int,
        quality: Int
    ) throws(PictureError) -> [UInt8] {
        guard var picture = bytes.withUnsafeBufferPointer({ pixReadMemJpeg($0.baseAddress, $0.count, 0, 1, nil, 0) })
        else { throw PictureError("The browser's picture is no JPEG.") }
        defer { dispose(&picture) }
        let factor = Float(width) / Float(max(1, pixGetWidth(picture)))
        guard var small = pixScaleAreaMap(picture, factor, factor) ?? pixScale(picture, factor, factor) else {
            throw PictureError("The picture could not be made smaller.")
        }
        defer { dispose(&small) }
        return try written(small, quality: quality)
    }

    private static func blacken(_ box: Rectangle, of picture: UnsafeMutablePointer<Pix>) {
        let left = pixel(box.x)
        let top = pixel(box.y)
        let width = pixel(box.x + box.width) - left
        let height = pixel(box.y + box.height) - top
        pixRasterop(picture, left, top, width, height, Int32(PIX_CLR), nil, 0, 0)
    }

    /// A place on the picture; what is far outside of it stays outside.
    private static func pixel(_ edge: Double) -> Int32 { edge.isNaN ? 0 : Int32(min(max(edge, -1_000_000), 1_000_000)) }

    private static func written(_ picture: UnsafeMutablePointer<Pix>, quality: Int) throws(PictureError) -> [UInt8] {
        var data: UnsafeMutablePointer<UInt8>?
        var size = 0
        let status = pixWriteMemJpeg(&data, &size, picture, Int32(quality), 0)
        defer { lept_free(data) }
        guard status == 0, let data, size > 0 else { throw PictureError("The picture could not be written.") }
        return Array(UnsafeBufferPointer(start: data, count: size))
    }

    private static func dispose(_ picture: inout UnsafeMutablePointer<Pix>) {
        var handle: UnsafeMutablePointer<Pix>? = picture
        pixDestroy(&handle)
    }
}
