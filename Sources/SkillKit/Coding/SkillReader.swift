// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// What reading a file came to.
public struct SkillReading: Sendable {
    /// The skill; nil when there is an error.
    public let skill: Skill?
    /// Where its parts stand in the file.
    public let positions: SkillPositions
    /// What is wrong, in the order of the file.
    public let diagnostics: [Diagnostic]
}

/// Where the parts of a skill stand in its file.
public struct SkillPositions: Sendable, Hashable {
    var places: [String: Position] = [:]

    /// A position table without an entry, for a skill that was never a file.
    public init() {}

    func step(_ id: String) -> Position { places["step:" + id] ?? .start }
    func target(_ name: String) -> Position { places["target:" + name] ?? .start }
    func part(_ kind: String, _ name: String) -> Position { places[kind + ":" + name] ?? places[kind] ?? .start }
}

/// Reads skills, strictly: what is not known is an error, with its place.
public enum SkillReader {
    /// Reads a file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: its name, for the findings.
    public static func read(_ bytes: [UInt8], file: String) -> SkillReading {
        let root: YAMLNode
        do throws(YAMLParser.Failure) {
            root = try YAMLParser.parse(bytes, file: file)
        } catch {
            return SkillReading(skill: nil, positions: SkillPositions(), diagnostics: [error.diagnostic])
        }
        var decoder = SkillDecoder(file: file)
        let skill = decoder.skill(root)
        let findings = decoder.findings.list.sorted { $0.position < $1.position }
        return SkillReading(
            skill: findings.isEmpty ? skill : nil,
            positions: decoder.positions,
            diagnostics: findings
        )
    }
}
