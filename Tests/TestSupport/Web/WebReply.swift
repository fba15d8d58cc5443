// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// An HTTP answer as it came.
public struct WebReply: Sendable {
    /// The status code.
    public let status: Int
    /// The headers in their order, names in lower case.
    public let headers: [(name: String, value: String)]
    /// The body, with chunks put together.
    public let body: [UInt8]

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The first header of a name.
    public func header(_ name: String) -> String? { headers(name).first }

    /// All headers of a name, in their order.
    public func headers(_ name: String) -> [String] {
        headers.filter { $0.name == name.lowercased() }.map(\.value)
    }

    /// Reads all that a server sent on a connection until it closed it.
    ///
    /// - Throws: ``RawConnectionError/notHTTP`` when that is no answer of HTTP/1.1.
    public init(bytes: [UInt8]) throws {
        let end = Array("\r\n\r\n".utf8)
        guard let boundary = bytes.firstRange(of: end) else { throw RawConnectionError.notHTTP }
        let head = String(decoding: bytes[..<boundary.lowerBound], as: UTF8.self)
        var lines = head.components(separatedBy: "\r\n")
        let statusLine = lines.removeFirst().split(separator: " ")
        guard statusLine.count > 1, statusLine[0].hasPrefix("HTTP/1."), let status = Int(statusLine[1]) else {
            throw RawConnectionError.notHTTP
        }
        self.status = status
        headers = lines.map(WebReply.header)
        let rest = Array(bytes[boundary.upperBound...])
        let isChunked = headers.contains { $0.name == "transfer-encoding" && $0.value.lowercased() == "chunked" }
        body = isChunked ? try WebReply.joined(chunks: rest) : rest
    }

    private static func header(_ line: String) -> (name: String, value: String) {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count > 1 ? String(parts[1]) : ""
        return (parts[0].lowercased(), value.trimmingCharacters(in: .whitespaces))
    }

    private static func joined(chunks: [UInt8]) throws -> [UInt8] {
        var result: [UInt8] = []
        var rest = chunks[...]
        while let lineEnd = rest.firstRange(of: Array("\r\n".utf8)) {
            let size = String(decoding: rest[..<lineEnd.lowerBound], as: UTF8.self).prefix { $0 != ";" }
            guard let count = Int(size, radix: 16), lineEnd.upperBound + count <= rest.endIndex else { break }
            if count == 0 { return result }
            result += rest[lineEnd.upperBound..<(lineEnd.upperBound + count)]
            rest = rest[min(lineEnd.upperBound + count + 2, rest.endIndex)...]
        }
        throw RawConnectionError.notHTTP
    }
}
