// SPDX-License-Identifier: Apache-2.0
internal import CLibwebsockets
internal import Synchronization

// The only file that holds a C pointer. libwebsockets must be called from one thread, with one exception,
// lws_cancel_service(); so the loop and everything in it lives and dies on its thread, and others have the waker.

/// One connection's service loop.
final class LibwebsocketsLoop {
    /// Room for one read: a whole answer as a rule, so that it arrives as one piece and is copied once.
    private static let bufferSize = 128 * 1024
    private static let protocolName: StaticString = "cdp"

    private let transport: WebSocketTransport
    private let receiver: CDPTransportReceiver
    private let endpoint: WebSocketEndpoint
    private let waker: LibwebsocketsWaker
    private var socket: OpaquePointer?
    private var isEstablished = false
    private var end: CDPTransportFailure?
    private var assembly = MessageAssembly()
    private var output = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 * 1024, alignment: 16)

    init(
        transport: WebSocketTransport,
        receiver: CDPTransportReceiver,
        endpoint: WebSocketEndpoint,
        waker: LibwebsocketsWaker
    ) {
        self.transport = transport
        self.receiver = receiver
        self.endpoint = endpoint
        self.waker = waker
    }

    deinit { output.deallocate() }

    /// Connects, serves until the end, and tells it.
    func run() {
        lws_set_log_level(0, nil)
        let protocols = UnsafeMutablePointer<lws_protocols>.allocate(capacity: 2)
        defer { protocols.deallocate() }
        protocols.initialize(repeating: lws_protocols(), count: 2)
        protocols[0].name = LibwebsocketsLoop.cString(LibwebsocketsLoop.protocolName)
        protocols[0].callback = { socket, reason, _, bytes, count in
            LibwebsocketsLoop.dispatch(socket, reason, bytes, count)
        }
        protocols[0].rx_buffer_size = LibwebsocketsLoop.bufferSize
        guard let context = makeContext(protocols) else {
            return transport.ended(.notConnected("libwebsockets gave no context"), telling: receiver)
        }
        waker.set(context)
        transport.executor.begin()
        connect(context)
        while end == nil { turn(context) }
        transport.executor.end()
        waker.clear()
        lws_context_destroy(context)
        transport.ended(end ?? .closed, telling: receiver)
    }

    /// Runs the tasks that prefer this thread, sends what they and others left, and waits for the socket.
    private func turn(_ context: OpaquePointer) {
        let hasMore = transport.executor.runJobs()
        // First the note, then the look: what is posted in between wakes the wait below.
        let isClosing = transport.noteAwake()
        flush()
        if isClosing { return fail(.closed) }
        if hasMore { waker.wake() }
        if end == nil, lws_service(context, 0) < 0 { fail(.lost("the socket's service failed")) }
    }

    private func makeContext(_ protocols: UnsafePointer<lws_protocols>) -> OpaquePointer? {
        var info = lws_context_creation_info()
        info.port = CONTEXT_PORT_NO_LISTEN
        info.protocols = protocols
        info.pt_serv_buf_size = UInt32(LibwebsocketsLoop.bufferSize)
        info.fd_limit_per_thread = 16
        info.uid = -1
        info.gid = -1
        info.retry_and_idle_policy = understudy_lws_no_pings()
        // An address that is no address: else the variable http_proxy would put a proxy before the browser.
        info.http_proxy_address = LibwebsocketsLoop.cString("")
        info.user = Unmanaged.passUnretained(self).toOpaque()
        return lws_create_context(&info)
    }

    /// Starts to connect.
    ///
    /// No Origin header: the browser would want it to be on its list. No extension: deflating what never leaves the
    /// machine only costs time.
    private func connect(_ context: OpaquePointer) {
        endpoint.host.withCString { host in
            endpoint.path.withCString { path in
                endpoint.hostHeader.withCString { header in
                    var info = lws_client_connect_info()
                    info.context = context
                    info.address = host
                    info.port = Int32(endpoint.port)
                    info.path = path
                    info.host = header
                    info.local_protocol_name = LibwebsocketsLoop.cString(LibwebsocketsLoop.protocolName)
                    info.ietf_version_or_minus_one = -1
                    info.retry_and_idle_policy = understudy_lws_no_pings()
                    socket = lws_client_connect_via_info(&info)
                }
            }
        }
        if socket == nil { fail(.notConnected("nobody listens at \(endpoint.host):\(endpoint.port)")) }
    }

    private static func dispatch(
        _ socket: OpaquePointer?,
        _ reason: lws_callback_reasons,
        _ bytes: UnsafeMutableRawPointer?,
        _ count: Int
    ) -> Int32 {
        guard let socket, let user = lws_context_user(lws_get_context(socket)) else { return 0 }
        let loop = Unmanaged<LibwebsocketsLoop>.fromOpaque(user).takeUnretainedValue()
        switch reason {
        case LWS_CALLBACK_CLIENT_RECEIVE:
            return loop.receive(UnsafeRawBufferPointer(start: bytes, count: count), from: socket)
        case LWS_CALLBACK_CLIENT_WRITEABLE: loop.flush()
        case LWS_CALLBACK_CLIENT_ESTABLISHED: loop.establish(socket)
        case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
            let text = String(
                decoding: UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count),
                as: UTF8.self
            )
            loop.fail(.notConnected(text.isEmpty ? "nobody answered" : String(text.prefix(120))))
        case LWS_CALLBACK_CLIENT_CLOSED,
            LWS_CALLBACK_WSI_DESTROY where socket == loop.socket:
            loop.fail(.lost("the browser closed its socket"))
        default: break
        }
        return 0
    }

    private func establish(_ socket: OpaquePointer) {
        self.socket = socket
        isEstablished = true
        transport.opened()
    }

    /// Sends what waits, each message as one frame (Chrome refuses a fragmented one), until the socket is full.
    private func flush() {
        guard let socket, isEstablished, end == nil else { return }
        while transport.hasMessage() {
            guard lws_send_pipe_choked(socket) == 0 else {
                lws_callback_on_writable(socket)
                return
            }
            guard let message = transport.nextMessage() else { return }
            guard write(message, to: socket) else {
                return fail(.lost("writing to the browser's socket failed"))
            }
        }
    }

    /// libwebsockets masks in place and puts its header in front, so the message is copied into a buffer of ours; what
    /// the kernel does not take at once, the library keeps and sends before it calls back.
    private func write(_ message: [UInt8], to socket: OpaquePointer) -> Bool {
        let headroom = understudy_lws_headroom()
        if output.count < headroom + message.count {
            output.deallocate()
            output = .allocate(byteCount: headroom + message.count + message.count / 2, alignment: 16)
        }
        let payload = UnsafeMutableRawBufferPointer(rebasing: output[headroom..<headroom + message.count])
        payload.copyBytes(from: message)
        let start = payload.baseAddress?.assumingMemoryBound(to: UInt8.self)
        return lws_write(socket, start, message.count, LWS_WRITE_TEXT) >= 0
    }

    private func receive(_ piece: UnsafeRawBufferPointer, from socket: OpaquePointer) -> Int32 {
        let isLast = lws_is_final_fragment(socket) != 0 && lws_remaining_packet_payload(socket) == 0
        do {
            if let message = try assembly.take(piece, isLast: isLast) { receiver.received(message) }
            return 0
        } catch {
            fail(error)
            return -1
        }
    }

    private func fail(_ failure: CDPTransportFailure) {
        if end == nil { end = failure }
    }

    private static func cString(_ text: StaticString) -> UnsafePointer<CChar> {
        UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}

/// What other threads may do to a loop: wake it.
final class LibwebsocketsWaker: Sendable {
    /// Sendable although it is a pointer: only `lws_cancel_service()` is called with it, which the library allows from
    /// any thread while the context exists, and the lock sees to that.
    private struct Context: @unchecked Sendable { let pointer: OpaquePointer }

    private let context = Mutex<Context?>(nil)

    func wake() {
        context.withLock { context in
            if let context { lws_cancel_service(context.pointer) }
        }
    }

    func set(_ pointer: OpaquePointer) {
        let new = Context(pointer: pointer)
        context.withLock { $0 = new }
    }

    func clear() { context.withLock { $0 = nil } }
}
