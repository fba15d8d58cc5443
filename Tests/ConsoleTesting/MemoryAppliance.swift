// SPDX-License-Identifier: Apache-2.0
public import Console
internal import Synchronization
public import Vocabulary

/// An appliance that holds everything in memory: the edge at which the server and its client are tested.
public final class MemoryAppliance: ApplianceControl {
    struct Storage {
        var calls: [String] = []
        var failure: (any Error)?
        var isStalled = false
        var killSwitch = false
        var secrets = ["shop-password": "https://shop.example"]
        var domains: Set<String> = ["https://shop.example"]
        var readPaths: Set<String> = []
        var lines: [AuditLine] = []
        var readers: [(run: RunID?, lines: AsyncThrowingStream<AuditLine, any Error>.Continuation)] = []
        var runState = RunState.running
        var feed: (any PictureFeed)?
    }

    let storage = Mutex(Storage())

    /// An appliance in which one skill is approved, one revision waits and one run is alive.
    public init() {}

    /// What was asked of it, in order: `startRun order-coffee agent`.
    public var calls: [String] { storage.withLock { $0.calls } }

    /// Makes the next call fail.
    public func fail(with error: any Error) { storage.withLock { $0.failure = error } }

    /// Makes the status never come.
    public func stall() { storage.withLock { $0.isStalled = true } }

    /// Sets how its run stands.
    public func setRunState(_ state: RunState) { storage.withLock { $0.runState = state } }

    /// Writes an event, of a run or of none, into its log and gives it to who reads.
    public func append(_ name: EventName, of run: RunID? = nil) {
        let (line, readers) = storage.withLock { storage in
            let number = Int64(storage.lines.count + 1)
            let extra = run.map { "\"extra\":{\"run\":\"\($0.rawValue)\"}," } ?? ""
            let json = "{\"event\":\"\(name.rawValue)\",\(extra)\"schema\":1,\"seq\":\(number)}"
            let line = AuditLine(seq: number, json: json)
            storage.lines.append(line)
            return (line, storage.readers)
        }
        for reader in readers where line.json.contains(reader.run?.rawValue ?? "") { reader.lines.yield(line) }
    }

    /// Puts a line into its log that is no envelope.
    public func append(tampered text: String) {
        storage.withLock { $0.lines.append(AuditLine(seq: Int64($0.lines.count + 1), json: text)) }
    }

    /// Ends every event stream.
    public func endStreams() {
        for reader in storage.withLock({ $0.readers }) { reader.lines.finish() }
    }

    func note(_ call: String, _ principal: Principal? = nil) throws {
        let failure = storage.withLock { storage in
            storage.calls.append(principal.map { "\(call) \($0.rawValue)" } ?? call)
            defer { storage.failure = nil }
            return storage.failure
        }
        if let failure { throw failure }
    }
}

/// What happens when a thing is not there.
public struct MemoryError: ExplainedError {
    /// The code.
    public let code: String
    /// The message.
    public let message: String
    /// The kind.
    public let kind: ErrorKind

    /// Describes a failure.
    public init(code: String, message: String, kind: ErrorKind) {
        self.code = code
        self.message = message
        self.kind = kind
    }
}
