// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// How a target would be found from now on, as a rescue proposes it.
public struct TargetHeal: Sendable, Hashable {
    /// The target as it would be: other locators, another fingerprint, and nothing else.
    public let target: Target
    /// What found the element: `similarity`, `model` or `person`.
    public let level: String
    /// Its likeness to what was recorded, 0 to 1.
    public let score: Double
    /// The element, for remembering that a person said no to it.
    public let rejection: HealRejection

    /// Makes a proposal of what the page's script says of the element.
    ///
    /// The look that a person showed first is kept, however often the target is healed.
    ///
    /// - Parameters:
    ///   - target: as the skill has it.
    ///   - described: its `looks`, `locators` and `fingerprint`; nil comes out when no locator finds it.
    ///   - element: what the shortlist said of it.
    public init?(of target: Target, described: JSONValue?, level: String, score: Double, element: Fingerprint) {
        guard let looks = described?["looks"]?.string, var fingerprint = Fingerprint(described?["fingerprint"]) else {
            return nil
        }
        let locators = (described?["locators"]?.array ?? []).compactMap(Locator.init)
        guard !locators.isEmpty else { return nil }
        let known = target.fingerprint
        fingerprint.first = known.first ?? FirstLook(tag: known.tag, role: known.role, name: known.name)
        var healed = target
        healed.looks = looks
        healed.locators = locators
        healed.fingerprint = fingerprint
        self.init(
            target: healed,
            level: level,
            score: score,
            rejection: HealRejection(target: target.name, element: element)
        )
    }

    private init(target: Target, level: String, score: Double, rejection: HealRejection) {
        self.target = target
        self.level = level
        self.score = score
        self.rejection = rejection
    }

    /// The same without any secret that the page shows, and without what the run was given.
    ///
    /// - Parameters:
    ///   - mask: takes secrets out of a text.
    ///   - words: finds parts of what may not be written down.
    /// - Returns: nil when the element cannot be told without it.
    public func masked(by mask: (String) -> String, and words: PrivateWords) -> TargetHeal? {
        func isPrivate(_ text: String) -> Bool { mask(text) != text || words.isFound(in: text) }
        var masked = target
        masked.locators = target.locators.filter { !isPrivate(CanonicalJSON.text($0.json)) }
        let print = target.fingerprint
        // What the only entry of a list was about need not be known.
        let needed = print.isLone ? [print.name, print.label] : [print.name, print.label, print.context]
        guard !masked.locators.isEmpty, !needed.contains(where: isPrivate) else { return nil }
        for (_, member) in Fingerprint.texts where isPrivate(print[keyPath: member]) {
            masked.fingerprint[keyPath: member] = ""
        }
        masked.fingerprint.attributes = print.attributes.filter { !isPrivate($0.value) }
        if isPrivate(target.looks) {
            masked.looks = print.name.isEmpty ? print.role : "\(print.role) \"\(print.name)\""
        }
        return TargetHeal(target: masked, level: level, score: score, rejection: rejection)
    }
}

/// One element that a person refused for a target.
///
/// It can only narrow what a rescue may take: the approved file stays as it is.
public struct HealRejection: Sendable, Hashable, Codable {
    /// The target.
    public let target: String
    /// SHA-256 of what the element is: its tag, role, name, label and marks.
    public let element: String

    /// Notes an element by what it is, wherever on the page it stands.
    public init(target: TargetName, element: Fingerprint) {
        self.target = target.text
        // What changes from day to day would bring back what was refused.
        let marks = element.attributes.filter {
            ["id", "name", "type", "value"].contains($0.key) || $0.key.hasPrefix("data-")
        }
        let identity: JSONValue = [
            "tag": .string(element.tag), "role": .string(element.role),
            "name": .string(HealRejection.plain(element.name)),
            "label": .string(HealRejection.plain(element.label)),
            "attributes": .object(marks.mapValues { .string(HealRejection.stable($0)) }),
            // What bears no words is told by where it stands.
            "path": .string(element.name.isEmpty ? element.path : ""),
        ]
        self.element = SkillDigest.of(CanonicalJSON.bytes(identity))
    }

    /// A mark without the parts that a page numbers or makes up anew each time it is loaded.
    private static func stable(_ mark: String) -> String {
        mark.lowercased().replacing(#/[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*/#, with: "#")
    }

    private static func plain(_ words: String) -> String { words.lowercased().replacing(/[0-9]+/, with: "#") }
}
