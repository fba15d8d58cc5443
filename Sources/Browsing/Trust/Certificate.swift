// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What has to be known of a certificate before it is trusted: whether it may sign others, and from when to when.
///
/// Nothing is verified here: chains, host names and signatures are the browser's, each time a page is loaded. See
/// [RFC 5280](https://www.rfc-editor.org/rfc/rfc5280), section 4.1.
public struct Certificate: Sendable, Hashable {
    /// Whether it says of itself that it is an authority: `CA:TRUE` in its basic constraints.
    public let isAuthority: Bool
    /// When it begins to hold.
    public let begins: Timestamp
    /// When it ends to hold.
    public let ends: Timestamp

    /// Reads one.
    ///
    /// - Parameter bytes: DER.
    /// - Returns: nil when the bytes are no certificate.
    init?(_ bytes: [UInt8]) {
        var file = DERReader(bytes[...])
        guard let outer = file.next(DERReader.Tag.sequence), file.isAtEnd else { return nil }
        var certificate = DERReader(outer)
        guard let signed = certificate.next(DERReader.Tag.sequence), var parts = DERReader.all(in: signed) else {
            return nil
        }
        if parts.first?.tag == DERReader.Tag.version { parts.removeFirst() }
        // Number, algorithm, issuer, validity, subject, key.
        guard parts.count >= 6, parts[3].tag == DERReader.Tag.sequence,
            let times = DERReader.all(in: parts[3].content), times.count == 2,
            let begins = Certificate.time(times[0]), let ends = Certificate.time(times[1]),
            let extensions = Certificate.extensions(parts.dropFirst(6)),
            let isAuthority = Certificate.isAuthority(extensions)
        else { return nil }
        self.isAuthority = isAuthority
        self.begins = begins
        self.ends = ends
    }

    /// The sequence of extensions; empty where there are none.
    private static func extensions(_ parts: ArraySlice<DERReader.Element>) -> [DERReader.Element]? {
        guard let part = parts.first(where: { $0.tag == DERReader.Tag.extensions }) else { return [] }
        var reader = DERReader(part.content)
        guard let list = reader.next(DERReader.Tag.sequence), reader.isAtEnd else { return nil }
        return DERReader.all(in: list)
    }

    /// `id-ce-basicConstraints`, 2.5.29.19.
    private static let basicConstraints: [UInt8] = [0x55, 0x1D, 0x13]

    private static func isAuthority(_ extensions: [DERReader.Element]) -> Bool? {
        for element in extensions {
            guard element.tag == DERReader.Tag.sequence, let parts = DERReader.all(in: element.content),
                let name = parts.first, name.tag == DERReader.Tag.identifier, let value = parts.last
            else { return nil }
            guard name.content.elementsEqual(basicConstraints) else { continue }
            guard value.tag == DERReader.Tag.octets else { return nil }
            var reader = DERReader(value.content)
            guard let constraints = reader.next(DERReader.Tag.sequence), reader.isAtEnd,
                let members = DERReader.all(in: constraints)
            else { return nil }
            guard let first = members.first, first.tag == DERReader.Tag.boolean else { return false }
            return first.content.elementsEqual([0xFF])
        }
        return false
    }

    /// `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`; of two digits those from 50 on are of the century before.
    private static func time(_ element: DERReader.Element) -> Timestamp? {
        var digits = Array(element.content)
        guard digits.popLast() == UInt8(ascii: "Z"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        switch (element.tag, digits.count) {
        case (DERReader.Tag.shortTime, 12):
            digits = Array((digits[0] >= UInt8(ascii: "5") ? "19" : "20").utf8) + digits
        case (DERReader.Tag.longTime, 14): break
        default: return nil
        }
        let part = { (range: Range<Int>) in String(decoding: digits[range], as: UTF8.self) }
        return Timestamp(
            "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
        )
    }
}
