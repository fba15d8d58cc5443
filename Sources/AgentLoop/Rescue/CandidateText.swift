// SPDX-License-Identifier: Apache-2.0
internal import Replaying
internal import SkillKit
internal import Vocabulary

/// Elements as compact JSON for a question to a model.
///
/// What a field holds never stands in it, nor does a score: the model shall look for itself. Empty members are left out.
enum CandidateText {
    /// An element that was recorded, or one of the page.
    ///
    /// - Parameters:
    ///   - fingerprint: what it looks or looked like.
    ///   - near: words that stand beside it.
    static func json(_ fingerprint: Fingerprint, near: String) -> [String: JSONValue] {
        let attributes = fingerprint.attributes
        let texts: [(String, String, Int)] = [
            ("tag", fingerprint.tag, 24), ("role", fingerprint.role, 24), ("name", fingerprint.name, 80),
            ("text", fingerprint.isField || fingerprint.text == fingerprint.name ? "" : fingerprint.text, 80),
            ("label", fingerprint.label, 80), ("type", attributes["type"] ?? "", 24),
            ("id", attributes["id"] ?? "", 60), ("name_attribute", attributes["name"] ?? "", 60),
            ("href", tail(ofAddress: attributes["href"] ?? ""), 60), ("heading", fingerprint.heading, 80),
            ("form", fingerprint.form, 60), ("row", fingerprint.context, 120), ("near", near, 120),
        ]
        var members: [String: JSONValue] = [:]
        for (name, text, limit) in texts {
            let words = PlainWords.of(text, limit: limit)
            if !words.isEmpty { members[name] = .string(words) }
        }
        if fingerprint.box.count == 4 { members["box"] = .array(fingerprint.box.map { .int(Int64($0)) }) }
        return members
    }

    /// The last two parts of a link's path; what stands behind `?` or `#` may be anybody's.
    private static func tail(ofAddress address: String) -> String {
        let path = address.prefix { $0 != "?" && $0 != "#" }
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        let isAbsolute = path.contains("://")
        return parts.dropFirst(isAbsolute ? 2 : 0).suffix(2).joined(separator: "/")
    }
}

extension Fingerprint {
    /// Whether its text may be what somebody has put into it.
    fileprivate var isField: Bool {
        ["input", "textarea", "select"].contains(tag)
            || ["textbox", "searchbox", "combobox", "spinbutton", "listbox", "slider"].contains(role)
            || attributes["contenteditable"] != nil
    }
}
