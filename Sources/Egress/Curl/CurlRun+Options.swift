// SPDX-License-Identifier: Apache-2.0
internal import CLibcurl
internal import WebAddresses

// What libcurl is told.
extension CurlRun {
    func configure() throws(EgressError) {
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
        understudy_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
        understudy_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
        // Each transfer has a connection of its own, so that the address behind its name is looked at each time.
        understudy_set_long(easy, CURLOPT_FRESH_CONNECT, 1)
        understudy_set_long(easy, CURLOPT_FORBID_REUSE, 1)
        understudy_set_long(easy, CURLOPT_DNS_CACHE_TIMEOUT, 0)
        // Who gives up while a name is resolved leaves at once; otherwise all other transfers would wait for that name.
        understudy_set_long(easy, CURLOPT_QUICK_EXIT, 1)
        try setHeaders(request)
        setNames()
        setMethod(request)
        setCallbacks()
    }

    private func setHeaders(_ request: OutboundRequest) throws(EgressError) {
        // 'Expect: 100-continue' costs a second with servers that do not know it.
        for header in request.headers + [OutboundRequest.Header("Expect", "")] {
            guard CurlRun.isPlain(header.name), CurlRun.isPlain(header.clearValue) else {
                throw EgressError(.requestInvalid, "A header of the request holds a line break or other than ASCII.")
            }
            guard
                let longer = curl_slist_append(
                    fields,
                    "\(header.name):\(header.clearValue.isEmpty ? "" : " ")\(header.clearValue)"
                )
            else { throw CurlRun.outOfMemory }
            fields = longer
        }
        understudy_set_list(easy, CURLOPT_HTTPHEADER, fields)
    }

    private func setNames() {
        for name in transfer.rules.names { names = curl_slist_append(names, name) }
        if names != nil { understudy_set_list(easy, CURLOPT_RESOLVE, names) }
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
