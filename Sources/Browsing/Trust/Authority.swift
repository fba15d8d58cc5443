// SPDX-License-Identifier: Apache-2.0
internal import Foundation
public import Vocabulary

/// Somebody whose certificates a browser is to believe besides those that the machine's browser believes anyway.
///
/// A value of this type is proof that the operator's file holds authorities' certificates and nothing else, all of them in
/// force when it was read.
public struct Authority: Sendable, Hashable {
    /// What skills call it.
    public let name: Slug
    /// SHA-256 of the operator's file, in hexadecimal.
    public let sha256: String
    /// Its certificates, each as PEM of its own.
    public let pems: [String]
    /// When the first of them ends to hold.
    public let ends: Timestamp

    /// The most certificates of one file.
    public static let limit = 16
    /// The most bytes of one file.
    public static let byteLimit = 256 << 10

    /// Reads the operator's file.
    ///
    /// - Parameters:
    ///   - name: what skills call it.
    ///   - bytes: the file: PEM, of certificates only.
    ///   - sha256: the file's digest.
    ///   - now: the time at which all of them must be in force.
    /// - Throws: ``BrowsingError`` with `authority_invalid`, which says what is wrong.
    public init(name: Slug, bytes: [UInt8], sha256: String, now: Timestamp) throws(BrowsingError) {
        guard bytes.count <= Authority.byteLimit, let text = String(validating: bytes, as: UTF8.self) else {
            throw Authority.invalid(name, "it is no text of at most \(Authority.byteLimit) bytes")
        }
        let blocks = try Authority.blocks(of: text, name)
        guard (1...Authority.limit).contains(blocks.count) else {
            throw Authority.invalid(name, "it holds \(blocks.count) certificates instead of 1 to \(Authority.limit)")
        }
        var ends: [Timestamp] = []
        for (index, block) in blocks.enumerated() {
            ends.append(try Authority.check(block, "certificate \(index + 1)", of: name, now))
        }
        self.name = name
        self.sha256 = sha256
        self.ends = ends.min() ?? now
        pems = blocks.map { block in
            let lines = Data(block).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
            return "\(Authority.begin)\n\(lines)\n\(Authority.end)\n"
        }
    }

    private static let begin = "-----BEGIN CERTIFICATE-----"
    private static let end = "-----END CERTIFICATE-----"

    /// The DER of each block.
    ///
    /// Whatever stands between blocks is for people; a block of anything else is refused, so that
    /// nobody keeps a private key here by mistake.
    private static func blocks(of text: String, _ name: Slug) throws(BrowsingError) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var open: String?
        for line in text.split(whereSeparator: \.isNewline).map({ $0.trimmingCharacters(in: .whitespaces) }) {
            switch (line, open) {
            case (begin, nil): open = ""
            case (end, let body?):
                guard let data = Data(base64Encoded: body), !data.isEmpty else {
                    throw invalid(name, "a certificate in it is no base64")
                }
                result.append([UInt8](data))
                open = nil
            case (let line, let body):
                guard !line.hasPrefix("-----") else {
                    throw invalid(name, "it holds something else than certificates in PEM")
                }
                if let body { open = body + line }
            }
        }
        guard open == nil else { throw invalid(name, "its last certificate is cut off") }
        return result
    }

    private static func check(_ bytes: [UInt8], _ what: String, of name: Slug, _ now: Timestamp) throws(BrowsingError)
        -> Timestamp
    {
        guard let certificate = Certificate(bytes) else { throw invalid(name, "\(what) cannot be read") }
        guard certificate.isAuthority else {
            throw invalid(name, "\(what) is of a server or a person, not of an authority (CA:TRUE)")
        }
        guard certificate.begins <= now else { throw invalid(name, "\(what) holds from \(certificate.begins) on only") }
        guard now < certificate.ends else { throw invalid(name, "\(what) has expired on \(certificate.ends)") }
        return certificate.ends
    }

    private static func invalid(_ name: Slug, _ why: String) -> BrowsingError {
        BrowsingError(
            code: .authorityInvalid,
            message:
                "The file of the authority '\(name)' cannot be taken: \(why). Give the authority's own certificate."
        )
    }
}
