// SPDX-License-Identifier: Apache-2.0

/// A weekly order as the files that its receipt offers.
enum WeekFiles {
    /// What the receipt says, in its order.
    static func rows(of order: WeekOrder) -> [(name: String, value: String)] {
        let plan = order.plan
        return [
            ("Roast", Roasts.roast(plan.roast)?.name ?? plan.roast), ("Rooms", plan.rooms.joined(separator: ", ")),
            ("Size", plan.size), ("Cups", String(plan.cups)), ("Note", plan.note), ("Picture", plan.picture ?? "none"),
            ("Card of", order.holder ?? "nobody"), ("Price", plan.price.text),
        ]
    }

    /// The rows as comma-separated values (RFC 4180).
    static func csv(of order: WeekOrder) -> [UInt8] {
        let lines = rows(of: order).map { "\($0.name),\"\($0.value.replacing("\"", with: "\"\""))\"\r\n" }
        return Array(("what,value\r\n" + lines.joined()).utf8)
    }

    /// The rows as a page of PDF; letters that its built-in fonts do not have become question marks.
    static func pdf(of order: WeekOrder) -> [UInt8] {
        let lines = rows(of: order).map { "(\(escaped("\($0.name): \($0.value)"))) Tj T*" }
        let text = "BT /F1 12 Tf 20 TL 60 780 Td\n\(lines.joined(separator: "\n"))\nET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var file = "%PDF-1.4\n"
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let place = String(file.utf8.count)
            table += String(repeating: "0", count: 10 - place.count) + place + " 00000 n \n"
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        return Array(
            (file + table + "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n").utf8
        )
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "(", ")", "\\": result += "\\\(scalar)"
            case "€": result += "EUR "
            case " "..."~": result.unicodeScalars.append(scalar)
            case "\n": result += " "
            default: result += "?"
            }
        }
        return result
    }
}
