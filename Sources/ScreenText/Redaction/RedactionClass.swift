// SPDX-License-Identifier: Apache-2.0

/// What a line was taken out for.
///
/// It is counted and shown instead of the line.
public enum RedactionClass: String, Sendable, Hashable, Codable, CaseIterable, CodingKeyRepresentable {
    /// A secret that is stored, known by letter.
    case secret
    /// The number of a payment card.
    case card
    /// The number of a bank account.
    case iban
    /// A token or key of a known service.
    case token
    /// A JSON web token.
    case jwt
    /// A private key, or a line of one.
    case privateKey = "private_key"
    /// An address that carries a password.
    case credentialAddress = "credential_address"
    /// A value after a word such as `password`.
    case labelled
    /// A code for one login.
    case oneTimeCode = "one_time_code"
    /// Letters and digits that look like chance.
    case entropy
    /// An address of e-mail.
    case email
    /// A telephone number.
    case phone
    /// A pattern of the operator's own.
    case pattern
    /// A word that the operator never wants to be kept.
    case stopNoun = "stop_noun"
}
