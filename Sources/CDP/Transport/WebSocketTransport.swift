// SPDX-License-Identifier: Apache-2.0
internal import CLibwebsockets
internal import Foundation
internal import Synchronization

/// A WebSocket to the browser, on a thread of its own.
///
/// libwebsockets is not thread-safe: its context is made, served and destroyed by that one thread. Others reach it
/// through the mailbox and `lws_cancel_service`, the one call that
/// [may come from elsewhere](https://libwebsockets.org/lws-api-doc-main/html/group__misc.html). A connection that
/// carries pictures gets a thread of its own this way, and cannot delay the one that carries commands.
final class WebSocketTransport: CDPTransport {
    private let shared: Shared

    /// Starts to connect; what comes of it is told to the receiver, from the socket's thread.
    init(to endpoint: WebSocketEndpoint, receiver: @escaping @Sendable (CDPTransportEvent) -> Void) {
        let shared = Shared(receiver: receiver)
        self.shared = shared
        let thread = Thread { SocketLoop(shared: shared, endpoint: endpoint).run() }
        thread.name = "cdp-socket"
        thread.stackSize = 512 << 10
        thread.start()
    }

    func send(_ message: [UInt8]) throws(CDPError) {
        try shared.send(message)
    }

    func close() { shared.close() }
}

/// What the socket's thread and the senders share.
final class Shared: Sendable {
    struct State {
        var mailbox = Mailbox()
        var context: Context?
        var isClosing = false
        var isOver = false
    }

    /// The context's address, only ever handed to `lws_cancel_service` while the lock says that it exists.
    struct Context: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    let receiver: @Sendable (CDPTransportEvent) -> Void
    let state = Mutex(State())

    init(receiver: @escaping @Sendable (CDPTransportEvent) -> Void) { self.receiver = receiver }

    func send(_ message: [UInt8]) throws(CDPError) {
        let failure: CDPError? = state.withLock { state in
            guard !state.isOver, !state.isClosing else {
                return CDPError(.connectionLost, "The connection to the browser has ended.")
            }
            do throws(CDPError) { try state.mailbox.append(message) } catch { return error }
            if let context = state.context { lws_cancel_service(context.pointer) }
            return nil
        }
        if let failure { throw failure }
    }

    func close() {
        state.withLock { state in
            state.isClosing = true
            if let context = state.context { lws_cancel_service(context.pointer) }
        }
    }
}

/// The socket's thread: everything that touches libwebsockets.
private final class SocketLoop {
    private let shared: Shared
    private let endpoint: WebSocketEndpoint
    private var socket: OpaquePointer?
    private var isOpen = false
    private var isOver = false
    private var reason = "the connection was closed"
    private var incoming: [UInt8] = []
    private var outgoing: [UInt8] = []

    private static let readBuffer = 256 << 10
    /// libwebsockets keeps the address of the name for as long as the context lives.
    private let protocolName = strdup("understudy-cdp")

    init(shared: Shared, endpoint: WebSocketEndpoint) {
        self.shared = shared
        self.endpoint = endpoint
    }

    deinit { free(protocolName) }

    func run() {
        understudy_lws_be_quiet()
        var protocols = [lws_protocols(), lws_protocols()]
        protocols[0].name = UnsafePointer(protocolName)
        protocols[0].callback = { socket, reason, _, bytes, count in
            guard let context = lws_get_context(socket), let user = lws_context_user(context) else { return 0 }
            let loop = Unmanaged<SocketLoop>.fromOpaque(user).takeUnretainedValue()
            return loop.handle(reason, socket: socket, bytes: bytes, count: count)
        }
        protocols[0].rx_buffer_size = SocketLoop.readBuffer
        protocols.withUnsafeMutableBufferPointer { serve($0.baseAddress) }
        shared.receiver(.closed(reason: reason))
    }

    private func serve(_ protocols: UnsafePointer<lws_protocols>?) {
        let user = Unmanaged.passUnretained(self).toOpaque()
        guard let context = understudy_lws_context(protocols, user, UInt32(SocketLoop.readBuffer)) else {
            reason = "libwebsockets could not start"
            return finish()
        }
        let host = "\(endpoint.host):\(endpoint.port)"
        socket = understudy_lws_connect(
            context,
            endpoint.host,
            Int32(endpoint.port),
            endpoint.path,
            host,
            protocolName
        )
        if socket == nil {
            isOver = true
            reason = "nothing listens at \(host)"
        }
        shared.state.withLock { $0.context = Shared.Context(pointer: context) }
        while !isOver, lws_service(context, 0) >= 0 {}
        finish()
        lws_context_destroy(context)
    }

    /// From here on nobody wakes the context any more.
    private func finish() {
        shared.state.withLock { state in
            state.context = nil
            state.isOver = true
        }
    }

    private func handle(
        _ event: lws_callback_reasons,
        socket: OpaquePointer?,
        bytes: UnsafeMutableRawPointer?,
        count: Int
    ) -> Int32 {
        switch event {
        case LWS_CALLBACK_CLIENT_ESTABLISHED:
            isOpen = true
            shared.receiver(.opened)
            lws_callback_on_writable(socket)
        case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
            isOver = true
            let text = bytes.map { String(decoding: UnsafeRawBufferPointer(start: $0, count: count), as: UTF8.self) }
            reason = "could not connect to \(endpoint.host):\(endpoint.port): \(text ?? "no reason given")"
        case LWS_CALLBACK_CLIENT_CLOSED:
            isOver = true
            reason = "the browser closed the connection"
        case LWS_CALLBACK_EVENT_WAIT_CANCELLED: return woken()
        case LWS_CALLBACK_CLIENT_RECEIVE: return receive(bytes, count, on: socket)
        case LWS_CALLBACK_CLIENT_WRITEABLE: return write(to: socket)
        default: break
        }
        return 0
    }

    private func woken() -> Int32 {
        let (isClosing, hasMail) = shared.state.withLock { ($0.isClosing, !$0.mailbox.isEmpty) }
        if isClosing {
            isOver = true
        } else if isOpen, hasMail {
            lws_callback_on_writable(socket)
        }
        return 0
    }

    private func receive(_ bytes: UnsafeMutableRawPointer?, _ count: Int, on socket: OpaquePointer?) -> Int32 {
        if let bytes { incoming.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count)) }
        guard incoming.count <= Mailbox.byteLimit * 2 else {
            reason = "the browser sent a message of more than \(Mailbox.byteLimit * 2) bytes"
            return -1
        }
        guard lws_is_final_fragment(socket) != 0, lws_remaining_packet_payload(socket) == 0 else { return 0 }
        let message = incoming
        incoming = []
        shared.receiver(.message(message))
        return 0
    }

    /// Writes one message as one frame: Chromium does not take a message in fragments.
    private func write(to socket: OpaquePointer?) -> Int32 {
        let (message, hasMore) = shared.state.withLock { state in (state.mailbox.next(), !state.mailbox.isEmpty) }
        guard let message else { return 0 }
        let head = understudy_lws_pre()
        outgoing.removeAll(keepingCapacity: true)
        outgoing.append(contentsOf: repeatElement(0, count: head))
        outgoing.append(contentsOf: message)
        let written = outgoing.withUnsafeMutableBufferPointer { buffer in
            lws_write(socket, buffer.baseAddress.map { $0 + head }, message.count, LWS_WRITE_TEXT)
        }
        guard written >= message.count else {
            reason = "the browser stopped reading"
            return -1
        }
        if hasMore { lws_callback_on_writable(socket) }
        return 0
    }
}
