// SPDX-License-Identifier: Apache-2.0
internal import NIOCore
internal import Vocabulary

/// How pictures are written one after the other.
enum PictureForm: Sendable, Hashable {
    /// `multipart/x-mixed-replace`, which an `<img>` shows.
    ///
    /// A browser draws a part when the next part's headers have come, and believes a length that is given: so the
    /// boundary and the next headers follow each picture at once, in the same write, and no length is said.
    case mjpeg
    /// The length of a JSON header in four bytes, the highest first, the header, and the JPEG whose length it tells.
    case frames

    private static let boundary = "understudy"
    private static let next = "\r\n--\(boundary)\r\nContent-Type: image/jpeg\r\n\r\n"

    var mediaType: String {
        switch self {
        case .mjpeg: "multipart/x-mixed-replace; boundary=\(PictureForm.boundary)"
        case .frames: "application/octet-stream"
        }
    }

    /// What comes before the first picture.
    var beginning: ByteBuffer? {
        switch self {
        case .mjpeg: ByteBuffer(string: PictureForm.next)
        case .frames: nil
        }
    }

    /// One picture.
    func picture(_ picture: LivePicture) -> ByteBuffer {
        switch self {
        case .mjpeg:
            var buffer = ByteBufferAllocator().buffer(capacity: picture.jpeg.count + PictureForm.next.utf8.count)
            buffer.writeBytes(picture.jpeg)
            buffer.writeString(PictureForm.next)
            return buffer
        case .frames: return PictureForm.framed(picture, isBeat: false)
        }
    }

    /// A sign of life while the page stands still; nil before there was a picture.
    ///
    /// An image has no other sign than itself.
    func beat(_ last: LivePicture?) -> ByteBuffer? {
        guard let last else { return nil }
        switch self {
        case .mjpeg: return picture(last)
        case .frames: return PictureForm.framed(last, isBeat: true)
        }
    }

    private static func framed(_ picture: LivePicture, isBeat: Bool) -> ByteBuffer {
        let jpeg = isBeat ? [] : picture.jpeg
        let header = CanonicalJSON.text([
            "number": .int(Int64(picture.number)), "document": .string(picture.document.rawValue),
            "scale": .double(picture.scale), "width": .int(Int64(picture.width)), "height": .int(Int64(picture.height)),
            "drawn": picture.drawn.map { .int(Int64($0)) } ?? .null, "jpeg": .int(Int64(jpeg.count)),
            "beat": .bool(isBeat),
        ])
        var buffer = ByteBufferAllocator().buffer(capacity: 4 + header.utf8.count + jpeg.count)
        buffer.writeInteger(UInt32(header.utf8.count))
        buffer.writeString(header)
        buffer.writeBytes(jpeg)
        return buffer
    }
}
