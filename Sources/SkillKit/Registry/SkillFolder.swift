// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import Vocabulary

/// A place of a skill's file.
///
/// Made of slugs and hexadecimal digits only, so that no path can leave the folder.
struct SkillPlace {
    let components: [String]

    static func approved(_ slug: Slug) -> SkillPlace { SkillPlace(components: [slug.text + ".yaml"]) }

    static func pending(_ slug: Slug, _ sha12: String) -> SkillPlace {
        SkillPlace(components: [".pending", slug.text, sha12 + ".yaml"])
    }

    static func history(_ slug: Slug, _ sha12: String) -> SkillPlace {
        SkillPlace(components: [".history", slug.text, sha12 + ".yaml"])
    }

    /// What stands behind a waiting revision that a rescue proposed.
    static func heal(_ slug: Slug, _ sha12: String) -> SkillPlace {
        SkillPlace(components: [".pending", slug.text, sha12 + ".heal.json"])
    }

    /// What a person refused as finds for a skill's targets.
    static func rejections(_ slug: Slug) -> SkillPlace { SkillPlace(components: [".rejected", slug.text + ".json"]) }

    /// The same for digits that somebody gave.
    static func heal(_ slug: Slug, checked sha12: String) -> SkillPlace? {
        pending(slug, checked: sha12) == nil ? nil : heal(slug, sha12)
    }

    /// The place of digits that somebody gave; nil when they are not twelve hexadecimal digits.
    static func pending(_ slug: Slug, checked sha12: String) -> SkillPlace? {
        guard sha12.utf8.count == 12, sha12.allSatisfy({ $0.isASCII && $0.isHexDigit && !$0.isUppercase }) else {
            return nil
        }
        return pending(slug, sha12)
    }

    var fileName: String { components.count == 1 ? components[0] : components[1] + ".yaml" }

    /// Where it is in the home, for people.
    var path: String { "skills/" + components.joined(separator: "/") }
}

/// The files of `skills/`.
struct SkillFolder: Sendable {
    private let root: String

    init(home: String) throws {
        root = home + "/skills"
        for path in [root, root + "/.pending", root + "/.history", root + "/.rejected"] { try SkillFolder.make(path) }
    }

    /// A file's bytes; nil when it is not there.
    func find(_ place: SkillPlace) throws(FileError) -> [UInt8]? { try PrivateFile.read(try path(of: place)) }

    func read(_ place: SkillPlace) throws(FileError) -> [UInt8] {
        guard let bytes = try find(place) else { throw FileError(path: try path(of: place), reason: "it is not there") }
        return bytes
    }

    func write(_ bytes: [UInt8], to place: SkillPlace) throws {
        try SkillFolder.make(root + "/" + place.components.dropLast().joined(separator: "/"))
        try PrivateFile.write(bytes, to: try path(of: place))
    }

    func remove(_ place: SkillPlace) throws {
        let path = try path(of: place)
        guard unlink(path) == 0 else { throw FileError(path: path) }
        PrivateFile.syncFolder(of: path)
    }

    func removeIfThere(_ place: SkillPlace) throws {
        if try find(place) != nil { try remove(place) }
    }

    func approvedSlugs() -> [Slug] { slugs(in: root, suffix: ".yaml") }

    /// The revisions that wait, by the names of their folders and files.
    func pendingRevisions() -> [(slug: Slug, sha12: String)] {
        slugs(in: root + "/.pending", suffix: "")
            .flatMap { slug in
                names(in: root + "/.pending/" + slug.text).filter { $0.hasSuffix(".yaml") }
                    .map { (slug, String($0.dropLast(5))) }
                    .filter { SkillPlace.pending(slug, checked: $0.1) != nil }
            }
    }

    private func slugs(in folder: String, suffix: String) -> [Slug] {
        names(in: folder)
            .compactMap { name in
                name.hasSuffix(suffix) ? try? Slug(String(name.dropLast(suffix.count))) : nil
            }
    }

    private func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// The path, after seeing that no folder on the way is a link that leads elsewhere.
    private func path(of place: SkillPlace) throws(FileError) -> String {
        var path = root
        for component in place.components.dropLast() {
            path += "/" + component
            var status = stat()
            if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
                throw FileError(path: path, reason: "it is not a folder")
            }
        }
        return path + "/" + place.components[place.components.count - 1]
    }

    private static func make(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileError(path: path) }
    }
}
