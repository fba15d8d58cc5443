// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Console
internal import Replaying

/// Runs a body with whatever can answer for a home: the appliance that owns it, over its API, or the parts in this
/// process when nobody does.
func withControl<Result: Sendable>(
    _ common: CommonOptions,
    browser: BrowserOptions? = nil,
    advisors: [RescueLevel] = [],
    _ body: @escaping @Sendable (any ApplianceControl) async throws -> Result
) async throws -> Result {
    let path = try Home.path(given: common.home)
    switch try await Home.reach(path) {
    case .served(let address, _): return try await body(try RemoteAppliance(address: address, home: path))
    case .taken(let home):
        return try await withAppliance(
            home: home,
            browser: try browser ?? BrowserOptions.parse([]),
            advisors: advisors,
            needsBrowser: browser != nil
        ) { appliance in
            try await body(appliance)
        }
    }
}
