// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes

extension HTTPField.Name {
    /// `Host`; the first one is the request's authority, a second one stays among the fields.
    static let host = known("host")
    /// The last event that a stream's reader has seen.
    static let lastEventID = known("last-event-id")
    /// How the page that asks is related to this server.
    static let secFetchSite = known("sec-fetch-site")

    /// Whether a proxy in between may gather an answer before it passes it on.
    static let accelBuffering = known("x-accel-buffering")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("'\(name)' is no header name.") }
        return name
    }
}
