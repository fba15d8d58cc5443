// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird

/// The answers that the shop gives, each with the headers it needs.
enum Replies {
    /// The name of the session cookie.
    static let cookieName = "morning_cup"

    /// A page; it is never cached, because its ids belong to one load.
    static func page(_ html: HTML, status: HTTPResponse.Status = .ok, framing: Framing = .none) -> Response {
        var response = content(Array(html.text.utf8), type: "text/html; charset=utf-8", status: status)
        response.headers[.cacheControl] = "no-store"
        response.headers[.contentSecurityPolicy] = policy(framing)
        return response
    }

    /// JSON that was written already.
    static func json(_ bytes: some Sequence<UInt8>) -> Response {
        var response = content(Array(bytes), type: "application/json")
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// A file that comes with the shop and stays the same as long as it runs.
    static func asset(_ bytes: [UInt8], type: String) -> Response {
        var response = content(bytes, type: type)
        response.headers[.cacheControl] = "max-age=3600"
        return response
    }

    /// Sends the browser to another page with a GET.
    static func redirect(to path: String) -> Response { .redirect(to: path, type: .normal) }

    /// The same answer, which also keeps a session in the browser, or takes it away.
    static func with(session id: SessionID?, _ response: Response) -> Response {
        var response = response
        response.setCookie(
            Cookie(
                name: cookieName,
                value: id?.text ?? "gone",
                maxAge: id == nil ? 0 : nil,
                path: "/",
                httpOnly: true,
                sameSite: .lax
            )
        )
        return response
    }

    /// What a page has to do with frames.
    enum Framing: String {
        /// It has none and stands in none.
        case none = "frame-ancestors 'none'"
        /// It shows the card form, which is of another site.
        case shows = "frame-ancestors 'none'; frame-src http://pay.localhost:*"
        /// It stands in a page of the shop.
        case isShown = "frame-ancestors http://shop.localhost:*"
    }

    /// A file that the browser keeps instead of showing it.
    static func download(_ bytes: [UInt8], type: String, name: String) -> Response {
        var response = content(bytes, type: type)
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static func policy(_ framing: Framing) -> String {
        """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
        form-action 'self'; base-uri 'none'; \(framing.rawValue)
        """
    }

    private static func content(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .xContentTypeOptions: "nosniff"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
