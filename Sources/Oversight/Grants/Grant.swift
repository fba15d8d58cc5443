// SPDX-License-Identifier: Apache-2.0
public import WebAddresses

/// One permission that the operator gives to every skill.
public enum Grant: Sendable, Hashable {
    /// An origin that may be opened and acted on.
    case networkDomain(WebOrigin)
    /// A folder out of which files may be uploaded, by its absolute path without links.
    case readPath(String)
    /// An origin whose pages the observer may look at.
    case observe(WebOrigin)

    /// The key of `grants.yaml` that it stands below.
    var section: GrantFile.Section {
        switch self {
        case .networkDomain: .networkDomains
        case .readPath: .readPaths
        case .observe: .observedDomains
        }
    }

    /// As the file holds it.
    var text: String {
        switch self {
        case .networkDomain(let origin), .observe(let origin): origin.text
        case .readPath(let path): path
        }
    }
}
