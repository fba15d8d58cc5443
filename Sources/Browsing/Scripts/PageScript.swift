// SPDX-License-Identifier: Apache-2.0

/// A script of ours that every new document gets before its own scripts run, in a world of its own that the page can
/// neither see nor change.
public struct PageScript: Sendable, Hashable {
    /// A name for messages.
    public let name: String
    /// The JavaScript text.
    public let source: String

    /// Names a script.
    public init(name: String, source: String) {
        self.name = name
        self.source = source
    }

    /// Takes a script from a package resource's bytes.
    public init(name: String, bytes: [UInt8]) {
        self.init(name: name, source: String(decoding: bytes, as: UTF8.self))
    }

    /// What an element is and looks like, and how it can be found again: the ground that recorder and resolver stand on.
    public static let description = [
        PageScript(name: "elements", bytes: PackageResources.elements_js),
        PageScript(name: "limits", bytes: PackageResources.limits_js),
        PageScript(name: "closed", bytes: PackageResources.closed_js),
        PageScript(name: "secrets", bytes: PackageResources.secrets_js),
        PageScript(name: "masks", bytes: PackageResources.masks_js),
        PageScript(name: "observing", bytes: PackageResources.observing_js),
        PageScript(name: "asking", bytes: PackageResources.asking_js),
        PageScript(name: "locators", bytes: PackageResources.locators_js),
        PageScript(name: "rows", bytes: PackageResources.rows_js),
        PageScript(name: "surroundings", bytes: PackageResources.surroundings_js),
        PageScript(name: "vicinity", bytes: PackageResources.vicinity_js),
        PageScript(name: "fingerprint", bytes: PackageResources.fingerprint_js),
    ]
}
