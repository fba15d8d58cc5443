// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let files: [Route] = [
        Route(
            .get,
            "/v1/runs/{id}/files/{n}",
            .anyToken,
            "A file that a run has brought; 'files' of the run lists them.",
            success: RouteSuccess(status: .ok, content: .file, summary: "The file.")
        ) { request in
            let id = try request.identifier("id", RunID.self)
            guard let number = Int(try request.parameter("n")), (1...1000).contains(number) else {
                throw RouteRequest.invalid("n", "must be a whole number from 1 to 1000")
            }
            return .file(try await request.control.file(number, of: id))
        }
    ]
}

extension FileContent {
    /// How the answer says what the file is called: plain ASCII for all, and the whole name in
    /// [RFC 8187](https://www.rfc-editor.org/rfc/rfc8187)'s form; never to be shown in the page.
    var disposition: String {
        let plain = summary.name.unicodeScalars.map { scalar in
            scalar.isASCII && scalar.value >= 0x20 && scalar != "\"" && scalar != "\\" ? String(scalar) : "_"
        }
        let encoded = summary.name.utf8.map { byte in
            FileContent.isPlain(byte) ? String(UnicodeScalar(byte)) : "%" + FileContent.hexadecimal(byte)
        }
        return "attachment; filename=\"\(plain.joined())\"; filename*=UTF-8''\(encoded.joined())"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        let scalar = UnicodeScalar(byte)
        return scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-._".unicodeScalars.contains(scalar))
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count < 2 ? "0" + digits : digits
    }
}
