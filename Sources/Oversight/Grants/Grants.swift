// SPDX-License-Identifier: Apache-2.0
public import Vocabulary
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
    /// Origins whose pages the observer may look at, beside what it may look at anyway.
    public var observedDomains: Set<WebOrigin>
    /// Runs whose observations the agent may read; until the appliance ends.
    public var observedRuns: Set<RunID>
    /// The one origin where each secret may be typed, as far as it is known here.
    public var secretOrigins: [String: WebOrigin]

    /// Names what is permitted.
    public init(
        networkDomains: Set<WebOrigin> = [],
        readPaths: Set<String> = [],
        observedDomains: Set<WebOrigin> = [],
        observedRuns: Set<RunID> = [],
        secretOrigins: [String: WebOrigin] = [:]
    ) {
        self.networkDomains = networkDomains
        self.readPaths = readPaths
        self.observedDomains = observedDomains
        self.observedRuns = observedRuns
        self.secretOrigins = secretOrigins
    }
}
