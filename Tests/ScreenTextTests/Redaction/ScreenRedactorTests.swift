// SPDX-License-Identifier: Apache-2.0
import ScreenText
import TestSupport
import Testing

@Suite("What is taken out of what was read")
struct ScreenRedactorTests {
    @Test(
        "A secret is known although letters of it were read wrong",
        arguments: [
            ("4539 1488 O343 6467", .card), ("Card 4539148803436467", .card), ("3782-822463-10005", .card),
            ("DE89 3704 0044 0532 0130 00", .iban), ("1BAN DE89 37O4 0O44 0532 0130 00", .iban),
            ("GB29NWBK60161331926819", .iban),
            ("ghp 16C7e42F292c6912E7710c838347Ae178B4a", .token),
            ("xoxb—123456789012-123456789012-AbCdEf1234GhIjKl5678MnOp", .token),
            ("AKIAI0SFODNN7EXAMPL3", .token), ("sk live 4eC39HqLyjWDarjtT1zdp7dc", .token),
            ("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", .jwt),
            ("-----BEGIN RSA PR1VATE KEY-----", .privateKey), ("— BEGlN OPENSSH PRIVATE KEY —", .privateKey),
            ("postgres://shop:hunter2@db.internal/shop", .credentialAddress),
            ("mysql:/lapp:Hg77Kq1z@10.0.0.7/main", .credentialAddress),
            ("Password: tiger", .labelled), ("Passw0rd; hunter2", .labelled), ("DB_PASSWORD=swordfish", .labelled),
            ("api key: 7f3kQ9", .labelled), ("Your verification code is 482 913", .oneTimeCode),
            ("482-9l3 is your login code", .oneTimeCode), ("3f9A1c0dE77b42e19f6aD5c8", .entropy),
        ] as [(String, RedactionClass)]
    )
    func known(line: String, expected: RedactionClass) throws {
        #expect(try ScreenRedactor().hit(in: line) == expected)
    }

    @Test(
        "What is no secret stays",
        arguments: [
            "Order 4539 of 1488, 3 items", "2019 2020 2021 2022", "Total 1,299.00 EUR", "Error code 5001",
            "Postal code 90210", "Forgot your password?", "Password (required)", "Enter your password",
            "understudy skills approve order-coffee", "https://shop.example/menu?q=espresso", "skill, skills, sketch",
            "The keyboard shortcut is Control+Shift+P", "ObservationRingsTests and ScreenRedactorTests",
            "x86_64-unknown-linux-gnu", "2026-11-20T10:00:00.000Z", "123e4567-e89b-12d3-a456-426614174000",
            "Is 10 of 26 done", "+49 30 1234 5678", "anna@example.com",
        ]
    )
    func ordinary(line: String) throws {
        #expect(try ScreenRedactor().hit(in: line) == nil)
    }

    @Test("The check digits of cards and accounts decide where nothing was read wrong")
    func checks() throws {
        let redactor = try ScreenRedactor()
        #expect(redactor.hit(in: "4539148803436467") == .card)
        #expect(redactor.hit(in: "4000000000000000") == nil)
    }

    @Test("A label counts for the line beside it and below it, but for no other")
    func neighbours() throws {
        let lines = [
            line("Password", x: 10, y: 10, width: 80), line("tiger77", x: 140, y: 10, width: 60),
            line("room12", x: 120, y: 60, width: 60), line("PIN", x: 400, y: 100, width: 40),
            line("4711", x: 400, y: 120, width: 40), line("4712", x: 700, y: 300, width: 40),
        ]
        let redacted = try ScreenRedactor().redact(lines)
        #expect(redacted.lines.map(\.text) == ["Password", "room12", "PIN", "4712"])
        #expect(redacted.counts == [.labelled: 2])
    }

    @Test("What was read as several lines is looked at as one, and goes as one")
    func parts() throws {
        let lines = [
            line("Account FR20 1443 5047", x: 10, y: 10, width: 180), line("IQI9 1WBF H52 6", x: 200, y: 11, width: 90),
            line("postgres://app:", x: 10, y: 60, width: 100), line("pwduIZ61S@cache", x: 115, y: 60, width: 100),
            line("Menu", x: 400, y: 10, width: 40),
        ]
        #expect(try ScreenRedactor().redact(lines).lines.map(\.text) == ["Menu"])
    }

    @Test("A code below the line that announces it goes")
    func codeBelow() throws {
        let lines = [
            line("Your verification code:", x: 10, y: 10, width: 300), line("48 29 13", x: 10, y: 40, width: 100),
            line("Room 12", x: 10, y: 400, width: 60),
        ]
        #expect(try ScreenRedactor().redact(lines).lines.map(\.text) == ["Your verification code:", "Room 12"])
    }

    @Test("A private key goes to its end, and what follows stays")
    func keyBlock() throws {
        let text =
            ["-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0BAQEF", "aaaaaaaaaaaaaaaaaaaaaaaa"]
            + ["-----END PRIVATE KEY-----", "Keep it in a safe place."]
        let lines = text.enumerated().map { line($1, x: 0, y: 20 * $0, width: 300) }
        let redacted = try ScreenRedactor().redact(lines)
        #expect(redacted.lines.map(\.text) == ["Keep it in a safe place."])
        #expect(redacted.counts == [.privateKey: 4])
    }

    @Test("The operator's words are found although letters were confused, and their patterns")
    func own() throws {
        var rules = ScreenRules()
        rules.stopNouns = ["Project Aurora", "Ilse"]
        rules.patterns = [#"acme-\d{4}"#]
        let redactor = try ScreenRedactor(rules)
        #expect(redactor.hit(in: "the PR0JECT AURQRA plan") == .stopNoun)
        #expect(redactor.hit(in: "projectaurora") == .stopNoun)
        #expect(redactor.hit(in: "Call 1lse") == .stopNoun)
        #expect(redactor.hit(in: "Call Else") == nil)
        #expect(redactor.hit(in: "case ACME-1234") == .pattern)
        #expect(redactor.hit(in: "Aurora by itself") == nil)
    }

    @Test("Text made to cost much costs little, and nothing odd ends the program")
    func odd() throws {
        let redactor = try ScreenRedactor()
        for line in [
            "", " ", ":", "=", "password:", "://", "@", "-----BEGIN", String(repeating: "1 ", count: 300),
            String(repeating: "a:b@", count: 500), String(repeating: "eyJ", count: 500), "\u{202E}\u{0}\u{301}",
            String(repeating: "code 1234 ", count: 300), String(repeating: "𝕬", count: 1000),
        ] {
            _ = redactor.hit(in: line)
        }
    }

    private func line(_ text: String, x: Int, y: Int, width: Int) -> ReadLine {
        ReadLine(text: text, box: PixelBox(x: x, y: y, width: width, height: 16), confidences: [90])
    }
}
