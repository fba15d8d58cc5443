// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import SkillKit

/// Takes secrets out of addresses before they are written down.
///
/// A form that is sent by GET puts what was typed into the address of the next page, a password as well as a search.
struct AddressScrubber {
    /// What stands in the place of a value.
    static let mark = "withheld"

    /// Besides those that ``SkillKit/AddressSecret`` knows: what people type into fields.
    private static let words: Set<String> = [
        "passphrase", "passcode", "pass", "pw", "pin", "totp", "cvv", "cvc", "csc", "card", "cardnumber", "card_number",
        "kennwort", "passwort", "mdp", "contrasena", "senha",
    ]
    private var fields: Set<String> = []

    /// Notes the name under which a form sends a field that is secret.
    mutating func note(secretField name: String) {
        if !name.isEmpty { fields.insert(name.lowercased()) }
    }

    /// The address with the values of secret parameters replaced, in its query and its fragment, and `*` for what looks
    /// like a key in its path.
    func scrubbed(_ address: String) -> String {
        var result = ""
        var rest = address[...]
        let path = rest.prefix { !"?&#;".contains($0) }
        result += scrubbed(path: path)
        rest = rest[path.endIndex...]
        while let start = rest.firstIndex(where: { "?&#;".contains($0) }) {
            let next = rest.index(after: start)
            // What stands in the path ends where the query begins; in the query a mark of it is any other.
            let ends = rest[start] == ";" && !result.contains("?") ? "?&#;" : "&#;"
            let end = rest[next...].firstIndex { ends.contains($0) } ?? rest.endIndex
            result += rest[..<next] + scrubbedPair(rest[next..<end])
            rest = rest[end...]
        }
        return result + rest
    }

    /// A skill's patterns have `*` for such a segment too.
    private func scrubbed(path: Substring) -> String {
        // Of a whole address the first three parts are its scheme and its site.
        let site = path.contains("://") ? 3 : 0
        return path.split(separator: "/", omittingEmptySubsequences: false).enumerated()
            .map { $0 >= site && AddressSecret.isKey($1, named: nil) ? "*" : String($1) }
            .joined(separator: "/")
    }

    private func scrubbedPair(_ pair: Substring) -> String {
        guard let equals = pair.firstIndex(of: "=") else {
            return AddressSecret.isKey(pair, named: nil) ? AddressScrubber.mark : String(pair)
        }
        let name = pair[..<equals]
        let value = pair[pair.index(after: equals)...]
        let plain = (name.removingPercentEncoding ?? String(name)).lowercased()
        guard
            fields.contains(plain) || AddressScrubber.words.contains(plain) || AddressSecret.isKey(value, named: name)
        else { return String(pair) }
        return name + "=" + AddressScrubber.mark
    }
}
