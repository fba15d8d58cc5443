// SPDX-License-Identifier: Apache-2.0
internal import Auditing
internal import Console
internal import Logging
internal import Oversight
internal import Replaying
internal import ServiceLifecycle
internal import Synchronization
internal import Vocabulary
internal import WebAddresses

/// Runs a body with an appliance in this process whose API is served on loopback.
///
/// - Parameters:
///   - home: the data folder, which the caller has taken.
///   - port: the API's port; 0 for any.
///   - advisors: who is asked when no locator and no likeness finds a target.
///   - observing: how the observer is set up; nil for none.
///   - body: is given the API's address.
func withServedAppliance<Result: Sendable>(
    home: Home,
    browser: BrowserOptions,
    port: Int,
    concurrency: Int = 2,
    advisors: [RescueLevel] = [],
    observing: ObserverSettings? = nil,
    _ body: @escaping @Sendable (LocalAppliance, String) async throws -> Result
) async throws -> Result {
    let holder = ServerHolder()
    let makeServer: @Sendable (LocalAppliance) throws -> [any Service] = { appliance in
        let access = try ConsoleAccess(folder: home.path + "/tokens")
        appliance.access.withLock { $0 = access }
        let server = ConsoleServer(
            configuration: ConsoleConfiguration(port: port),
            control: appliance,
            access: access,
            events: appliance.audit,
            logger: Logger(label: "understudy.console")
        )
        holder.server.withLock { $0 = server }
        return [server]
    }
    return try await withAppliance(
        home: home,
        browser: browser,
        concurrency: concurrency,
        advisors: advisors,
        observing: observing,
        isServed: true,
        extra: makeServer
    ) { appliance in
        guard let server = holder.server.withLock({ $0 }) else {
            preconditionFailure("The server is made before the body runs.")
        }
        let address = try await server.address()
        appliance.address.withLock { $0 = address }
        if let own = try? WebOrigin(address) { appliance.gate.forbid(ownPort: own.port) }
        try home.announce(address: address)
        try await appliance.audit.tellStart(of: appliance.life)
        return try await body(appliance, address)
    }
}

/// Carries the server from where it is made to where its address is asked for; set once, before anybody reads it.
private final class ServerHolder: Sendable {
    let server = Mutex<ConsoleServer?>(nil)
}
