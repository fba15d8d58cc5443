// SPDX-License-Identifier: Apache-2.0
internal import CLibcurl
internal import Glibc
internal import Vocabulary
internal import WebAddresses

// The one file that holds libcurl's pointers. See curl_multi_perform(3), curl_multi_poll(3) and libcurl-thread(3).

/// Wakes the thread that waits in `curl_multi_poll`.
struct CurlWake: @unchecked Sendable {
    // curl_multi_wakeup(3) is the one call that other threads may make. The transfer makes it under its lock, and takes
    // this value back under the same lock before the handle is freed.
    fileprivate let multi: UnsafeMutableRawPointer

    func perform() { curl_multi_wakeup(multi) }
}

/// One transfer of libcurl, on the thread that calls ``perform(_:)``; nothing of it leaves that thread.
final class CurlRun {
    private let transfer: Transfer
    private let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer
    private var fields: UnsafeMutablePointer<curl_slist>?
    private var reader = HeadReader()
    private var clock: PhaseClock
    private var head: OutboundHead?
    private var isHeld = false
    private var failure: EgressError?

    private static let isReady = understudy_start_curl() != 0

    /// Sends, and returns when all of it is over.
    static func perform(_ transfer: Transfer) -> Result<OutboundHead, any Error> {
        guard isReady, let easy = curl_easy_init() else { return .failure(outOfMemory) }
        guard let multi = curl_multi_init() else {
            curl_easy_cleanup(easy)
            return .failure(outOfMemory)
        }
        return CurlRun(transfer, easy, multi).run()
    }

    private static let outOfMemory = EgressError(.transferFailed, "libcurl could not be started.")

    private init(_ transfer: Transfer, _ easy: UnsafeMutableRawPointer, _ multi: UnsafeMutableRawPointer) {
        self.transfer = transfer
        self.easy = easy
        self.multi = multi
        clock = PhaseClock(transfer.request.limits, now: .now)
    }

    deinit {
        curl_multi_remove_handle(multi, easy)
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
        curl_slist_free_all(fields)
    }

    private func run() -> Result<OutboundHead, any Error> {
        transfer.setWake(CurlWake(multi: multi))
        defer { transfer.setWake(nil) }
        do {
            try configure()
            guard curl_multi_add_handle(multi, easy) == CURLM_OK else { throw CurlRun.outOfMemory }
            while true {
                if transfer.isCancelled { throw CancellationError() }
                if let result = try advance() { return try .success(result.get()) }
                try wait()
            }
        } catch {
            return .failure(error)
        }
    }

    /// Lets libcurl do what can be done at once; a result when the transfer is over.
    private func advance() throws -> Result<OutboundHead, EgressError>? {
        if transfer.takeDemand(), isHeld {
            isHeld = false
            clock.hold(false, at: .now)
            curl_easy_pause(easy, CURLPAUSE_CONT)
        }
        var running: Int32 = 0
        guard curl_multi_perform(multi, &running) == CURLM_OK else {
            throw EgressError(.transferFailed, "libcurl gave up on the request to \(origin).")
        }
        var code = CURLE_OK
        guard understudy_take_result(multi, &code) != 0 else { return nil }
        if let failure { return .failure(failure) }
        guard code == CURLE_OK else { return .failure(explain(code)) }
        guard let head else {
            return .failure(EgressError(.answerInvalid, "\(origin) answered with something that is not HTTP."))
        }
        return .success(head)
    }

    private func wait() throws {
        var milliseconds: Int64 = 1000
        if let limit = clock.next {
            let left = ContinuousClock.now.duration(to: limit.deadline)
            guard left > .zero else {
                throw EgressError(.timedOut, "Gave up waiting for \(limit.waitingFor) of \(origin).")
            }
            milliseconds = min(milliseconds, Int64(left / .milliseconds(1)) + 1)
        }
        curl_multi_poll(multi, nil, 0, Int32(milliseconds), nil)
    }

    private var origin: String { transfer.request.address.origin.text }
}

// What libcurl is told.
extension CurlRun {
    private func configure() throws(EgressError) {
        let request = transfer.request
        understudy_set_text(easy, CURLOPT_URL, request.address.text)
        understudy_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        understudy_set_text(easy, CURLOPT_PROXY, "")
        understudy_set_text(easy, CURLOPT_NOPROXY, "*")
        understudy_set_text(easy, CURLOPT_USERAGENT, "understudy")
        understudy_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        understudy_set_long(easy, CURLOPT_NOSIGNAL, 1)
        understudy_set_long(easy, CURLOPT_PATH_AS_IS, 1)
        understudy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(request.limits.connecting / .milliseconds(1)))
        try setHeaders(request)
        setMethod(request)
        setCallbacks()
    }

    private func setHeaders(_ request: OutboundRequest) throws(EgressError) {
        // 'Expect: 100-continue' costs a second with servers that do not know it.
        for header in request.headers + [OutboundRequest.Header("Expect", "")] {
            guard CurlRun.isPlain(header.name), CurlRun.isPlain(header.value) else {
                throw EgressError(.requestInvalid, "A header of the request holds a line break or other than ASCII.")
            }
            guard
                let longer = curl_slist_append(
                    fields,
                    "\(header.name):\(header.value.isEmpty ? "" : " ")\(header.value)"
                )
            else { throw CurlRun.outOfMemory }
            fields = longer
        }
        understudy_set_list(easy, CURLOPT_HTTPHEADER, fields)
    }

    private func setMethod(_ request: OutboundRequest) {
        switch request.method {
        case .get: understudy_set_long(easy, CURLOPT_HTTPGET, 1)
        case .post: setBody(request.body ?? [])
        case .delete:
            if let body = request.body { setBody(body) }
            understudy_set_text(easy, CURLOPT_CUSTOMREQUEST, "DELETE")
        }
    }

    private func setBody(_ body: [UInt8]) {
        understudy_set_long(easy, CURLOPT_POST, 1)
        understudy_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, Int(body.count))
        // One byte more than is sent, so that an empty body has an address too.
        (body + [0])
            .withUnsafeBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) { text in
                    _ = understudy_set_text(easy, CURLOPT_COPYPOSTFIELDS, text.baseAddress)
                }
            }
    }

    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        understudy_set_data_callback(easy, CURLOPT_WRITEFUNCTION, curlBody)
        understudy_set_pointer(easy, CURLOPT_WRITEDATA, context)
        understudy_set_data_callback(easy, CURLOPT_HEADERFUNCTION, curlHeader)
        understudy_set_pointer(easy, CURLOPT_HEADERDATA, context)
        understudy_set_socket_callback(easy, curlSocket)
        understudy_set_pointer(easy, CURLOPT_OPENSOCKETDATA, context)
    }
}

// What libcurl tells.
extension CurlRun {
    fileprivate func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        switch transfer.sink.take(bytes) {
        case .taken:
            clock.noteBytes(at: .now)
            return bytes.count
        case .later:
            isHeld = true
            clock.hold(true, at: .now)
            return understudy_pause_writing()
        case .tooLarge:
            failure = EgressError(
                .answerTooLarge,
                "\(origin) answered with more than \(transfer.request.limits.bytes) bytes."
            )
            return 0
        }
    }

    fileprivate func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
        // What follows the body (trailers) comes this way too, and is not wanted.
        guard head == nil else { return bytes.count }
        switch reader.take(String(decoding: bytes, as: UTF8.self)) {
        case .more: break
        case .complete(let head):
            self.head = head
            clock.noteBytes(at: .now)
            transfer.noteHead(head)
        case .invalid:
            failure = EgressError(.answerInvalid, "\(origin) answered with a head that is not HTTP's, or too long.")
            return 0
        }
        return bytes.count
    }

    fileprivate func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let kind = CurlRun.kind(of: address)
        guard kind == .loopback else {
            failure = EgressError(
                .addressNotAllowed,
                "\(origin) leads to an address that is not on this machine: it was not connected to."
            )
            return understudy_no_socket()
        }
        let target = address.pointee
        return socket(target.family, target.socktype | Int32(SOCK_CLOEXEC.rawValue), target.protocol)
    }

    private static func kind(of address: UnsafeMutablePointer<curl_sockaddr>) -> HostKind? {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = getnameinfo(
            understudy_socket_address(address),
            address.pointee.addrlen,
            &text,
            socklen_t(text.count),
            nil,
            0,
            NI_NUMERICHOST
        )
        guard status == 0 else { return nil }
        let host = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return try? WebHost(address.pointee.family == AF_INET6 ? "[\(host)]" : host).kind
    }

    private func explain(_ code: CURLcode) -> EgressError {
        switch code {
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST:
            EgressError(.connectionFailed, "Nothing answers at \(origin): see whether it runs.")
        case CURLE_OPERATION_TIMEDOUT:
            EgressError(.timedOut, "Gave up waiting for a connection to \(origin).")
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE:
            EgressError(.connectionLost, "\(origin) ended the connection before its answer was whole.")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            EgressError(.answerInvalid, "\(origin) answered with something that is not HTTP.")
        default:
            EgressError(
                .transferFailed,
                "The request to \(origin) failed: \(String(cString: curl_easy_strerror(code)))."
            )
        }
    }
}

private func curlBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let run = Unmanaged<CurlRun>.fromOpaque(context).takeUnretainedValue()
    return run.takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
}

private func curlHeader(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let run = Unmanaged<CurlRun>.fromOpaque(context).takeUnretainedValue()
    return run.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
}

private func curlSocket(
    _ context: UnsafeMutableRawPointer?,
    _ purpose: curlsocktype,
    _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let context, let address else { return understudy_no_socket() }
    return Unmanaged<CurlRun>.fromOpaque(context).takeUnretainedValue().openSocket(address)
}
