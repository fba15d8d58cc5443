// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Browsing
internal import Console
internal import ServiceLifecycle
internal import Vocabulary

/// `understudy serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the appliance: browser, HTTP API, runs and recordings."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var browser: BrowserOptions
    @Option(help: "The API's loopback port; 0 for any.", transform: PortOption.parse) var port = 8094
    @Option(help: "How many runs go on side by side.") var concurrency = 2
    @OptionGroup var rescue: RescueOptions
    @OptionGroup var observer: ObserverOptions

    func validate() throws {
        guard (1...16).contains(concurrency) else { throw ValidationError("--concurrency is a number from 1 to 16.") }
    }

    func run() async throws {
        let home = try await Home.take(Home.path(given: common.home))
        // A signal that comes before the browser is ready is an ordinary end too.
        do { try await serve(home) } catch is CancellationError {}
    }

    private func serve(_ home: Home) async throws {
        try await withServedAppliance(
            home: home,
            browser: browser,
            port: port,
            concurrency: concurrency,
            advisors: rescue.advisors(isAttended: true),
            observing: observer.settings
        ) { appliance, address in
            let ready = try await appliance.supervisor.browser(deadline: .after(.seconds(60)))
            Terminal.print("understudy \(programVersion) serves \(home.path) at \(address)")
            // Into a log it does not belong: whoever reads it in time has the operator's rights.
            if Terminal.isOutputSeen, let link = appliance.sessionLink() {
                Terminal.print("open \(link) (once, within five minutes)")
            }
            Terminal.print("browser \(ready.version) at \(appliance.supervisor.status.endpoint ?? "-")")
            for warning in try await appliance.status().warnings { Terminal.print("note: \(warning)") }
            StartupCode.release()
            // Ends with the signal that ends the process, which is the ordinary end.
            try? await waitUntilCancelled()
        }
    }
}
