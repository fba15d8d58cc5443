// SPDX-License-Identifier: Apache-2.0

/// What follows the host: path, query and fragment, in the form in which Chromium writes them.
struct AddressTail {
    let path: String
    let query: String?
    let fragment: String?

    /// Reads what follows a host; printable ASCII only.
    init(_ text: Substring) throws(AddressError) {
        let hash = text.firstIndex(of: "#")
        let beforeHash = text[..<(hash ?? text.endIndex)]
        let mark = beforeHash.firstIndex(of: "?")
        path = try AddressTail.path(beforeHash[..<(mark ?? beforeHash.endIndex)])
        query = mark.map { AddressTail.encode(beforeHash[beforeHash.index(after: $0)...], "\"<>'") }
        fragment = hash.map { AddressTail.encode(text[text.index(after: $0)...], "\"<>`") }
    }

    private static func path(_ text: Substring) throws(AddressError) -> String {
        guard !text.utf8.contains(UInt8(ascii: "\\")) else {
            throw AddressError(.pathInvalid, "The address holds a backslash: write '/' or '%5C'.")
        }
        guard !text.split(separator: "/").contains(where: isDots) else {
            throw AddressError(.pathInvalid, "The address's path climbs with '.' or '..': write where it leads.")
        }
        return text.isEmpty ? "/" : encode(text, "\"<>`{}^|")
    }

    /// Whether the browser would take a segment for "here" or "up", which it does in percent-encoded form too.
    private static func isDots(_ segment: Substring) -> Bool {
        guard segment.utf8.count <= 6 else { return false }
        let plain = segment.lowercased().split(separator: "%2e", omittingEmptySubsequences: false)
            .joined(separator: ".")
        return plain == "." || plain == ".."
    }

    private static func encode(_ text: Substring, _ marks: String) -> String {
        guard text.utf8.contains(where: { marks.utf8.contains($0) }) else { return String(text) }
        var result = ""
        for byte in text.utf8 {
            if marks.utf8.contains(byte) {
                result += ASCII.percentEncoded(byte)
            } else {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return result
    }
}
