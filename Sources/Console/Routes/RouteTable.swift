// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary

/// Every route of the server.
///
/// Handlers read what the request says before they call the appliance, one after the other: Swift 6.3.1's optimiser
/// crashes on an asynchronous call through a protocol whose arguments can throw.
enum RouteTable {
    /// All of them.
    static let all: [Route] =
        pages + status + events + audit + recordings + skills + review + runs + files + oversight + secrets
        + logins + models
        + authorities + control + live + observer

    /// The API's version in its OpenAPI document; the paths begin with its first number.
    static let apiVersion = "1.0.0"
}
