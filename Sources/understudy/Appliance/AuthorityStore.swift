// SPDX-License-Identifier: Apache-2.0
internal import Browsing
internal import Foundation
internal import Glibc
internal import SkillKit
internal import Vocabulary

/// The authorities that the operator vouches for: `authorities/<name>.pem` of the home, for the appliance's user alone.
///
/// A skill names them and never brings one along, so an approved file cannot make anybody be believed.
struct AuthorityStore: Sendable {
    /// One browser is kept for each set of them that is used.
    static let limit = 64

    private let folder: String

    init(home: String) { folder = home + "/authorities" }

    /// Their names, in order.
    var names: [Slug] {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return found.filter { $0.hasSuffix(".pem") }.compactMap { try? Slug(String($0.dropLast(4))) }.sorted()
    }

    /// Those of these names, as they are now.
    ///
    /// - Throws: ``CommandError`` with `authority_missing`; ``Browsing/BrowsingError`` with `authority_invalid` for one that
    ///   has expired since.
    func read(_ names: [Slug]) throws -> [Authority] {
        try names.map { name in
            guard let bytes = try PrivateFile.read(path(of: name), limit: Authority.byteLimit) else {
                throw CommandError(
                    code: "authority_missing",
                    message:
                        "There is no authority '\(name)': get its certificate from whoever runs the site, and keep it "
                        + "with 'understudy authorities add \(name) FILE'.",
                    kind: .refused
                )
            }
            return try authority(name, bytes)
        }
    }

    /// SHA-256 of the file that is kept, whatever it holds.
    func digest(of name: Slug) throws -> String { SkillDigest.of(try PrivateFile.read(path(of: name)) ?? []) }

    /// What is to be kept, once it was looked at.
    func authority(_ name: Slug, _ bytes: [UInt8]) throws -> Authority {
        try Authority(name: name, bytes: bytes, sha256: SkillDigest.of(bytes), now: .now())
    }

    /// Keeps a file that was looked at; one of the same name is replaced.
    func write(_ bytes: [UInt8], of name: Slug) throws {
        guard names.count < AuthorityStore.limit || names.contains(name) else {
            throw CommandError(
                code: "authority_limit",
                message: "\(AuthorityStore.limit) authorities are kept already: remove one first.",
                kind: .conflict
            )
        }
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw CommandError.cannotWrite(folder, why: String(cString: strerror(errno)))
        }
        try PrivateFile.write(bytes, to: path(of: name))
    }

    /// Forgets one.
    func remove(_ name: Slug) throws {
        guard unlink(path(of: name)) == 0 else {
            throw CommandError.cannotWrite(path(of: name), why: String(cString: strerror(errno)))
        }
    }

    private func path(of name: Slug) -> String { "\(folder)/\(name).pem" }
}
