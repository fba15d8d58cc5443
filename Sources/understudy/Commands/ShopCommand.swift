// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import DemoSite
internal import Vocabulary

/// `understudy demo-shop`: the demo's shop alone, for tests and for trying things by hand.
struct ShopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-shop",
        abstract: "Run the demo's web shop until it is stopped.",
        shouldDisplay: false
    )

    func run() async throws {
        try await withDemoShop { shop in
            Terminal.print("shop \(shop.address)")
            // Ends with the signal that ends the process, which is the ordinary end.
            try? await waitUntilCancelled()
        }
    }
}
