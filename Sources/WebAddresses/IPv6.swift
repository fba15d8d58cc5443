// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// IPv6 addresses as text and as bytes, by the C library: [inet_pton(3)](https://man7.org/linux/man-pages/man3/inet_pton.3.html).
enum IPv6 {
    /// The sixteen bytes; nil for a zone, a prefix length and everything else that an address in a URL cannot have.
    static func parse(_ text: some StringProtocol) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET6, String(text), &bytes) == 1 ? bytes : nil
    }

    /// The short form of [RFC 5952](https://www.rfc-editor.org/rfc/rfc5952), as the browser writes it: all in
    /// hexadecimal, the longest run of zeros left out.
    static func text(_ bytes: [UInt8]) -> String {
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        var best = 0..<0
        var start = 0
        while start < 8 {
            guard groups[start] == 0 else {
                start += 1
                continue
            }
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > best.count { best = start..<end }
            start = end
        }
        let write = { (range: Range<Int>) in range.map { String(groups[$0], radix: 16) }.joined(separator: ":") }
        guard best.count > 1 else { return write(0..<8) }
        return write(0..<best.lowerBound) + "::" + write(best.upperBound..<8)
    }
}
