// SPDX-License-Identifier: Apache-2.0
internal import CLibcurl
internal import WebAddresses

/// One transfer of libcurl, on the loop's thread; nothing of it leaves that thread.
final class CurlRun {
    let transfer: Transfer
    let easy: UnsafeMutableRawPointer
    var fields: UnsafeMutablePointer<curl_slist>?
    var names: UnsafeMutablePointer<curl_slist>?
    private(set) var clock: PhaseClock
    private var reader = HeadReader()
    private var head: OutboundHead?
    private var isHeld = false
    var failure: EgressError?

    static let outOfMemory = EgressError(.transferFailed, "libcurl could not be started.")

    init(_ transfer: Transfer, _ easy: UnsafeMutableRawPointer) {
        self.transfer = transfer
        self.easy = easy
        clock = PhaseClock(transfer.request.limits, now: .now)
    }

    deinit { close() }

    /// Gives everything back; the handle must have left the loop.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        curl_easy_cleanup(easy)
        curl_slist_free_all(fields)
        curl_slist_free_all(names)
    }

    private var isClosed = false

    /// Takes up again what the sink refused, when it has asked for more.
    ///
    /// - Returns: why it cannot go on; nil when it can.
    func goOnIfAsked() -> EgressError? {
        guard transfer.takeDemand(), isHeld else { return nil }
        isHeld = false
        clock.hold(false, at: .now)
        // The bytes that were refused come within this call.
        guard curl_easy_pause(easy, CURLPAUSE_CONT) != CURLE_OK else { return nil }
        return failure ?? failed("its answer could not be read on")
    }

    /// What a transfer that libcurl has ended came to.
    func result(of code: CURLcode) -> Result<OutboundHead, any Error> {
        if let failure { return .failure(failure) }
        guard code == CURLE_OK else { return .failure(explain(code)) }
        guard let head else {
            return .failure(EgressError(.answerInvalid, "\(origin) answered with something that is not HTTP."))
        }
        return .success(head)
    }

    func late(waitingFor what: String) -> EgressError {
        EgressError(.timedOut, "Gave up waiting for \(what) of \(origin).")
    }

    func failed(_ why: String) -> EgressError {
        EgressError(.transferFailed, "The request to \(origin) failed: \(why).")
    }

    var origin: String { transfer.request.address.origin.text }
}

// What libcurl tells.
extension CurlRun {
    func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
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

    func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
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
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            EgressError(.certificateUntrusted, "\(origin) could not prove by a certificate that it is what it says.")
        default: failed(String(cString: curl_easy_strerror(code)))
        }
    }
}
