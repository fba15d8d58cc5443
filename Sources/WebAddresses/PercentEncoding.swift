// SPDX-License-Identifier: Apache-2.0

/// Puts text into an address so that it cannot leave its place: everything but letters, digits and `-._~` is encoded
/// ([RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2.3)).
public enum PercentEncoding {
    /// A text as one path segment, or as a part of one.
    ///
    /// No encoding keeps the browser from climbing at a segment that is `.` or `..`, not even `%2E%2E`; such a path is
    /// refused by ``WebAddress``, wherever its dots came from.
    public static func pathSegment(_ text: String) -> String { encode(text) }

    /// A text as a name or a value of a query.
    public static func query(_ text: String) -> String { encode(text) }

    private static func encode(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            if ASCII.isLetter(byte) || ASCII.isDigit(byte) || "-._~".utf8.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += ASCII.percentEncoded(byte)
            }
        }
        return result
    }
}
