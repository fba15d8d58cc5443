// SPDX-License-Identifier: Apache-2.0
public import WebAddresses

/// What is permitted.
///
/// The gate allows what the skill's own grants or the global ones name; a secret's binding must
/// agree with both.
public struct Grants: Sendable, Hashable {
    /// Origins that may be opened and acted on.
    public var networkDomains: Set<WebOrigin>
    /// Folders out of which files may be uploaded.
    public var readPaths: Set<String>
    /// The one origin where each secret may be typed, as far as it is known here.
    public var secretOrigins: [String: WebOrigin]

    /// Names what is permitted.
    public init(
        networkDomains: Set<WebOrigin> = [],
        readPaths: Set<String> = [],
        secretOrigins: [String: WebOrigin] = [:]
    ) {
        self.networkDomains = networkDomains
        self.readPaths = readPaths
        self.secretOrigins = secretOrigins
    }
}
