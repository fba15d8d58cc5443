internal import HTTPTypes
// SPDX-License-Identifier: Apache-2.0
internal import Hummingbird
internal import Logging
internal import SkillKit
internal import Vocabulary

/// Stands before every route, known or not: checks where a request comes from, and turns every error into the one
/// shape that errors have.
struct RequestGuard: RouterMiddleware {
    typealias Context = ConsoleContext

    let port: BoundPort
    let refusals: RefusalLog

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            try checkOrigin(of: request)
            response = try await next(request, context)
        } catch {
            response = failure(error, context.logger)
        }
        SecurityHeaders.add(to: &response.headers)
        return response
    }

    private func checkOrigin(of request: Request) throws {
        guard let port = port.current else { throw ConsoleError(.serverStopped, "The server is not ready yet.") }
        let fields = request.headers
        let claims = RequestBoundary.Claims(
            host: request.head.authority,
            hasSecondHost: fields[.host] != nil,
            origin: fields[.origin],
            fetchSite: fields[.secFetchSite],
            fetchMode: fields[.secFetchMode],
            target: request.head.path ?? ""
        )
        do {
            try RequestBoundary(port: port).check(claims)
        } catch {
            if error.isRefusal { refusals.note(error, route: request.method.rawValue, principal: nil) }
            throw error
        }
    }

    private func failure(_ error: any Error, _ logger: Logger) -> Response {
        let request = ErrorBody.newRequestID()
        let told = explain(error, request, logger)
        let detail = ErrorBody.Detail(
            code: told.code,
            message: told.message,
            requestID: request,
            diagnostics: (error as? SkillError).flatMap { $0.diagnostics.isEmpty ? nil : $0.diagnostics }
        )
        let bytes = ErrorBody(error: detail).bytes
        var headers: HTTPFields = [.contentType: "application/json; charset=utf-8"]
        if told.status == .unauthorized { headers[.wwwAuthenticate] = "Bearer realm=\"understudy\"" }
        if let allowed = (error as? MethodNotAllowed)?.allowed { headers[.allow] = allowed }
        return Response(
            status: told.status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    private typealias Told = (status: HTTPResponse.Status, code: String, message: String)

    /// What the client is told; of an error that nobody explained only that there was one.
    private func explain(_ error: any Error, _ request: String, _ logger: Logger) -> Told {
        switch error {
        case let error as ConsoleError: return told(error)
        case let error as MethodNotAllowed: return told(error.explained)
        case let error as any ExplainedError: return (error.kind.httpStatus, error.code, error.message)
        case let error as HTTPError where error.status == .notFound:
            return told(
                ConsoleError(.routeUnknown, "There is no such address: see /openapi.json for those there are.")
            )
        default:
            let id: Logger.Metadata = ["request_id": "\(request)"]
            logger.error("A request failed inside the appliance", metadata: id)
            logger.debug("What failed", metadata: id.merging(["error": "\(error)"]) { first, _ in first })
            return told(
                ConsoleError(
                    .internalError,
                    "Something went wrong inside the appliance: its log names this request."
                )
            )
        }
    }

    private func told(_ error: ConsoleError) -> Told { (error.httpStatus, error.code, error.message) }
}

/// A route that exists was called in a way that it does not.
struct MethodNotAllowed: Error {
    /// The methods that it has, as the `Allow` header lists them.
    let allowed: String

    var explained: ConsoleError {
        ConsoleError(.methodNotAllowed, "This address does not take that method: it takes \(allowed).")
    }
}
