// SPDX-License-Identifier: Apache-2.0

/// Writes one fingerprint as one line; what is empty is left out.
enum FingerprintText {
    static func line(_ fingerprint: Fingerprint) -> String {
        var members = [("v", "\(Fingerprint.version)"), ("tag", YAMLText.flow(fingerprint.tag))]
        let texts = [
            ("role", fingerprint.role), ("name", fingerprint.name), ("text", fingerprint.text),
            ("label", fingerprint.label),
        ]
        members += texts.filter { !$0.1.isEmpty }.map { ($0, YAMLText.flow($1)) }
        if !fingerprint.attributes.isEmpty {
            members.append(("attributes", sorted(fingerprint.attributes.mapValues(YAMLText.flow))))
        }
        let places = [
            ("context", fingerprint.context), ("place", fingerprint.place), ("heading", fingerprint.heading),
            ("form", fingerprint.form),
        ]
        members += places.filter { !$0.1.isEmpty }.map { ($0, YAMLText.flow($1)) }
        if !fingerprint.box.isEmpty { members.append(("box", SkillWriter.list(fingerprint.box.map(String.init)))) }
        if !fingerprint.counts.isEmpty { members.append(("counts", sorted(fingerprint.counts.mapValues(String.init)))) }
        return SkillWriter.map(members)
    }

    private static func sorted(_ pairs: [String: String]) -> String {
        SkillWriter.map(pairs.sorted { $0.key < $1.key }.map { (YAMLText.flow($0.key), $0.value) })
    }
}
