// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// G007: no password, card number or key stands in a file in clear.
struct ClearSecretRule: SafetyRule {
    static let code = "G007"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        for step in skill.steps {
            guard let (name, text) = Self.written(by: step.action) else { continue }
            let isSecretField = skill.target(name).map { SecretField.isOne($0.fingerprint) } ?? false
            let holdsSecret = text.references.contains { if case .secret = $0 { true } else { false } }
            if isSecretField, !holdsSecret {
                report.add(
                    Self.code,
                    .error,
                    at: report.place(of: step),
                    "The field '\(name)' takes a secret, but is given a text.",
                    mend: "Write '{{ secrets.NAME }}' and keep the value with 'understudy secrets set NAME'."
                )
            } else if let text = text.literalText, SecretText.looksSecret(text) {
                report.add(
                    Self.code,
                    .error,
                    at: report.place(of: step),
                    "The text for '\(name)' looks like a card number or a key.",
                    mend: "Keep it with 'understudy secrets set NAME' and write '{{ secrets.NAME }}'."
                )
            }
        }
        for input in skill.inputs where input.defaultValue.map(SecretText.looksSecret) ?? false {
            report.add(
                Self.code,
                .error,
                at: report.positions.part("input", input.name),
                "The default of '\(input.name)' looks like a card number or a key.",
                mend: "Make it a secret."
            )
        }
    }
}

extension ClearSecretRule {
    private static func written(by action: Action) -> (TargetName, TextTemplate)? {
        switch action {
        case .fill(let name, let text), .append(let name, let text): (name, text)
        case .open, .back, .forward, .reload, .closeTab, .click, .doubleClick, .rightClick, .middleClick, .heldClick,
            .clickAt,
            .wheel, .hover, .scroll,
            .drag,
            .press, .choose, .upload, .check, .uncheck, .expect, .waitFor, .extract,
            .ask:
            nil
        }
    }
}

/// Fields whose values are never written down.
public enum SecretField {
    /// Whether a field is one, by what was recorded of it.
    public static func isOne(_ fingerprint: Fingerprint) -> Bool {
        if fingerprint.attributes["type"]?.lowercased() == "password" { return true }
        let autocomplete = (fingerprint.attributes["autocomplete"] ?? "").lowercased()
        return autocomplete.split(separator: " ")
            .contains { word in
                word == "one-time-code" || word.hasPrefix("cc-") || word.hasSuffix("-password")
            }
    }
}

/// Texts that look like secrets.
enum SecretText {
    static func looksSecret(_ text: String) -> Bool {
        let trimmed = text.filter { $0 != " " && $0 != "-" }
        if (13...19).contains(trimmed.count), trimmed.allSatisfy({ $0.isASCII && $0.isNumber }), passesLuhn(trimmed) {
            return true
        }
        if text.contains("-----BEGIN ") && text.contains("PRIVATE KEY") { return true }
        let prefixes = ["sk-", "ghp_", "gho_", "github_pat_", "xoxb-", "xoxp-", "AKIA", "AIza", "glpat-", "eyJhbGciOi"]
        return text.count >= 16 && !text.contains(" ") && prefixes.contains { text.hasPrefix($0) }
    }

    /// The check digit of payment cards, ISO/IEC 7812-1.
    private static func passesLuhn(_ digits: String) -> Bool {
        var sum = 0
        for (index, character) in digits.reversed().enumerated() {
            let digit = character.wholeNumberValue ?? 0
            let doubled = digit * 2
            sum += index % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled
        }
        return sum % 10 == 0
    }
}
