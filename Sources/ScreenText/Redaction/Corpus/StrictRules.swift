// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// What a list of exact patterns takes out, as others have them: the measure of ours.
public enum StrictRules {
    private static let patterns = [
        #"\b(?:\d{4}[ -]?){3}\d{4}\b"#, #"\b3[47]\d{2}[ -]?\d{6}[ -]?\d{5}\b"#,
        #"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b"#, #"gh[pousr]_[A-Za-z0-9]{36}"#,
        #"github_pat_\w{82}"#, #"xox[baprs]-[A-Za-z0-9-]{10,}"#, #"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"#,
        #"(?i)aws_secret_access_key\s*[:=]\s*\S{40}"#, #"(?:sk|rk)_(?:live|test)_\w{24}"#, #"whsec_\w{24}"#,
        #"AIza[\w-]{35}"#, #"ya29\.[\w-]{20,}"#, #"sk-[A-Za-z0-9-]{32,}"#, #"eyJ[\w-]+\.[\w-]+\.[\w-]+"#,
        #"-----BEGIN [A-Z ]*PRIVATE KEY-----"#, #"\w+://[^\s:]+:[^\s@]+@"#,
        #"(?i)(?:password|passwort|pwd|passwd|secret|token|key)\s*[:=]\s*\S{4,}"#,
        #"(?i)(?:code|otp|2fa)\D{0,20}\b\d{4,8}\b"#, #"(?i)\b\d{4,8}\b\D{0,20}code"#,
    ]

    /// Whether one of them is found in a line.
    public static func hits(_ text: String) -> Bool {
        patterns.contains { text.range(of: $0, options: .regularExpression) != nil }
    }
}
