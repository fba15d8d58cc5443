// SPDX-License-Identifier: Apache-2.0
internal import Foundation
public import Vocabulary

/// Somebody who visits a server of this machine without a browser: sends requests, keeps cookies, follows nothing by
/// itself.
public struct Visitor: Sendable {
    /// The port of 127.0.0.1.
    public let port: Int
    /// What the `Host` header says before the port.
    public let host: String
    /// The cookies that the server gave, by name.
    public private(set) var cookies: [String: String] = [:]

    /// Somebody without cookies.
    public init(port: Int, host: String = "127.0.0.1") {
        self.port = port
        self.host = host
    }

    /// Asks for a path; a query may follow it.
    public mutating func get(_ path: String, headers: [String: String] = [:]) async throws -> WebReply {
        try await send("GET", path, headers: headers)
    }

    /// Sends a form, with its fields in the given order.
    public mutating func post(_ path: String, form: KeyValuePairs<String, String> = [:]) async throws -> WebReply {
        let body = form.map { "\(Visitor.escaped($0.key))=\(Visitor.escaped($0.value))" }.joined(separator: "&")
        let headers = ["Content-Type": "application/x-www-form-urlencoded"]
        return try await send("POST", path, headers: headers, body: Array(body.utf8))
    }

    /// Sends any request.
    ///
    /// - Parameters:
    ///   - method: for example `PUT`.
    ///   - path: with its slash; a query may follow.
    ///   - headers: beside `Host`, `Connection`, `Cookie` and `Content-Length`, which are added; one of these names
    ///     takes the place of the added one.
    ///   - body: the bytes after the head.
    ///   - deadline: when to give up.
    /// - Returns: the answer.
    /// - Throws: `IOError` when nobody listens, ``RawConnectionError``, ``VocabularyError`` with `deadline_exceeded`.
    public mutating func send(
        _ method: String,
        _ path: String,
        headers: [String: String] = [:],
        body: [UInt8] = [],
        deadline: Deadline = .after(.seconds(20))
    ) async throws -> WebReply {
        let head = head(method, path, headers: headers, length: body.count)
        let bytes = try await withRawConnection(port: port, deadline: deadline) { connection in
            try await connection.write(Array(head.utf8) + body)
            return try await connection.readToEnd()
        }
        let reply = try WebReply(bytes: bytes)
        for line in reply.headers("set-cookie") { keep(cookie: line) }
        return reply
    }

    /// Goes where a redirect leads, with a GET.
    ///
    /// - Throws: ``RawConnectionError/notHTTP`` when the reply is no redirect within the site.
    public mutating func follow(_ reply: WebReply) async throws -> WebReply {
        guard (300..<400).contains(reply.status), let path = reply.header("location"), path.hasPrefix("/") else {
            throw RawConnectionError.notHTTP
        }
        return try await get(path)
    }

    private func head(_ method: String, _ path: String, headers: [String: String], length: Int) -> String {
        var all = ["Host": "\(host):\(port)", "Connection": "close"]
        if length > 0 { all["Content-Length"] = String(length) }
        if !cookies.isEmpty {
            all["Cookie"] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        all.merge(headers) { _, given in given }
        let lines = all.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
        return "\(method) \(path) HTTP/1.1\r\n\(lines.joined())\r\n"
    }

    private mutating func keep(cookie line: String) {
        let parts = line.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        let pair = (parts.first ?? "").split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard pair.count == 2 else { return }
        let isGone = parts.contains { $0.lowercased() == "max-age=0" }
        cookies[String(pair[0])] = isGone ? nil : String(pair[1])
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
