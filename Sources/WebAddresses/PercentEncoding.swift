// SPDX-License-Identifier: Apache-2.0

/// Puts text into an address so that it cannot leave its place: everything but letters, digits and `-._~` is encoded
/// ([RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2.3)).
public enum PercentEncoding {
    /// A text as one path segment.
    ///
    /// `.` and `..` alone would climb, so their dots are encoded as well.
    public static func pathSegment(_ text: String) -> String {
        if text == "." || text == ".." { return text.map { _ in "%2E" }.joined() }
        return encode(text)
    }

    /// A text as a name or a value of a query.
    public static func query(_ text: String) -> String { encode(text) }

    private static func encode(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        return result
    }
}
