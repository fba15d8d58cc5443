// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// IPv6 addresses as text and as bytes, by the C library:
/// [inet_pton(3)](https://man7.org/linux/man-pages/man3/inet_pton.3.html).
enum IPv6 {
    /// The sixteen bytes; nil for a zone, a prefix length and everything else that an address in a URL cannot have.
    static func parse(_ text: some StringProtocol) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET6, String(text), &bytes) == 1 ? bytes : nil
    }

    /// The short form as the browser writes it: all in hexadecimal, the first of the longest runs of zeros left out
    /// (the [IPv6 serializer](https://url.spec.whatwg.org/#concept-ipv6-serializer) of the URL standard).
    static func text(_ bytes: [UInt8]) -> String {
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        let gap = longestRunOfZeros(groups)
        let write = { (range: Range<Int>) in range.map { String(groups[$0], radix: 16) }.joined(separator: ":") }
        guard gap.count > 1 else { return write(0..<8) }
        return write(0..<gap.lowerBound) + "::" + write(gap.upperBound..<8)
    }

    private static func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int> {
        var best = 0..<0
        var start = 0
        while start < groups.count {
            let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
            if end - start > best.count { best = start..<end }
            start = end + 1
        }
        return best
    }
}
