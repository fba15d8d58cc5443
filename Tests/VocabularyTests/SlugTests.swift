// SPDX-License-Identifier: Apache-2.0
import Testing
import Vocabulary

@Suite("Slugs")
struct SlugTests {
    @Test(
        "names that could leave their folder, or mean something else, are refused",
        arguments: ["../x", "a/b", "", "-a", "A", "a.b", "pending", "é", String(repeating: "a", count: 300)]
    )
    func refused(_ text: String) {
        #expect(throws: VocabularyError.self) { try Slug(text) }
    }

    @Test("free text becomes a slug, and a taken one gets a number")
    func fromWords() throws {
        #expect(Slug.from(words: "Order coffee!") { _ in false }.text == "order-coffee")
        let taken: Set<String> = ["order", "order-2"]
        #expect(Slug.from(words: "Order") { taken.contains($0.text) }.text == "order-3")
        #expect(Slug.from(words: "¡¿") { _ in false }.text == "untitled")
        #expect(Slug.from(words: "注文", or: "shop.example") { _ in false }.text == "shop-example")
    }
}

@Suite("Canonical JSON")
struct CanonicalJSONTests {
    @Test("members are in the order of their UTF-16 units, and nothing is escaped that need not be")
    func order() {
        let value: JSONValue = ["b": [1, true, nil], "a": "é\n\"\u{1}", "\u{10000}": 1, "\u{FFFF}": 2]
        #expect(
            CanonicalJSON.text(value)
                == "{\"a\":\"é\\n\\\"\\u0001\",\"b\":[1,true,null],\"\u{10000}\":1,\"\u{FFFF}\":2}"
        )
    }
}

@Suite("Secrets and keys")
struct SecretTests {
    @Test("a secret shows nowhere but where it is asked for by name")
    func masked() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("hunter2"))
        #expect(secret.revealForTyping() == "hunter2")
    }

    @Test("key chords are read and written alike", arguments: ["Enter", "a", "Control+a", "Control+Shift+Tab", "+"])
    func chords(_ text: String) throws {
        #expect(try KeyChord(text).description == text)
    }

    @Test("what is no key is refused", arguments: ["", "Hyper+a", "Entr", "Control+"])
    func noChords(_ text: String) {
        #expect(throws: VocabularyError.self) { try KeyChord(text) }
    }
}
