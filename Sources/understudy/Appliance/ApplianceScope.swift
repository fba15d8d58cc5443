// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Auditing
internal import Browsing
internal import CDP
internal import Console
internal import Foundation
internal import Logging
internal import Replaying
internal import ServiceLifecycle
internal import UnixSignals
internal import Vocabulary

/// Runs a body with an appliance in this process, and ends it in order whichever way the body ends.
///
/// The browser starts in the background; a body that never asks for it does not wait for it.
///
/// - Parameters:
///   - home: the data folder, which the caller has taken.
///   - browser: how to start or find the browser.
///   - advisors: who is asked when no locator and no likeness finds a target.
///   - observing: how the observer is set up; nil for none.
///   - needsBrowser: whether to start it at all.
///   - isServed: whether the log tells of the end, and of the reason for it.
///   - extra: further services, such as the HTTP server.
///   - body: ends the appliance by returning.
func withAppliance<Result: Sendable>(
    home: Home,
    browser options: BrowserOptions,
    concurrency: Int = 2,
    advisors: [RescueLevel] = [],
    observing: ObserverSettings? = nil,
    needsBrowser: Bool = true,
    isServed: Bool = false,
    extra: @escaping @Sendable (LocalAppliance) throws -> [any Service] = { _ in [] },
    _ body: @escaping @Sendable (LocalAppliance) async throws -> Result
) async throws -> Result {
    let audit = try AuditLog(path: home.path + "/audit.sqlite")
    let life = CorrelationID.new()
    let result: Result
    do {
        let settings = LocalAppliance.Settings(
            launch: try options.launch(home: home.path, needsBrowser: needsBrowser),
            options: options,
            concurrency: concurrency,
            advisors: advisors,
            observing: observing,
            life: life
        )
        let appliance = try await LocalAppliance(home: home.path, audit: audit, settings: settings)
        let services = (needsBrowser ? appliance.services : []) + (try extra(appliance))
        result = try await run(services, around: { try await body(appliance) })
    } catch {
        if isServed || error is BrowsingError { try? await audit.tellEnd(of: life, because: error) }
        await audit.close()
        throw error
    }
    if isServed { try? await audit.tellEnd(of: life, because: nil) }
    await audit.close()
    return result
}

/// Runs services for as long as a body runs.
///
/// A service that fails ends the body.
private func run<Result: Sendable>(
    _ services: [any Service],
    around body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    guard !services.isEmpty else { return try await body() }
    let outcome = Outcome<Result>()
    var configuration = ServiceGroupConfiguration(
        services: services.map { .init(service: $0) }
            + [
                .init(
                    service: BodyService(body: body, outcome: outcome),
                    successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup
                )
            ],
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: Logger(label: "understudy") { _ in SwiftLogNoOpLogHandler() }
    )
    configuration.maximumGracefulShutdownDuration = .seconds(15)
    do {
        try await ServiceGroup(configuration: configuration).run()
    } catch {
        if case .success(let result)? = await outcome.result { return result }
        if case .failure(let failure)? = await outcome.result, !(failure is CancellationError) { throw failure }
        throw error
    }
    switch await outcome.result {
    case .success(let result)?: return result
    case .failure(let error)?: throw error
    case nil: throw CancellationError()
    }
}

/// The body as a service among the others; its end is the group's end.
private struct BodyService<Result: Sendable>: Service {
    let body: @Sendable () async throws -> Result
    let outcome: Outcome<Result>

    func run() async throws {
        do {
            await outcome.set(.success(try await cancelWhenGracefulShutdown { try await body() }))
        } catch {
            await outcome.set(.failure(error))
        }
    }
}

/// What the body came to.
private actor Outcome<Value: Sendable> {
    private(set) var result: Result<Value, any Error>?

    func set(_ result: Result<Value, any Error>) { self.result = result }
}

extension BrowserOptions {
    /// The options as the browser layer takes them.
    ///
    /// - Parameter needsBrowser: without a browser a missing Chromium is no error.
    func launch(home: String, needsBrowser: Bool) throws -> BrowserLaunch {
        let origin: BrowserLaunch.Origin
        if let attach {
            // An address that is none is wrong usage, and is told before anything is started.
            _ = try WebSocketEndpoint(parsing: attach)
            origin = .attach(attach)
        } else if needsBrowser {
            origin = .start(try BrowserBinary.find(preferred: chromium))
        } else {
            origin = .start(BrowserBinary(path: BrowserBinary.candidates[0]))
        }
        return BrowserLaunch(
            origin: origin,
            keeper: .init(executable: OwnExecutable.path),
            home: home,
            profile: try Slug("default"),
            port: cdpPort,
            isHeadful: headful,
            isSandboxOff: unsafeNoSandbox,
            userName: browserUser
        )
    }
}

/// This program's own file, which becomes the keeper.
enum OwnExecutable {
    static var path: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}
