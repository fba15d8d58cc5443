// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
public import ServiceLifecycle
public import Vocabulary

/// The HTTP API on this machine's own address.
///
/// Run it in a `ServiceGroup`. When the group shuts down gracefully, event streams end and requests that have begun are
/// answered.
public final class ConsoleServer: Service {
    private let configuration: ConsoleConfiguration
    private let services: ConsoleServices
    private let refusals: RefusalLog
    private let port = BoundPort()
    private let logger: Logger

    /// Makes a server; it does not listen before ``run()``.
    ///
    /// - Parameters:
    ///   - configuration: where it listens and what it puts up with.
    ///   - control: the appliance.
    ///   - access: who may come in.
    ///   - events: where refused requests and opened sessions are written.
    ///   - logger: for errors that nobody explained.
    public init(
        configuration: ConsoleConfiguration,
        control: any ApplianceControl & LiveControl,
        access: ConsoleAccess,
        events: any EventSink,
        logger: Logger
    ) {
        self.configuration = configuration
        services = ConsoleServices(
            control: control,
            access: access,
            events: events,
            seats: StreamSeats(limit: configuration.streamLimit),
            viewerSeats: StreamSeats(limit: configuration.viewerLimit),
            heartbeat: configuration.heartbeat
        )
        refusals = RefusalLog(events: events, perSecond: configuration.refusalsPerSecond)
        self.logger = logger
    }

    /// The API's address, such as `http://127.0.0.1:8094`; waits until the server listens.
    ///
    /// - Throws: what ``run()`` failed with.
    public func address() async throws -> String {
        let port = try await port.wait()
        return switch configuration.host {
        case .ipv4: "http://127.0.0.1:\(port)"
        case .ipv6: "http://[::1]:\(port)"
        }
    }

    /// Listens until the surrounding `ServiceGroup` shuts down.
    ///
    /// - Throws: ``ConsoleError`` with `port_in_use` or `address_unusable`.
    public func run() async throws {
        do {
            try await application().run()
            port.settle(.failure(ConsoleError(.serverStopped, "The server has stopped.")))
        } catch let error as IOError {
            let explained = explain(error)
            port.settle(.failure(explained))
            throw explained
        } catch {
            port.settle(.failure(error))
            throw error
        }
    }

    private func application() -> some ApplicationProtocol {
        let port = port
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        return Application(
            router: router(),
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [MalformedRequestHandler()],
                    // Longer than a body may take, so that a body which is too slow is answered before the door closes.
                    idleTimeout: TimeAmount(configuration.patience + .seconds(2)),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10,
                        maxHeaderListSize: 32 << 10,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host.rawValue, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.connectionLimit)
            ),
            onServerRunning: { channel in
                guard let number = channel.localAddress?.port else { return }
                port.settle(.success(number))
            },
            logger: quiet
        )
    }

    private func router() -> Router<ConsoleContext> {
        let bodies = BodyReader(limit: configuration.bodyLimit, patience: configuration.patience)
        return RouterAssembly.make(
            RouteTable.all,
            guard: RequestGuard(port: port, refusals: refusals)
        ) { [services, refusals, configuration] route in
            RouteEndpoint(
                route: route,
                services: services,
                bodies: bodies,
                refusals: refusals,
                answerLimit: configuration.answerLimit
            )
        }
    }

    private func explain(_ error: IOError) -> ConsoleError {
        let place = "port \(configuration.port) on \(configuration.host.rawValue)"
        guard error.errnoCode == EADDRINUSE else {
            return ConsoleError(
                .addressUnusable,
                "The server cannot listen on \(place): \(String(cString: strerror(error.errnoCode)))."
            )
        }
        return ConsoleError(
            .portInUse,
            "The server cannot listen on \(place), because another program does: end that program, give another "
                + "--port, or --port 0 for any that is free."
        )
    }
}
