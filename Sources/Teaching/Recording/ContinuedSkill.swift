// SPDX-License-Identifier: Apache-2.0
public import SkillKit
public import Vocabulary

/// A skill that a recording goes on from: its first steps were replayed, and what is shown comes after them.
///
/// It stands in the recording whole, so that the recording compiles to the same skill whatever becomes of this one.
public struct ContinuedSkill: Sendable, Hashable {
    /// A tab that its steps have left open.
    public struct OpenTab: Sendable, Hashable {
        /// The tab.
        public var tab: TabID
        /// What its steps call it; nil for the one that they begin with.
        public var name: TabName?
        /// Where it was then.
        public var address: String

        /// Describes a tab.
        public init(tab: TabID, name: TabName?, address: String) {
            self.tab = tab
            self.name = name
            self.address = address
        }
    }

    /// The skill.
    public let skill: Skill
    /// The approved bytes as text.
    public let source: String
    /// Their SHA-256.
    public let sha256: String
    /// How many of its steps are kept.
    public let kept: Int
    /// The tabs that they have left open.
    public var tabs: [OpenTab]
    /// Where its own steps go on after what is shown; nil for nowhere.
    var rest: Int?

    /// Takes a skill that was admitted.
    ///
    /// - Throws: ``TeachingError`` with `taught_step_unknown` when it has no such step, or none before it.
    public init(_ admitted: AdmittedSkill, goingOnFrom step: Int) throws(TeachingError) {
        let count = admitted.skill.steps.count
        guard (2...(count + 1)).contains(step) else {
            throw TeachingError(
                .stepUnknown,
                "'\(admitted.skill.name)' has \(count) steps: go on from one of 2 to \(count + 1), which comes after all."
            )
        }
        skill = admitted.skill
        source = admitted.source
        sha256 = admitted.sha256
        kept = step - 1
        tabs = []
    }
}

extension ContinuedSkill {
    /// Reads a line's fields; nil also when the text is not the one of the digest, or no skill.
    init?(_ value: JSONValue) {
        guard let source = value["source"]?.string, let sha256 = value["sha256"]?.string,
            let kept = value["kept"]?.int, let tabs = value["tabs"]?.array?.compactMap(OpenTab.init),
            SkillDigest.of(Array(source.utf8)) == sha256,
            let skill = SkillReader.read(Array(source.utf8), file: "skill.yaml").skill,
            (1...skill.steps.count).contains(kept)
        else { return nil }
        self.skill = skill
        self.source = source
        self.sha256 = sha256
        self.kept = kept
        self.tabs = tabs
    }

    /// Its own fields of a line.
    var members: [String: JSONValue] {
        [
            "source": .string(source), "sha256": .string(sha256), "kept": .int(Int64(kept)),
            "tabs": .array(tabs.map(\.json)),
        ]
    }

    /// The steps that come after what is shown.
    var restSteps: [Step] { rest.map { Array(skill.steps.dropFirst($0)) } ?? [] }

    /// The steps that are kept.
    var steps: [Step] { Array(skill.steps.prefix(kept)) }

    /// The fields that these steps type a secret into, with its name.
    var secretFields: [(RecordedTarget, String)] {
        steps.compactMap { step in
            guard case .fill(let name, let text) = step.action, let target = skill.target(name) else { return nil }
            for case .secret(let secret) in text.references { return (RecordedTarget(target), secret) }
            return nil
        }
    }
}

extension ContinuedSkill.OpenTab {
    init?(_ value: JSONValue) {
        guard let tab = value["tab"]?.string, let address = value["url"]?.string else { return nil }
        self.init(
            tab: TabID(rawValue: tab),
            name: value["name"]?.string.flatMap(TabName.init),
            address: address
        )
    }

    var json: JSONValue {
        ["tab": .string(tab.rawValue), "name": name.map { .string($0.text) } ?? .null, "url": .string(address)]
    }
}

extension RecordedTarget {
    /// An element as a skill describes it.
    init(_ target: Target) {
        self.init(looks: target.looks, locators: target.locators, fingerprint: target.fingerprint)
    }
}
