// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Takes secrets out of addresses before they are written down.
///
/// A form that is sent by GET puts what was typed into the address of the next page, a password as well as a search.
struct AddressScrubber {
    /// What stands in the place of a value.
    static let mark = "withheld"

    private static let words: Set<String> = [
        "password", "passwd", "passphrase", "passcode", "pass", "pwd", "pw", "pin", "otp", "totp", "cvv", "cvc", "csc",
        "secret", "token", "access_token", "id_token", "refresh_token", "api_key", "apikey", "card", "cardnumber",
        "card_number", "kennwort", "passwort", "mdp", "contrasena", "senha",
    ]
    private var fields: Set<String> = []

    /// Notes the name under which a form sends a field that is secret.
    mutating func note(secretField name: String) {
        if !name.isEmpty { fields.insert(name.lowercased()) }
    }

    /// The address with the values of secret parameters replaced, in its query and its fragment.
    func scrubbed(_ address: String) -> String {
        guard address.contains("=") else { return address }
        var result = ""
        var rest = address[...]
        while let start = rest.firstIndex(where: { "?&#;".contains($0) }) {
            let next = rest.index(after: start)
            let end = rest[next...].firstIndex { "&#;".contains($0) } ?? rest.endIndex
            result += rest[..<next] + scrubbedPair(rest[next..<end])
            rest = rest[end...]
        }
        return result + rest
    }

    private func scrubbedPair(_ pair: Substring) -> String {
        guard let equals = pair.firstIndex(of: "=") else { return String(pair) }
        let name = pair[..<equals]
        let plain = (name.removingPercentEncoding ?? String(name)).lowercased()
        guard fields.contains(plain) || AddressScrubber.words.contains(plain) else { return String(pair) }
        return name + "=" + AddressScrubber.mark
    }
}
