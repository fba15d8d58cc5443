// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes

/// The headers that every answer carries, errors included.
enum SecurityHeaders {
    private static let fixed: [(String, String)] = [
        (
            "content-security-policy",
            "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), clipboard-read=()"),
        ("cache-control", "no-store"),
    ]

    /// Sets them.
    static func add(to fields: inout HTTPFields) {
        for (name, value) in fixed {
            guard let name = HTTPField.Name(name) else { preconditionFailure("'\(name)' is no header name.") }
            fields[name] = value
        }
    }
}
