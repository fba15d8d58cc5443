// SPDX-License-Identifier: Apache-2.0

/// Where the server listens and what it puts up with.
public struct ConsoleConfiguration: Sendable, Hashable {
    /// The addresses that can be bound: this machine's own and no other.
    public enum Loopback: String, Sendable, Hashable, CaseIterable {
        /// `127.0.0.1`
        case ipv4 = "127.0.0.1"
        /// `::1`
        case ipv6 = "::1"
    }

    /// The address.
    public var host: Loopback
    /// The port; 0 for any that is free.
    public var port: Int
    /// The most bytes that a request's body may have.
    public var bodyLimit: Int
    /// How long a request's head or body may take, and how long a quiet connection is kept.
    public var patience: Duration
    /// How long a request may take inside the appliance; longer than the longest `wait`.
    public var answerLimit: Duration
    /// How often a quiet event stream says that it is alive.
    public var heartbeat: Duration
    /// How many event streams there may be at once.
    public var streamLimit: Int
    /// How many streams of pictures there may be at once.
    public var viewerLimit: Int
    /// How many connections there may be at once; more wait.
    public var connectionLimit: Int
    /// How many refused requests are written into the audit log in a second; the rest is counted.
    public var refusalsPerSecond: Int

    /// Makes a configuration.
    public init(
        host: Loopback = .ipv4,
        port: Int = 8094,
        bodyLimit: Int = 1 << 20,
        patience: Duration = .seconds(30),
        answerLimit: Duration = .seconds(120),
        heartbeat: Duration = .seconds(15),
        streamLimit: Int = 16,
        viewerLimit: Int = 64,
        connectionLimit: Int = 128,
        refusalsPerSecond: Int = 5
    ) {
        self.host = host
        self.port = port
        self.bodyLimit = bodyLimit
        self.patience = patience
        self.answerLimit = answerLimit
        self.heartbeat = heartbeat
        self.streamLimit = streamLimit
        self.viewerLimit = viewerLimit
        self.connectionLimit = connectionLimit
        self.refusalsPerSecond = refusalsPerSecond
    }
}
