// SPDX-License-Identifier: Apache-2.0

/// One value of a YAML document, with its place.
///
/// A scalar stays the text that was written: what it means is for the schema to say, so that `no` is never `false` and
/// `012` is never ten.
struct YAMLNode {
    indirect enum Content {
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    let content: Content
    let position: Position

    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// What it is, for messages.
    var kind: String {
        switch content {
        case .scalar: "a text"
        case .sequence: "a list"
        case .mapping: "a set of keys"
        }
    }
}
