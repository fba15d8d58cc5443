// SPDX-License-Identifier: Apache-2.0
internal import NIOCore

/// The connection that a stream of pictures goes over.
struct PictureSocket: Sendable {
    /// How much the kernel may hold: little, so that what a slow viewer sees is not old.
    private static let kernelBytes = 128 << 10

    private let channel: any Channel

    init(_ channel: any Channel) { self.channel = channel }

    /// Makes the connection hold no more than the picture that is being written.
    ///
    /// From then on it takes nothing while anything of the picture before is left, so that the next one is chosen when
    /// it can leave, and not before.
    func setUp() async throws {
        try await channel.setOption(ChannelOptions.socketOption(.so_sndbuf), value: PictureSocket.kernelBytes).get()
        try await channel.setOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1).get()
        try await channel.setOption(
            ChannelOptions.writeBufferWaterMark,
            value: ChannelOptions.Types.WriteBufferWaterMark(low: 1, high: 1)
        )
        .get()
    }

    /// Returns when the connection has taken up what was written before: only then it is known whether it can take more,
    /// and on a busy machine that may be long after the writing.
    func takeUp() async throws { try await channel.eventLoop.submit {}.get() }

    /// Ends it at once, with what was not sent yet.
    func cut() { channel.close(mode: .all, promise: nil) }
}
