// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// A path of this site that it is safe to redirect to, whatever the text came from.
///
/// `//evil.test`, `/\evil.test` and whole addresses lead away from the site, and so are none.
struct SitePath: Sendable, Hashable {
    /// The path with its query, as it stands in an address.
    let text: String

    /// The page after a log-in that was not asked for by another page.
    static let menu = SitePath(trusted: "/menu")

    /// Takes a text only when it is a path of this site, in printable ASCII.
    init?(_ text: String) {
        let isPrintable = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }
        guard text.hasPrefix("/"), !text.hasPrefix("//"), isPrintable, text.utf8.count <= 500 else { return nil }
        self.text = text
    }

    /// The log-in page that leads to this path afterwards.
    var afterLogIn: String {
        let escaped = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return "/login?next=" + escaped
    }

    private init(trusted text: String) { self.text = text }
}
