// SPDX-License-Identifier: Apache-2.0

/// Whether a dialog's question sounds as if it asked for a secret; its answer is never kept then.
enum SecretWording {
    private static let words = [
        "password", "passwort", "kennwort", "passphrase", "passcode", "mot de passe", "contraseña", "senha", "parola",
        "wachtwoord", "pin", "tan", "otp", "2fa", "code", "secret", "token", "api key", "card number", "kartennummer",
        "cvc", "cvv",
    ]

    static func sounds(_ text: String) -> Bool {
        let letters = text.lowercased().map { $0.isLetter || $0.isNumber ? $0 : " " }
        let spaced = " " + String(letters).split(separator: " ").joined(separator: " ") + " "
        return words.contains { spaced.contains(" \($0) ") }
    }
}
