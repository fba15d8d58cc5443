// SPDX-License-Identifier: Apache-2.0

/// Lines with a made-up secret, as pages show them.
enum SecretText {
    static func line(_ kind: RedactionCorpus.Kind, _ draw: inout SeededDraw) -> (line: String, secret: String) {
        let secret = secret(kind, &draw)
        let line = draw.pick(frames(kind)).replacing("@@", with: secret)
        // Of an address the password alone is secret.
        guard kind == .databaseAddress else { return (line, secret) }
        let name = secret.prefix { $0 != "@" }
        return (line, String(name[(name.lastIndex(of: ":") ?? name.startIndex)...].dropFirst()))
    }

    /// What stands around a secret.
    private static func frames(_ kind: RedactionCorpus.Kind) -> [String] {
        switch kind {
        case .card: ["@@", "Card number: @@", "Visa @@ 11/29", "Paid with @@", "Your card @@ was charged"]
        case .iban: ["@@", "IBAN: @@", "Please pay to @@", "Account @@ (EUR)"]
        case .gitHub, .slack, .openAI, .google:
            ["@@", "token: @@", "export TOKEN=@@", "Bearer @@", "Your new key is @@"]
        case .awsKey: ["@@", "aws_access_key_id = @@", "Access key ID @@", "AWS_ACCESS_KEY_ID=@@"]
        case .awsSecret: ["@@", "aws_secret_access_key = @@", "Secret access key @@", "AWS_SECRET_ACCESS_KEY=@@"]
        case .stripe: ["@@", "STRIPE_SECRET_KEY=@@", "Secret key @@", "Live key: @@"]
        case .jwt: ["@@", "Authorization: Bearer @@", "id_token=@@", "session: @@"]
        case .databaseAddress: ["@@", "DATABASE_URL=@@", "Connection string: @@", "url: @@"]
        case .password:
            ["Password: @@", "password=@@", "Passwort: @@", "DB_PASSWORD=@@", "Your new password is @@", "pwd: @@"]
        case .oneTimeCode:
            [
                "Your verification code is @@", "@@ is your login code", "One-time code: @@", "OTP @@",
                "Use code @@ to sign in", "Security code: @@", "Enter @@ as your 2FA code",
            ]
        case .email: ["@@", "Mail: @@", "Write to @@ today", "Signed in as @@"]
        case .phone: ["@@", "Call @@", "Mobile: @@", "Phone @@ (office)"]
        case .privateKey: ["@@"]
        }
    }

    private static func secret(_ kind: RedactionCorpus.Kind, _ draw: inout SeededDraw) -> String {
        switch kind {
        case .card: card(&draw)
        case .iban: iban(&draw)
        case .gitHub: gitHub(&draw)
        case .slack: slack(&draw)
        case .awsKey: draw.pick(["AKIA", "ASIA"]) + draw.text(16, of: SeededDraw.base32)
        case .awsSecret: draw.text(40, of: SeededDraw.base64)
        case .stripe: draw.pick(["sk_live_", "rk_live_", "sk_test_", "whsec_"]) + draw.text(24, of: SeededDraw.base62)
        case .google:
            draw.pick([true, false])
                ? "AIza" + draw.text(35, of: SeededDraw.base64URL) : "ya29." + draw.text(60, of: SeededDraw.base64URL)
        case .openAI: draw.pick(["sk-", "sk-proj-", "sk-ant-api03-"]) + draw.text(48, of: SeededDraw.base62)
        case .jwt: jwt(&draw)
        case .privateKey: draw.text(64, of: SeededDraw.base64)
        case .databaseAddress: databaseAddress(&draw)
        case .password: password(&draw)
        case .oneTimeCode: oneTimeCode(&draw)
        case .email: email(&draw)
        case .phone: phone(&draw)
        }
    }

    private static func card(_ draw: inout SeededDraw) -> String {
        let isAmex = draw.happens(perMille: 200)
        var digits = (isAmex ? draw.pick(["34", "37"]) : draw.pick(["4", "51", "53", "55", "6011", "65"]))
        while digits.count < (isAmex ? 14 : 15) { digits += draw.text(1, of: SeededDraw.digits) }
        let last = (0...9).first { check in CardRule.passesLuhn((digits + "\(check)").utf8.map { $0 - 0x30 }) } ?? 0
        digits += "\(last)"
        let groups = isAmex ? [4, 6, 5] : [4, 4, 4, 4]
        return parted(digits, groups, by: draw.pick([" ", " ", "-", ""]))
    }

    private static func iban(_ draw: inout SeededDraw) -> String {
        let form = draw.pick([
            ("DE", "dddddddddddddddddd"), ("GB", "LLLLdddddddddddddd"), ("NL", "LLLLdddddddddd"),
            ("ES", "dddddddddddddddddddd"), ("AT", "dddddddddddddddd"), ("CH", "ddddddddddddddddd"),
            ("FR", "ddddddddddCCCCCCCCCCCdd"), ("IT", "LddddddddddCCCCCCCCCCCC"),
        ])
        let body = String(
            form.1.map { kind -> Character in
                switch kind {
                case "d": draw.pick(SeededDraw.digits)
                case "L": draw.pick(Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
                default: draw.pick(Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
                }
            }
        )
        let check = (2...98)
            .first { value in
                IbanRule.passesMod97(Array("\(form.0)\(value < 10 ? "0" : "")\(value)\(body)".utf8))
            }
        let whole = form.0 + (check.map { $0 < 10 ? "0\($0)" : "\($0)" } ?? "00") + body
        let groups = Array(repeating: 4, count: whole.count / 4) + (whole.count % 4 == 0 ? [] : [whole.count % 4])
        return parted(whole, groups, by: draw.pick([" ", " ", ""]))
    }

    private static func gitHub(_ draw: inout SeededDraw) -> String {
        if draw.happens(perMille: 250) {
            return "github_pat_" + draw.text(22, of: SeededDraw.base62) + "_" + draw.text(59, of: SeededDraw.base62)
        }
        return draw.pick(["ghp_", "gho_", "ghs_"]) + draw.text(36, of: SeededDraw.base62)
    }

    private static func slack(_ draw: inout SeededDraw) -> String {
        let numbers = draw.text(12, of: SeededDraw.digits) + "-" + draw.text(12, of: SeededDraw.digits)
        return draw.pick(["xoxb-", "xoxp-"]) + numbers + "-" + draw.text(24, of: SeededDraw.base62)
    }

    private static func jwt(_ draw: inout SeededDraw) -> String {
        let head = draw.pick(["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", "eyJhbGciOiJSUzI1NiJ9", "eyJraWQiOiI3In0"])
        return "\(head).eyJ\(draw.text(40, of: SeededDraw.base64URL)).\(draw.text(43, of: SeededDraw.base64URL))"
    }

    private static func databaseAddress(_ draw: inout SeededDraw) -> String {
        let scheme = draw.pick(["postgres", "postgresql", "mysql", "mongodb+srv", "redis", "amqp", "https"])
        let word = draw.text(draw.number(8...16), of: SeededDraw.base62)
        return "\(scheme)://\(draw.pick(["admin", "app", "shop", "root"])):\(word)@"
            + draw.pick(["db.internal:5432/shop", "10.0.0.7/main", "cache.example.com/0", "data.example.com"])
    }

    private static func password(_ draw: inout SeededDraw) -> String {
        switch draw.number(0...3) {
        case 0:
            draw.pick(["tiger", "Sommer", "winter", "Hunter", "lemon"])
                + draw.text(draw.number(2...4), of: SeededDraw.digits)
        case 1: draw.text(draw.number(8...14), of: SeededDraw.base62 + Array("!#$%&*?"))
        case 2:
            draw.pick(["Blue", "Red", "Old"]) + draw.pick(["Horse", "River", "Stone"]) + "!"
                + draw.text(2, of: SeededDraw.digits)
        default: draw.pick(["correcthorse", "letmeinnow", "opensesame", "swordfish", "trustnoone"])
        }
    }

    private static func oneTimeCode(_ draw: inout SeededDraw) -> String {
        switch draw.number(0...2) {
        case 0: draw.text(6, of: SeededDraw.digits)
        case 1: draw.text(3, of: SeededDraw.digits) + draw.pick([" ", "-"]) + draw.text(3, of: SeededDraw.digits)
        default: draw.text(draw.pick([4, 8]), of: SeededDraw.digits)
        }
    }

    private static func email(_ draw: inout SeededDraw) -> String {
        let name =
            draw.pick(["anna", "ben", "carla", "dmitri", "eva"]) + draw.pick([".", "_", ""])
            + draw.pick(["meyer", "novak", "smith"])
        return name + "@" + draw.pick(["example.com", "mail.example.org", "firma.example.de", "post.example.net"])
    }

    private static func phone(_ draw: inout SeededDraw) -> String {
        let digits = { (count: Int, draw: inout SeededDraw) in draw.text(count, of: SeededDraw.digits) }
        return switch draw.number(0...3) {
        case 0: "+49 30 \(digits(4, &draw)) \(digits(4, &draw))"
        case 1: "(555) \(digits(3, &draw))-\(digits(4, &draw))"
        case 2: "555-\(digits(3, &draw))-\(digits(4, &draw))"
        default: "+1 212 \(digits(3, &draw)) \(digits(4, &draw))"
        }
    }

    private static func parted(_ text: String, _ groups: [Int], by mark: String) -> String {
        var rest = text[...]
        return
            groups.map { count in
                defer { rest = rest.dropFirst(count) }
                return String(rest.prefix(count))
            }
            .joined(separator: mark)
    }
}
