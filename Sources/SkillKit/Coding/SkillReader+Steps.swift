// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

extension SkillReader {
    /// Reads one step that stands alone, as somebody gives it who does it by hand.
    ///
    /// - Parameters:
    ///   - value: the step as JSON, which is written like YAML.
    ///   - name: what it is called when it has no `id`.
    /// - Returns: the step; nil when there is an error.
    public static func step(_ value: JSONValue, named name: String) -> (step: Step?, diagnostics: [Diagnostic]) {
        guard case .object(var members) = value else { return (nil, []) }
        if members["id"] == nil { members["id"] = .string(name) }
        let text = CanonicalJSON.text(.array([.object(members)]))
        let root: YAMLNode
        do throws(YAMLParser.Failure) {
            root = try YAMLParser.parse(Array(text.utf8), file: "step")
        } catch {
            return (nil, [error.diagnostic])
        }
        var decoder = SkillDecoder(file: "step")
        let steps = decoder.steps(root)
        return (decoder.findings.list.isEmpty ? steps.first : nil, decoder.findings.list)
    }
}
