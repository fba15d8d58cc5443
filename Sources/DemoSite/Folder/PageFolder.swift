// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import Hummingbird
internal import Logging
internal import NIOCore

/// Serves the HTML files of a folder on loopback for as long as a body runs: saved pages, for the locator benchmark.
///
/// - Parameters:
///   - folder: the absolute path; nothing outside it is served, and nothing but `.html` files.
///   - body: gets the address, without a slash at the end.
/// - Throws: ``DemoSiteError`` when it could not be opened, or what the body throws.
public func withPageFolder<Value>(_ folder: String, _ body: (String) async throws -> Value) async throws -> Value {
    let listening = ListeningSignal()
    var logger = Logger(label: "understudy.pages")
    logger.logLevel = .warning
    let application = Application(
        router: PageFolder(root: folder).router,
        server: .http1(configuration: .init(idleTimeout: .seconds(120))),
        configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in
            guard let port = channel.localAddress?.port else { return listening.fail(.shopClosed) }
            listening.succeed(port: port)
        },
        logger: logger
    )
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { listening.fail(.shopClosed) }
            try? await application.run()
        }
        defer { group.cancelAll() }
        return try await body("http://127.0.0.1:\(try await listening.port())")
    }
}

/// The files of a folder as pages.
private struct PageFolder: Sendable {
    let root: String

    var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("**") { request, _ in try response(to: request.uri.path) }
        return router
    }

    private func response(to path: String) throws -> Response {
        guard let path = path.removingPercentEncoding, path.hasSuffix(".html"), !path.contains(".."),
            let bytes = FileManager.default.contents(atPath: root + path)
        else { throw HTTPError(.notFound) }
        return Response(
            status: .ok,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
