// SPDX-License-Identifier: Apache-2.0

/// Words by which people are told that something cannot be undone, in several languages.
///
/// Matched on whole words of a button's or link's name. Words that are as often harmless (`add`, `next`, `continue`,
/// `save`, `search`, `log in`) are not among them; "order" and "book" count only as the name's first word or together
/// with a verb, so that "Order history" and "Bookmarks" do not ask a person each time.
public enum IrreversibleWording {
    /// The word that makes a step sound irreversible, by what it acts on; nil for none.
    public static func word(of step: Step, in skill: Skill) -> String? { IrreversibleRule.word(of: step, in: skill) }

    /// The word that makes a name sound irreversible; nil for none.
    public static func match(_ name: String) -> String? {
        let spoken = name.lowercased().split { !$0.isLetter }.map(String.init)
        guard !spoken.isEmpty, spoken.count <= 12 else { return nil }
        // What a harmless phrase takes away, it takes only from itself: "Delete order history" still deletes.
        var text = " " + spoken.joined(separator: " ") + " "
        for phrase in harmless { text = text.replacing(" \(phrase) ", with: "  ") }
        let words = text.split(separator: " ").map(String.init)
        guard let first = words.first else { return nil }
        if let phrase = phrases.first(where: { text.contains(" \($0) ") }) { return phrase }
        if let pair = pairs.first(where: { words.contains($0.0) && words.contains($0.1) }) {
            return "\(pair.0) … \(pair.1)"
        }
        if let word = words.first(where: anywhere.contains) { return word }
        if commanding.contains(first) { return first }
        return leading.contains(first) && words.count <= 3 ? first : nil
    }

    /// Whether any part of a name, read from any of its words on, sounds so: for a name that nobody has reviewed.
    public static func isHeld(by name: String) -> Bool {
        let words = name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return words.indices.contains { start in match(words[start...].prefix(12).joined(separator: " ")) != nil }
    }

    /// Words that count wherever they stand.
    private static let anywhere: Set<String> = [
        // English
        "pay", "buy", "purchase", "delete", "transfer", "withdraw", "donate", "unsubscribe", "terminate", "erase",
        // German
        "bezahlen", "zahlen", "kaufen", "bestellen", "löschen", "überweisen", "kündigen", "abschicken", "absenden",
        "zahlungspflichtig", "buchen", "spenden",
        // French
        "payer", "acheter", "commander", "supprimer", "virer", "résilier", "envoyer", "réserver",
        // Spanish
        "pagar", "comprar", "eliminar", "borrar", "transferir", "enviar", "reservar",
        // Italian
        "paga", "acquista", "compra", "ordina", "elimina", "cancella", "trasferisci", "invia", "prenota",
        // Portuguese
        "excluir", "apagar", "encomendar",
        // Dutch
        "betalen", "kopen", "verwijderen", "overmaken", "verzenden", "boeken",
        // Polish
        "zapłać", "kup", "usuń", "przelej", "wyślij", "zamów", "zarezerwuj",
    ]

    /// Verbs that count at the head of a name of any length.
    private static let commanding: Set<String> = [
        "send", "submit", "confirm", "cancel", "remove", "publish", "approve", "reject", "bestätigen", "stornieren",
        "entfernen", "confirmer", "annuler", "confirmar", "cancelar", "conferma", "annulla", "bevestigen", "annuleren",
        "potwierdź", "anuluj",
    ]

    /// Words that are verbs at the head of a short name, and nouns in a longer one.
    private static let leading: Set<String> = ["order", "book", "sign"]

    /// Words that say it together, whatever stands between them.
    private static let pairs = [
        ("place", "order"), ("complete", "order"), ("complete", "purchase"), ("confirm", "booking"),
    ]

    private static let phrases = [
        "place order", "place your order", "submit order", "complete order", "complete purchase", "check out now",
        "send money", "close account", "sign contract", "jetzt kaufen", "passer la commande", "realizar pedido",
        "finalizar compra", "effettua ordine", "plaats bestelling", "złóż zamówienie",
    ]

    private static let harmless = [
        "order history", "order by", "order status", "sign in", "sign up", "sign out", "book details", "cancel search",
        "send code", "remove filter", "remove filters", "pay attention",
    ]
}
