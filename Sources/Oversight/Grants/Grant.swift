// SPDX-License-Identifier: Apache-2.0
public import WebAddresses

/// One permission that the operator gives to every skill.
public enum Grant: Sendable, Hashable {
    /// An origin that may be opened and acted on.
    case networkDomain(WebOrigin)
    /// A folder out of which files may be uploaded, by its absolute path without links.
    case readPath(String)

    /// The key of `grants.yaml` that it stands below.
    var section: GrantFile.Section {
        switch self {
        case .networkDomain: .networkDomains
        case .readPath: .readPaths
        }
    }

    /// As the file holds it.
    var text: String {
        switch self {
        case .networkDomain(let origin): origin.text
        case .readPath(let path): path
        }
    }
}
