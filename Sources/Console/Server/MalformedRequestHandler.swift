// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import Vocabulary

/// Answers what is no HTTP request, which no route ever sees, in the one shape that errors have.
///
/// Stands behind the decoder. Its answer comes after those to the requests before it on the same connection, and is the
/// last one: the connection is closed, because nobody knows where a next request would begin. Where an answer has begun
/// already there is no room for another one.
final class MalformedRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Requests that were begun and are not answered to the end.
    private var unanswered = 0
    /// Whether the last of them has not come to its end yet.
    private var isRequestOpen = false
    /// Whether an answer has begun and is not at its end.
    private var isAnswering = false
    /// What is to be said when the answers before it are written.
    private var owed: ConsoleError?
    private var isOver = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            unanswered += 1
            isRequestOpen = true
        case .body: break
        case .end: isRequestOpen = false
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let explained = MalformedRequestHandler.explain(error), !isOver, owed == nil {
            owed = explained
            answerWhatIsOwed(context)
        }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // Whatever the server says of the same request now, it has been answered.
        guard !isOver else {
            promise?.succeed()
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head): isAnswering = head.status.kind != .informational
        case .body: break
        case .end:
            isAnswering = false
            unanswered -= 1
        }
        context.write(data, promise: promise)
        answerWhatIsOwed(context)
    }

    private func answerWhatIsOwed(_ context: ChannelHandlerContext) {
        let before = unanswered - (isRequestOpen ? 1 : 0)
        guard let error = owed, before <= 0, !isAnswering else { return }
        isOver = true
        let detail = ErrorBody.Detail(code: error.code, message: error.message, requestID: ErrorBody.newRequestID())
        let bytes = ErrorBody(error: detail).bytes
        var headers: HTTPFields = [
            .contentType: "application/json; charset=utf-8", .contentLength: "\(bytes.count)", .connection: "close",
        ]
        SecurityHeaders.add(to: &headers)
        context.write(
            wrapOutboundOut(.head(HTTPResponse(status: error.httpStatus, headerFields: headers))),
            promise: nil
        )
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: bytes))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    /// What is wrong with what came; nil when it is the connection that failed.
    private static func explain(_ error: any Error) -> ConsoleError? {
        switch error {
        case is IOError, is ChannelError: nil
        case HTTPParserError.headerOverflow:
            ConsoleError(.headerTooLarge, "The request's head is larger than this server takes: send less.")
        default:
            ConsoleError(
                .requestMalformed,
                "This is no HTTP request, or it does not say plainly where it ends: the connection is closed."
            )
        }
    }
}
