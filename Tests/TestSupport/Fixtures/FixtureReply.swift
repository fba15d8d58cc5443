// SPDX-License-Identifier: Apache-2.0

/// How a ``FixtureServer`` answers one path.
public enum FixtureReply: Sendable {
    /// A text, as HTML with 200 unless something else is said.
    case text(String, status: Int = 200, headers: [String: String] = ["Content-Type": "text/html; charset=utf-8"])
    /// A file, read on every request; its ending decides the type.
    case file(String)
    /// Sends the browser elsewhere with 302.
    case redirect(to: String)
    /// Answers with another reply once a gate is open; ``Gate/waitForArrival(count:deadline:)`` tells that the request
    /// has come.
    indirect case held(by: Gate, then: FixtureReply)
    /// Sends the headers and the first part, and the rest once a gate is open.
    case halves(String, gate: Gate, String)
    /// Says that so many bytes come, sends a first few, and no more.
    case announced(bytes: Int)
    /// Says that more comes than this, sends it, and closes the connection.
    case cutOff(String)
    /// Sends the headers and then this text again and again, until the other side has gone.
    case endless(String)
    /// Takes the request and never answers it.
    case silence
    /// Takes the request and closes the connection without an answer.
    case hangUp
    /// Whatever a function makes of the request.
    case computed(@Sendable (FixtureRequest) async throws -> FixtureReply)

    /// A page of HTML with 200.
    public static func page(_ html: String) -> FixtureReply { .text(html) }
}

/// A request as a ``FixtureServer`` saw it.
public struct FixtureRequest: Sendable, Hashable {
    /// `GET`, `POST` and so on.
    public let method: String
    /// The path without the query.
    public let path: String
    /// The query without its question mark; nil when there is none.
    public let query: String?
    /// The headers, names in lower case; of several with one name the values stand behind commas.
    public let headers: [String: String]
    /// The body as text.
    public let body: String
}
