// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes

extension HTTPField.Name {
    /// `Host`; the first one is the request's authority, a second one stays among the fields.
    static let host = known("host")
    /// The last event that a stream's reader has seen.
    static let lastEventID = known("last-event-id")
    /// How the page that asks is related to this server.
    static let secFetchSite = known("sec-fetch-site")
    /// Whether it is a page that is gone to, or something that a page asks for.
    static let secFetchMode = known("sec-fetch-mode")
    /// Where a page may get what it is made of.
    static let contentSecurityPolicy = known("content-security-policy")

    /// Whether a proxy in between may gather an answer before it passes it on.
    static let accelBuffering = known("x-accel-buffering")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("'\(name)' is no header name.") }
        return name
    }
}
