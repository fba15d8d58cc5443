// SPDX-License-Identifier: Apache-2.0
import Oversight
import Testing

@Suite("Masking secrets")
struct SecretMaskTests {
    private func mask(_ values: String...) -> SecretMask {
        var mask = SecretMask()
        for (index, value) in values.enumerated() { mask.add(value, named: "s\(index)") }
        return mask
    }

    @Test(
        "a secret is found in other writing",
        arguments: [
            ("hunter2x", "you: hunter2x!", "you: [secret s0]!"),
            ("hunter2x", "HUNTER2X", "[secret s0]"),
            ("4111111111111111", "card 4111 1111-1111 1111 ok", "card [secret s0] ok"),
            ("hunter2x", "h u n t e r 2 x", "[secret s0]"),
            ("p@ss wörd", "go?p=p%40ss%20w%C3%B6rd&x=1", "go?p=[secret s0]&x=1"),
            ("hunter2x", "aHVudGVyMng=", "[secret s0]="),
            ("hunter2x", "hunter2x hunter2x", "[secret s0] [secret s0]"),
            ("hun!ter&42x", "to=%2Fx%3Fk%3Dhun!ter%252642x", "to=%2Fx%3Fk%3D[secret s0]"),
            ("ÉCLAIRS", "my éclairs", "my [secret s0]"),
        ]
    )
    func found(_ value: String, _ text: String, _ masked: String) {
        #expect(mask(value).isFound(in: text))
        #expect(mask(value).masked(text) == masked)
    }

    @Test(
        "a secret of a few letters is found as a word, whatever its case",
        arguments: [("your test.", "your [secret s0]."), ("TEST", "[secret s0]"), ("Latest news", "Latest news")]
    )
    func words(_ text: String, _ masked: String) {
        #expect(mask("test").masked(text) == masked)
        #expect(mask("1234").masked("12.34 EUR") == "12.34 EUR")
    }

    @Test("while a secret is typed, more than half of it is found too")
    func beginnings() {
        var mask = SecretMask(matching: .beginnings)
        mask.add("hunter42x", named: "pw")
        #expect(mask.masked("x hunter4") == "x [secret pw]")
        #expect(mask.masked("/in?strength=hunter42") == "/in?strength=[secret pw]")
        #expect(mask.name(equalTo: "hunter4") == "pw" && mask.name(equalTo: "hunter4 x2") == nil)
        #expect(mask.masked("the hunt") == "the hunt")
    }

    @Test("a mark is not looked into")
    func marks() {
        #expect(mask("hunter2x", "secret").masked("hunter2x") == "[secret s0]")
    }

    @Test("a short secret is found as it is written only", arguments: ["a1", "1-2"])
    func short(_ value: String) {
        #expect(mask(value).masked("x \(value) y") == "x [secret s0] y")
        #expect(!mask(value).isFound(in: "a 1 and 12"))
    }

    @Test("the longer of two secrets goes first, and what is no secret stays")
    func longer() {
        #expect(mask("1234", "12345678").masked("12345678 1234 99") == "[secret s1] [secret s0] 99")
        #expect(mask("hunter2x").masked("hunter2, x-ray") == "[secret s0]-ray")
        #expect(mask("hunter2x").masked("hunter 2 boxes") == "hunter 2 boxes")
        #expect(mask().masked("anything") == "anything")
    }

    @Test("a value that is typed on takes the place of what it was before")
    func typed() {
        var mask = SecretMask()
        for value in ["hunt", "hunter", "hunter2x"] { mask.add(value, named: "pw") }
        #expect(mask.masked("hunter hunter2x") == "hunter [secret pw]")
    }
}
