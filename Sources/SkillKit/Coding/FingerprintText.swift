// SPDX-License-Identifier: Apache-2.0

/// Writes one fingerprint as one line; what is empty is left out.
enum FingerprintText {
    static func line(_ fingerprint: Fingerprint) -> String {
        var members = [("v", "\(Fingerprint.version)"), ("tag", YAMLText.flow(fingerprint.tag))]
        members += texts(Fingerprint.identity, of: fingerprint)
        if !fingerprint.attributes.isEmpty {
            members.append(("attributes", sorted(fingerprint.attributes.mapValues(YAMLText.flow))))
        }
        members += texts(Fingerprint.surroundings, of: fingerprint)
        if !fingerprint.box.isEmpty { members.append(("box", SkillWriter.list(fingerprint.box.map(String.init)))) }
        if !fingerprint.counts.isEmpty { members.append(("counts", sorted(fingerprint.counts.mapValues(String.init)))) }
        if let first = fingerprint.first {
            let look = [("tag", first.tag), ("role", first.role), ("name", first.name)].filter { !$0.1.isEmpty }
            members.append(("first", SkillWriter.map(look.map { ($0, YAMLText.flow($1)) })))
        }
        return SkillWriter.map(members)
    }

    private static func texts(
        _ members: [(name: String, member: any WritableKeyPath<Fingerprint, String> & Sendable)],
        of fingerprint: Fingerprint
    ) -> [(String, String)] {
        members.filter { !fingerprint[keyPath: $0.member].isEmpty }
            .map { ($0.name, YAMLText.flow(fingerprint[keyPath: $0.member])) }
    }

    private static func sorted(_ pairs: [String: String]) -> String {
        SkillWriter.map(pairs.sorted { $0.key < $1.key }.map { (YAMLText.flow($0.key), $0.value) })
    }
}
