// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// Where a transfer puts what comes.
///
/// Called by the transfer's thread only, one call after the other.
protocol TransferSink: Sendable {
    /// Takes a part of the body.
    func take(_ bytes: UnsafeRawBufferPointer) -> SinkAnswer
    /// The transfer is over.
    func finish(_ error: (any Error)?)
}

/// What a sink says to a part of the body.
enum SinkAnswer: Sendable, Hashable {
    /// It was taken.
    case taken
    /// Not now: give the same part again after the sink has asked for more.
    case later
    /// Too much came.
    case tooLarge
}

/// Keeps a whole body, bounded.
final class BodyBuffer: TransferSink {
    private let limit: Int
    private let storage = Mutex<[UInt8]>([])

    init(limit: Int) { self.limit = limit }

    /// What has come.
    var bytes: [UInt8] { storage.withLock { $0 } }

    func take(_ bytes: UnsafeRawBufferPointer) -> SinkAnswer {
        storage.withLock { storage in
            guard storage.count + bytes.count <= limit else { return .tooLarge }
            storage.append(contentsOf: bytes)
            return .taken
        }
    }

    func finish(_ error: (any Error)?) {}
}
