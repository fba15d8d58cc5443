// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes

/// The headers that every answer carries, errors included; the dashboard's files bring two of their own.
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

    /// What the dashboard's page may be made of: this server's own files, and pictures that a script made.
    ///
    /// No script writes markup: that is what `require-trusted-types-for` sees to.
    static let dashboardPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        + "trusted-types 'none'"

    /// Sets them, where the answer has not its own.
    static func add(to fields: inout HTTPFields) {
        for (name, value) in fixed {
            guard let name = HTTPField.Name(name) else { preconditionFailure("'\(name)' is no header name.") }
            if fields[name] == nil { fields[name] = value }
        }
    }
}
