// SPDX-License-Identifier: Apache-2.0

/// A shop that answers.
public struct RunningDemoShop: Sendable {
    /// Where it listens on 127.0.0.1.
    public let port: Int
    private let state: ShopState

    init(port: Int, state: ShopState) {
        self.port = port
        self.state = state
    }

    /// Its address in a browser, without a slash at the end: `http://shop.localhost:40123`.
    public var address: String { "http://shop.localhost:\(port)" }

    /// The paid orders that are still kept, oldest first.
    public var orders: [ShopOrder] { state.orders }

    /// Where cards are paid with: another site on the same port, so its frame has a process of its own.
    public var payAddress: String { "http://pay.localhost:\(port)" }

    /// The weekly orders that were paid and are still kept, oldest first.
    public var weekOrders: [WeekOrder] { state.weekOrders }

    /// What has happened so far; the same as `GET /__state` answers.
    public var report: ShopReport { state.report }

    /// The design that it has at the moment.
    public var design: ShopDesign { state.design }

    /// Gives the shop another design, from the next page on.
    ///
    /// Nothing else changes: whoever is logged in stays so, and carts and orders are kept. Every design can be seen
    /// besides, whichever the shop has, under its own part of the address: ``address(in:)``.
    public func redesign(_ design: ShopDesign) { state.redesign(design) }

    /// Where a design can always be seen: `http://shop.localhost:40123/v3`; links there lead to pages of that design.
    public func address(in design: ShopDesign) -> String { address + "/" + design.rawValue }

    /// Forgets orders, carts, sessions and redesigns, so that another round starts as the first one did.
    public func reset() { state.reset() }

    /// Where a round of the benchmark's flow begins: the log-in page, which leads to a product.
    ///
    /// The flow has 3 pages and 7 actions, and starts afresh in every browser context without cookies:
    ///
    /// | page | action |
    /// |---|---|
    /// | `/login` | 1 fill "E-mail" |
    /// | | 2 fill "Password" |
    /// | | 3 click "Log in", which leads to `/menu/espresso` |
    /// | `/menu/espresso` | 4 choose "2" in "Quantity" |
    /// | | 5 click "Add to cart", which leads to `/cart` |
    /// | `/cart` | 6 choose "3" in "Quantity of Espresso" |
    /// | | 7 click "Update cart", which leads to `/cart` again |
    ///
    /// A round is over when the notice "Cart updated" is visible. Nothing in it is irreversible, so that no person is
    /// waited for. `.ci/bench/playwright_flow.py` does the same with Playwright.
    public var benchmarkEntry: String { address + "/login?next=/menu/espresso" }
}

/// Opens a shop, runs the body, and closes the shop.
///
/// - Parameters:
///   - port: where to listen; 0 lets the system choose.
///   - body: what is done while it is open.
/// - Returns: what the body returned.
/// - Throws: ``DemoSiteError`` when the shop could not be opened, or what the body throws.
public func withDemoShop<Value>(
    port: Int = 0,
    _ body: (RunningDemoShop) async throws -> Value
) async throws -> Value {
    let shop = DemoShop(port: port)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        // A failure to open reaches the body's side through `waitUntilListening`.
        group.addTask { try? await shop.run() }
        defer { group.cancelAll() }
        return try await body(try await shop.waitUntilListening())
    }
}
