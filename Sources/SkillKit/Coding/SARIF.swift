// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Findings in the form that code hosts and editors read:
/// [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
public enum SARIF {
    /// The whole document.
    ///
    /// - Parameter version: the program's version.
    public static func text(of findings: [Diagnostic], version: String) -> String {
        CanonicalJSON.text([
            "version": "2.1.0",
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "runs": [
                [
                    "tool": ["driver": ["name": "understudy", "version": .string(version)]],
                    "results": .array(findings.map(result)),
                ]
            ],
        ])
    }

    private static func result(_ finding: Diagnostic) -> JSONValue {
        [
            "ruleId": .string(finding.code),
            "level": .string(level(finding.severity)),
            "message": ["text": .string("\(finding.message) \(finding.mend)")],
            "locations": [
                [
                    "physicalLocation": [
                        "artifactLocation": ["uri": .string(finding.file)],
                        "region": [
                            "startLine": .int(Int64(finding.position.line)),
                            "startColumn": .int(Int64(finding.position.column)),
                        ],
                    ]
                ]
            ],
        ]
    }

    private static func level(_ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: "error"
        case .consent, .warning: "warning"
        case .note: "note"
        }
    }
}
