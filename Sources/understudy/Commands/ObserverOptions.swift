// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Observing
internal import WebAddresses

/// What `serve` is told of the observer.
struct ObserverOptions: ParsableArguments {
    @Flag(help: "Read the pages of all tabs by OCR, and keep ten minutes of text in memory; see Docs/observer.md.")
    var observe = false

    @Option(
        name: .customLong("observe-exclude"),
        help: "A host that is never looked at, such as bank.example or *.bank.example; may be repeated.",
        transform: ObserverOptions.host
    )
    var excluded: [HostPattern] = []

    @Option(name: .customLong("observe-budget"), help: "Percent of one processor that looking may take, 1 to 100.")
    var budget = 5

    func validate() throws {
        guard (1...100).contains(budget) else { throw ValidationError("--observe-budget is a number from 1 to 100.") }
    }

    /// For the appliance.
    var settings: ObserverSettings {
        ObserverSettings(
            policy: ObservationPolicy(looksAtAll: observe, excluded: excluded),
            share: Double(budget) / 100
        )
    }

    private static func host(_ text: String) throws -> HostPattern {
        do { return try HostPattern(text) } catch { throw ValidationError(error.message) }
    }
}
