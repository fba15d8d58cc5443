// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Hummingbird
internal import Logging
internal import NIOCore
public import ServiceLifecycle

/// A small coffee shop on the web, for the demo, the tests and the benchmarks: `http://shop.localhost:PORT`.
///
/// Browsers resolve every name under `localhost` to the loopback interface by themselves, so nothing needs to be set
/// up; the server listens on 127.0.0.1 only. Everything it remembers is in memory, bounded, and gone when it ends.
///
/// It is a `Service`, for a program that runs several; ``withDemoShop(port:_:)`` is for a scope. A benchmark's flow
/// through it is described at ``RunningDemoShop/benchmarkEntry``.
public final class DemoShop: Service {
    private let port: Int
    private let state = ShopState()
    private let listening = ListeningSignal()

    /// A shop that is not open yet.
    ///
    /// - Parameter port: where to listen; 0 lets the system choose.
    public init(port: Int = 0) { self.port = port }

    /// The paid orders that are still kept, oldest first.
    public var orders: [ShopOrder] { state.orders }

    /// Gives the shop another design, from the next page on.
    ///
    /// Nothing else changes: whoever is logged in stays so, and carts and orders are kept.
    public func redesign(_ design: ShopDesign) { state.redesign(design) }

    /// Serves until the task is cancelled or a graceful shutdown begins.
    ///
    /// It can run once.
    ///
    /// - Throws: ``DemoSiteError`` with `port_in_use`, or what the server throws.
    public func run() async throws {
        defer { listening.fail(.shopClosed) }
        do {
            try await application.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            let explained = DemoSiteError.portInUse(port)
            listening.fail(explained)
            throw explained
        }
    }

    /// Waits until the shop can be visited.
    ///
    /// - Throws: ``DemoSiteError`` when it could not be opened or has ended; `CancellationError`.
    public func waitUntilListening() async throws -> RunningDemoShop {
        RunningDemoShop(port: try await listening.port(), state: state)
    }

    private var application: Application<DesignedResponder> {
        var logger = Logger(label: "understudy.demo-site")
        logger.logLevel = .warning
        return Application(
            responder: DesignedResponder(state: state),
            server: .http1(configuration: .init(idleTimeout: .seconds(120))),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { [listening] channel in
                guard let port = channel.localAddress?.port else { return listening.fail(.shopClosed) }
                listening.succeed(port: port)
            },
            logger: logger
        )
    }
}
