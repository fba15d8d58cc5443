// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Vocabulary

/// G010: an address that is opened holds nothing that let one person in once.
///
/// What a session was given in an address is recorded with it; kept, it is either a key in clear or of no use tomorrow.
struct AddressSecretRule: SafetyRule {
    static let code = "G010"

    func check(_ skill: Skill, _ report: inout SafetyReport) {
        for step in skill.steps {
            guard case .open(let address) = step.action, let what = AddressSecret.kind(in: address.path) else {
                continue
            }
            report.add(
                Self.code,
                .warning,
                at: report.place(of: step),
                "The address seems to hold \(what).",
                mend: "Leave that part out, and let the skill log in; a value that must be there is an input."
            )
        }
    }
}

/// Parts of an address that look like somebody's key.
public enum AddressSecret {
    /// Whether one value of an address looks like a key, by the name that it stands under or by itself.
    ///
    /// - Parameters:
    ///   - name: as it stands in the address; nil for a value without a name.
    ///   - value: as it stands in the address.
    public static func isKey(_ value: Substring, named name: Substring?) -> Bool {
        let plain = plain(value)
        // A number of digits alone is somebody's card as seldom as it is a thing's number often.
        if isJWT(plain) || (SecretText.looksSecret(plain) && plain.contains(where: \.isLetter)) { return true }
        guard let name, !plain.isEmpty else { return isLongRandom(plain, least: 40) }
        let folded = folded(name)
        // A short code is as often one of a shop's articles.
        if shortNames.contains(folded) { return plain.count >= 12 && plain.contains(where: \.isNumber) }
        return names.contains(folded) || isLongRandom(plain, least: 20)
    }

    /// Letters and digits without words in them; what identifies a thing all over the world (UUID) is none.
    private static func isLongRandom(_ text: String, least: Int) -> Bool {
        guard text.count >= least, UUID(uuidString: text) == nil else { return false }
        guard text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_~+/=.%".contains($0)) }) else {
            return false
        }
        let longest = text.split { !$0.isLetter && !$0.isNumber }.map(\.count).max() ?? 0
        return text.filter(\.isNumber).count >= 3 && text.contains(where: \.isLetter) && longest >= least * 3 / 4
    }

    /// What it looks like, in words that hold none of it; nil when nothing does.
    static func kind(in path: TextTemplate) -> String? {
        for (index, part) in path.parts.enumerated() {
            guard case .literal(let text) = part else { continue }
            for piece in text.split(whereSeparator: { "?&#;/".contains($0) }) {
                let pair = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let value = plain(pair[pair.count - 1])
                if isJWT(value) { return "a signed token" }
                guard pair.count == 2 else {
                    if SecretText.looksSecret(value) { return "a key" }
                    continue
                }
                // A value that a run is given stands in the next part, and is no part of the file.
                let isGiven = value.isEmpty && index + 1 < path.parts.count && text.hasSuffix(piece)
                if !value.isEmpty && !isGiven, names.contains(folded(pair[0])) { return "a token or a session's name" }
                if SecretText.looksSecret(value) { return "a key" }
            }
        }
        return nil
    }

    /// [RFC 7519](https://www.rfc-editor.org/rfc/rfc7519): three parts in base64url, the first of which begins `{"`.
    private static func isJWT(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasPrefix("eyJ"), parts[0].count >= 12, parts[1].count >= 4 else {
            return false
        }
        return parts.allSatisfy { part in
            part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "=") }
        }
    }

    /// `Access_Token` and `access-token` are one name.
    private static func folded(_ name: Substring) -> String {
        plain(name).lowercased().filter { $0.isLetter || $0.isNumber }
    }

    private static func plain(_ text: Substring) -> String { String(text).removingPercentEncoding ?? String(text) }

    private static let shortNames: Set<String> = ["code", "key", "nonce", "state"]

    private static let names: Set<String> = [
        "accesskey", "accesstoken", "apikey", "apitoken", "aspsessionid", "auth", "authkey", "authorization",
        "authtoken", "bearer", "cftoken", "clientsecret", "csrftoken", "idtoken", "jsessionid", "jwt", "logintoken",
        "magictoken", "onetimetoken", "otp", "passwd", "password", "phpsessid", "pwd", "refreshtoken", "resettoken",
        "secret", "session", "sessionid", "sessiontoken", "sessid", "sid", "sig", "signature", "ssotoken", "ticket",
        "token", "xamzcredential", "xamzsecuritytoken", "xamzsignature", "xsrftoken",
    ]
}
