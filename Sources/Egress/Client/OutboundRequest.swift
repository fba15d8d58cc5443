// SPDX-License-Identifier: Apache-2.0
internal import Vocabulary
public import WebAddresses

/// One request to send.
public struct OutboundRequest: Sendable, Hashable {
    /// The methods that are sent.
    public enum Method: String, Sendable, Hashable {
        /// Read.
        case get = "GET"
        /// Make or do.
        case post = "POST"
        /// Remove.
        case delete = "DELETE"
    }

    /// One header; no way to print it shows its value, because it may be a key.
    public struct Header: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
        /// Its name.
        public let name: String
        /// Its value in clear, for the one place that sends it.
        let clearValue: String

        /// Makes a header.
        public init(_ name: String, _ value: String) {
            self.name = name
            clearValue = value
        }

        /// The name and a mask.
        public var description: String { "\(name): \(Secret.mask)" }
        /// The name alone.
        public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
    }

    /// The method.
    public var method: Method
    /// Where to.
    public var address: WebAddress
    /// The headers; libcurl adds `Host` and `Content-Length`.
    public var headers: [Header]
    /// The body; nil when there is none.
    public var body: [UInt8]?
    /// How long it may take.
    public var limits: TransferLimits

    /// Makes a request.
    public init(
        _ method: Method,
        _ address: WebAddress,
        headers: [Header] = [],
        body: [UInt8]? = nil,
        limits: TransferLimits = TransferLimits()
    ) {
        self.method = method
        self.address = address
        self.headers = headers
        self.body = body
        self.limits = limits
    }
}

/// How long a transfer may take, phase by phase, and how much may come back.
public struct TransferLimits: Sendable, Hashable {
    /// Until the connection stands.
    public var connecting: Duration
    /// From the beginning until the answer's head is there.
    public var answering: Duration
    /// Without a byte, once the head is there.
    public var silence: Duration
    /// All of it; nil for a stream that has no end of its own.
    public var whole: Duration?
    /// The most bytes of a body; of a stream of one line.
    public var bytes: Int

    /// Makes limits.
    public init(
        connecting: Duration = .seconds(5),
        answering: Duration = .seconds(30),
        silence: Duration = .seconds(30),
        whole: Duration? = .seconds(60),
        bytes: Int = 16 << 20
    ) {
        self.connecting = connecting
        self.answering = answering
        self.silence = silence
        self.whole = whole
        self.bytes = bytes
    }
}
