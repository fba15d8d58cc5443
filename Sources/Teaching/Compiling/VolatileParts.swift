// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import SkillKit
internal import WebAddresses

/// Parts of addresses that are different the next time.
enum VolatileParts {
    private static let tokenNames: Set<String> = [
        "session", "sessionid", "sid", "token", "access_token", "id_token", "auth", "phpsessid", "jsessionid", "code",
        "state", "nonce", "sig", "signature",
    ]

    static func holdsToken(_ address: WebAddress) -> Bool {
        if address.path.lowercased().contains(";jsessionid=") { return true }
        if address.path.split(separator: "/").contains(where: { AddressSecret.isKey($0, named: nil) || $0 == "*" }) {
            return true
        }
        return (address.query ?? "").split(separator: "&")
            .contains { pair in
                let parts = pair.split(separator: "=", maxSplits: 1)
                return tokenNames.contains(parts.first?.lowercased() ?? "")
                    || (parts.count == 2 && isRandom(parts[1], least: 20))
            }
    }

    /// The path with `*` for the segments that name one thing of many.
    static func pattern(of path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { segment in
                let isNumber = !segment.isEmpty && segment.allSatisfy(\.isNumber)
                let isOpen = isNumber || segment.contains("*") || isRandom(segment, least: 8)
                return isOpen || AddressSecret.isKey(segment, named: nil) ? "*" : String(segment)
            }
            .joined(separator: "/")
    }

    /// The path of a call, where also what a run is given names one thing of many, and so do long composed names.
    ///
    /// - Parameter values: the values of the inputs.
    static func pattern(ofCall path: String, values: Set<String> = []) -> String {
        pattern(of: path).split(separator: "/", omittingEmptySubsequences: false)
            .map { segment in
                let plain = segment.removingPercentEncoding ?? String(segment)
                return !segment.isEmpty && values.contains(plain) || isComposed(segment) ? "*" : String(segment)
            }
            .joined(separator: "/")
    }

    /// Letters, digits and what stands between them: `order-2024-11-22-a7`.
    private static func isComposed(_ text: some StringProtocol) -> Bool {
        text.count >= 16 && text.contains(where: \.isNumber) && text.contains(where: "-_.".contains)
            && text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    }

    /// Long runs of hexadecimal digits, or letters and digits well mixed.
    private static func isRandom(_ text: some StringProtocol, least: Int) -> Bool {
        guard text.count >= least else { return false }
        let digits = text.filter(\.isNumber).count
        if text.allSatisfy({ $0.isHexDigit || $0 == "-" }), digits > 0 { return true }
        return digits >= 3 && text.contains(where: \.isLetter) && text.allSatisfy { $0.isLetter || $0.isNumber }
    }
}
