// SPDX-License-Identifier: Apache-2.0

/// Decides by a request's own words whether a page of another site could have sent it.
///
/// A name that resolves to this machine, an address that leads to it, a browser that was talked into a request: all of
/// them show in `Host`, `Origin` or `Sec-Fetch-Site`. Each is compared with an exact list; there is no prefix test.
struct RequestBoundary: Sendable, Hashable {
    /// What is looked at.
    struct Claims: Sendable, Hashable {
        /// The `Host` header; nil when there is none.
        var host: String?
        /// Whether there is more than one of them.
        var hasSecondHost = false
        /// The `Origin` header.
        var origin: String?
        /// The `Sec-Fetch-Site` header.
        var fetchSite: String?
        /// The `Sec-Fetch-Mode` header.
        var fetchMode: String?
        /// The request's target as it stands in its first line.
        var target: String
    }

    private let hosts: Set<String>

    /// The boundary of a server that is bound to a port of this machine.
    init(port: Int) {
        hosts = ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"]
    }

    /// Takes a request or says why not.
    ///
    /// - Throws: ``ConsoleError`` with `host_not_allowed`, `origin_not_allowed`, `cross_site_request` or
    ///   `route_unknown`.
    func check(_ claims: Claims) throws(ConsoleError) {
        guard let host = claims.host, !claims.hasSecondHost, hosts.contains(host) else {
            throw ConsoleError(
                .hostNotAllowed,
                "This server only answers to its own address: use http://127.0.0.1 and its port."
            )
        }
        guard claims.origin == nil || claims.origin == "http://" + host else {
            throw ConsoleError(.originNotAllowed, "Pages of other sites may not use this server.")
        }
        switch claims.fetchSite {
        case nil, "none", "same-origin": break
        // A link in another page may lead to the front page, which holds no data and cannot be framed.
        case "cross-site" where isWayIn(claims), "same-site" where isWayIn(claims): break
        default: throw ConsoleError(.crossSiteRequest, "Pages of other sites may not use this server.")
        }
        guard claims.target.hasPrefix("/") else {
            throw ConsoleError(.routeUnknown, "A request names a path, not a whole address.")
        }
    }

    private func isWayIn(_ claims: Claims) -> Bool {
        claims.fetchMode == "navigate" && claims.origin == nil && claims.target == "/"
    }
}
