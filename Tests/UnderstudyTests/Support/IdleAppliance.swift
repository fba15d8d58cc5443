// SPDX-License-Identifier: Apache-2.0
import Auditing
import Browsing
import Console
import Logging
import Oversight
import ServiceLifecycle
import Synchronization
import TestSupport
import Vocabulary

@testable import understudy

/// Gives the joined parts in a home of their own, without a browser and with nothing running.
func withIdleAppliance(
    leaseTerm: Duration = ControlLease.term,
    _ body: (LocalAppliance) async throws -> Void
) async throws {
    try await withTemporaryFolder { try await withIdleAppliance(in: $0.path, leaseTerm: leaseTerm, body) }
}

/// Gives the joined parts in a home that is there.
func withIdleAppliance(
    in folder: String,
    leaseTerm: Duration = ControlLease.term,
    _ body: (LocalAppliance) async throws -> Void
) async throws {
    let home = try await Home.take(folder)
    let audit = try AuditLog(path: home.path + "/audit.sqlite")
    let launch = BrowserLaunch(
        origin: .start(BrowserBinary(path: "/nowhere")),
        keeper: .init(executable: "/nowhere"),
        home: home.path,
        profile: try Slug("default"),
        port: 0,
        isHeadful: false,
        isSandboxOff: false,
        userName: nil
    )
    do {
        var settings = LocalAppliance.Settings(launch: launch)
        settings.leaseTerm = leaseTerm
        let appliance = try await LocalAppliance(home: home.path, audit: audit, settings: settings)
        try await body(appliance)
    } catch {
        await audit.close()
        throw error
    }
    await audit.close()
}

/// Serves such an appliance over HTTP, and gives its address.
func withServedIdleAppliance(
    leaseTerm: Duration = ControlLease.term,
    _ body: @escaping @Sendable (LocalAppliance, String) async throws -> Void
) async throws {
    try await withIdleAppliance(leaseTerm: leaseTerm) { appliance in
        let access = try ConsoleAccess(folder: appliance.home + "/tokens")
        appliance.access.withLock { $0 = access }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = ConsoleServer(
            configuration: ConsoleConfiguration(port: 0),
            control: appliance,
            access: access,
            events: appliance.audit,
            logger: logger
        )
        let group = ServiceGroup(services: [server], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let result: Result<Void, any Error>
            do {
                let address = try await server.address()
                appliance.address.withLock { $0 = address }
                result = .success(try await body(appliance, address))
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }
}
