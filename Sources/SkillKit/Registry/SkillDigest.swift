// SPDX-License-Identifier: Apache-2.0
internal import Crypto

/// SHA-256 of a file's bytes, in hexadecimal: what a person approves.
public enum SkillDigest {
    /// The digest.
    public static func of(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes)
            .map { byte in
                let digits = String(byte, radix: 16)
                return digits.count < 2 ? "0" + digits : digits
            }
            .joined()
    }
}
